"""first. Follows nothing."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('chain_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=True),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('object_kind', sa.Text(), nullable=False),
    sa.Column('object_id', sa.Uuid(), nullable=False),
    sa.Column('content_hash', sa.Text(), nullable=False),
    sa.Column('previous_hash', sa.Text(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_event')),
    sa.UniqueConstraint('chain_id', 'seq', name=op.f('uq_audit_event_chain_id_seq'))
    )
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.create_index('ix_audit_event_object', ['object_id', 'at'], unique=False)

    op.create_table('audit_head',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('chain_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head')),
    sa.UniqueConstraint('chain_id', name=op.f('uq_audit_head_chain_id'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('nation', sa.Enum('england', 'wales', 'scotland', 'ni', name='nation', native_enum=False, length=40), nullable=False),
    sa.Column('lets_people_start_alone', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('name', name=op.f('uq_organisation_name'))
    )
    op.create_table('tries',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('bucket', sa.Text(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('free_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tries')),
    sa.UniqueConstraint('bucket', name=op.f('uq_tries_bucket'))
    )
    op.create_table('audit_content',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=False),
    sa.Column('salt', sa.Text(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['audit_event.id'], name=op.f('fk_audit_content_event_id_audit_event')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_content')),
    sa.UniqueConstraint('event_id', name=op.f('uq_audit_content_event_id'))
    )
    op.create_table('circle',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('nation', sa.Enum('england', 'wales', 'scotland', 'ni', name='nation', native_enum=False, length=40), nullable=False),
    sa.Column('council', sa.Text(), nullable=True),
    sa.Column('started_alone', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['org_id'], ['organisation.id'], name=op.f('fk_circle_org_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circle'))
    )
    with op.batch_alter_table('circle', schema=None) as batch_op:
        batch_op.create_index('uq_circle_org_id_reference', ['org_id', 'reference'], unique=True)

    op.create_table('person',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.Enum('family', 'worker', 'manager', 'admin', 'privacy', name='role', native_enum=False, length=40), nullable=False),
    sa.Column('full_name', sa.Text(), nullable=False),
    sa.Column('known_as', sa.Text(), nullable=False),
    sa.Column('born_on', sa.Date(), nullable=True),
    sa.Column('zone', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('theme', sa.Enum('phone', 'light', 'dark', name='theme', native_enum=False, length=40), nullable=False),
    sa.Column('text_size', sa.Enum('normal', 'large', 'larger', name='textsize', native_enum=False, length=40), nullable=False),
    sa.Column('wants_calm', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['org_id'], ['organisation.id'], name=op.f('fk_person_org_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index('ix_person_org_id_role', ['org_id', 'role'], unique=False)

    op.create_table('account',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('nickname', sa.Text(), nullable=False),
    sa.Column('nickname_key', sa.Text(), nullable=False),
    sa.Column('passphrase_hash', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_account_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('nickname_key', name=op.f('uq_account_nickname_key')),
    sa.UniqueConstraint('person_id', name=op.f('uq_account_person_id'))
    )
    op.create_table('assignment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('worker_id', sa.Uuid(), nullable=False),
    sa.Column('duty', sa.Enum('lead', 'co_worker', 'cover', name='duty', native_enum=False, length=40), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_assignment_ends_after_start')),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_assignment_circle_id_circle')),
    sa.ForeignKeyConstraint(['worker_id'], ['person.id'], name=op.f('fk_assignment_worker_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index('ix_assignment_circle_id', ['circle_id'], unique=False)
        batch_op.create_index('ix_assignment_worker_id', ['worker_id'], unique=False)

    op.create_table('exclusion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_exclusion_circle_id_circle')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_exclusion_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exclusion'))
    )
    with op.batch_alter_table('exclusion', schema=None) as batch_op:
        batch_op.create_index('ix_exclusion_person_id', ['person_id'], unique=False)

    op.create_table('join_code',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('invite', 'link', name='codekind', native_enum=False, length=40), nullable=False),
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('worker_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('circle_id', sa.Uuid(), nullable=True),
    sa.Column('prefix', sa.Text(), nullable=False),
    sa.Column('secret_hash', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('wrong_tries', sa.Integer(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_join_code_circle_id_circle')),
    sa.ForeignKeyConstraint(['org_id'], ['organisation.id'], name=op.f('fk_join_code_org_id_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_join_code_person_id_person')),
    sa.ForeignKeyConstraint(['worker_id'], ['person.id'], name=op.f('fk_join_code_worker_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_join_code')),
    sa.UniqueConstraint('prefix', name=op.f('uq_join_code_prefix'))
    )
    with op.batch_alter_table('join_code', schema=None) as batch_op:
        batch_op.create_index('ix_join_code_person_id', ['person_id'], unique=False)

    op.create_table('known_device',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_known_device_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_known_device')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_known_device_token_hash'))
    )
    with op.batch_alter_table('known_device', schema=None) as batch_op:
        batch_op.create_index('ix_known_device_person_id', ['person_id'], unique=False)

    op.create_table('membership',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('part', sa.Enum('parent', 'kin_carer', 'special_guardian', 'foster_carer', 'adopter', 'relative', 'professional', 'child', name='part', native_enum=False, length=40), nullable=False),
    sa.Column('relation', sa.Text(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_membership_ends_after_start')),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_membership_circle_id_circle')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index('ix_membership_circle_id', ['circle_id'], unique=False)
        batch_op.create_index('ix_membership_person_id', ['person_id'], unique=False)

    op.create_table('plan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('parent', 'special_guardian', 'kin_carer', 'pre_birth', 'own', name='plankind', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('draft', 'shared', 'agreed', 'review_due', 'closed', name='planstate', native_enum=False, length=40), nullable=False),
    sa.Column('family_view', sa.Text(), nullable=True),
    sa.Column('worker_view', sa.Text(), nullable=True),
    sa.Column('hard_week', sa.Text(), nullable=True),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('next_review_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_plan_circle_id_circle')),
    sa.ForeignKeyConstraint(['org_id'], ['organisation.id'], name=op.f('fk_plan_org_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan'))
    )
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.create_index('ix_plan_circle_id', ['circle_id'], unique=False)
        batch_op.create_index('ix_plan_org_id_circle_id', ['org_id', 'circle_id'], unique=False)

    op.create_table('sign_in',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_own_phone', sa.Boolean(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index('ix_sign_in_expires_at', ['expires_at'], unique=False)
        batch_op.create_index('ix_sign_in_person_id', ['person_id'], unique=False)

    op.create_table('goal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('area', sa.Enum('housing', 'benefits', 'health', 'legal', 'contact', 'school', 'wellbeing', 'identity', name='area', native_enum=False, length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_goal_owner_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_goal_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal'))
    )
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.create_index('ix_goal_plan_id', ['plan_id'], unique=False)

    op.create_table('need',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('area', sa.Enum('housing', 'benefits', 'health', 'legal', 'contact', 'school', 'wellbeing', 'identity', name='area', native_enum=False, length=40), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_need_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need'))
    )
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.create_index('ix_need_plan_id', ['plan_id'], unique=False)

    op.create_table('pathway_start',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('pathway_id', sa.Text(), nullable=False),
    sa.Column('nation', sa.Enum('england', 'wales', 'scotland', 'ni', name='nation', native_enum=False, length=40), nullable=False),
    sa.Column('occasion', sa.Text(), nullable=False),
    sa.Column('period_day', sa.Integer(), nullable=True),
    sa.Column('started_by_id', sa.Uuid(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_pathway_start_plan_id_plan')),
    sa.ForeignKeyConstraint(['started_by_id'], ['person.id'], name=op.f('fk_pathway_start_started_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pathway_start')),
    sa.UniqueConstraint('plan_id', 'pathway_id', 'occasion', name=op.f('uq_pathway_start_plan_id_pathway_id_occasion'))
    )
    op.create_table('plan_holder',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_plan_holder_person_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_holder_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_holder')),
    sa.UniqueConstraint('plan_id', 'person_id', name=op.f('uq_plan_holder_plan_id_person_id'))
    )
    with op.batch_alter_table('plan_holder', schema=None) as batch_op:
        batch_op.create_index('ix_plan_holder_person_id', ['person_id'], unique=False)

    op.create_table('pathway_date',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('start_id', sa.Uuid(), nullable=False),
    sa.Column('event', sa.Text(), nullable=False),
    sa.Column('happens_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['start_id'], ['pathway_start.id'], name=op.f('fk_pathway_date_start_id_pathway_start')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pathway_date')),
    sa.UniqueConstraint('start_id', 'event', name=op.f('uq_pathway_date_start_id_event'))
    )
    op.create_table('rating',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('goal_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('rated_on', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('score BETWEEN 0 AND 10', name=op.f('ck_rating_score_in_range')),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_rating_goal_id_goal')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_rating_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rating'))
    )
    with op.batch_alter_table('rating', schema=None) as batch_op:
        batch_op.create_index('ix_rating_goal_id_rated_on', ['goal_id', 'rated_on'], unique=False)

    op.create_table('task',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('goal_id', sa.Uuid(), nullable=True),
    sa.Column('start_id', sa.Uuid(), nullable=True),
    sa.Column('step_id', sa.Text(), nullable=True),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('area', sa.Enum('housing', 'benefits', 'health', 'legal', 'contact', 'school', 'wellbeing', 'identity', name='area', native_enum=False, length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('owner', sa.Enum('me', 'worker', 'both', 'service', name='owner', native_enum=False, length=40), nullable=False),
    sa.Column('owner_name', sa.Text(), nullable=True),
    sa.Column('state', sa.Enum('ready', 'in_progress', 'waiting', 'done', 'not_for_us', name='state', native_enum=False, length=40), nullable=False),
    sa.Column('state_before', sa.Enum('ready', 'in_progress', 'waiting', 'done', 'not_for_us', name='state', native_enum=False, length=40), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('limit_on', sa.Date(), nullable=True),
    sa.Column('date_is_own', sa.Boolean(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name=op.f('ck_task_done_has_moment')),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_task_goal_id_goal')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_task_plan_id_plan')),
    sa.ForeignKeyConstraint(['start_id'], ['pathway_start.id'], name=op.f('fk_task_start_id_pathway_start')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('start_id', 'step_id', 'round', name=op.f('uq_task_start_id_step_id_round'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index('ix_task_goal_id', ['goal_id'], unique=False)
        batch_op.create_index('ix_task_plan_id_done_at', ['plan_id', 'done_at'], unique=False)
        batch_op.create_index('ix_task_plan_id_state_due_on', ['plan_id', 'state', 'due_on'], unique=False)

    op.create_table('task_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=True),
    sa.Column('after', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_task_event_person_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_task_event_plan_id_plan')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_event_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_event'))
    )
    with op.batch_alter_table('task_event', schema=None) as batch_op:
        batch_op.create_index('ix_task_event_plan_id_at', ['plan_id', 'at'], unique=False)
        batch_op.create_index('ix_task_event_task_id_at', ['task_id', 'at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('task_event', schema=None) as batch_op:
        batch_op.drop_index('ix_task_event_task_id_at')
        batch_op.drop_index('ix_task_event_plan_id_at')

    op.drop_table('task_event')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index('ix_task_plan_id_state_due_on')
        batch_op.drop_index('ix_task_plan_id_done_at')
        batch_op.drop_index('ix_task_goal_id')

    op.drop_table('task')
    with op.batch_alter_table('rating', schema=None) as batch_op:
        batch_op.drop_index('ix_rating_goal_id_rated_on')

    op.drop_table('rating')
    op.drop_table('pathway_date')
    with op.batch_alter_table('plan_holder', schema=None) as batch_op:
        batch_op.drop_index('ix_plan_holder_person_id')

    op.drop_table('plan_holder')
    op.drop_table('pathway_start')
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.drop_index('ix_need_plan_id')

    op.drop_table('need')
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.drop_index('ix_goal_plan_id')

    op.drop_table('goal')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index('ix_sign_in_person_id')
        batch_op.drop_index('ix_sign_in_expires_at')

    op.drop_table('sign_in')
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_index('ix_plan_org_id_circle_id')
        batch_op.drop_index('ix_plan_circle_id')

    op.drop_table('plan')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('ix_membership_person_id')
        batch_op.drop_index('ix_membership_circle_id')

    op.drop_table('membership')
    with op.batch_alter_table('known_device', schema=None) as batch_op:
        batch_op.drop_index('ix_known_device_person_id')

    op.drop_table('known_device')
    with op.batch_alter_table('join_code', schema=None) as batch_op:
        batch_op.drop_index('ix_join_code_person_id')

    op.drop_table('join_code')
    with op.batch_alter_table('exclusion', schema=None) as batch_op:
        batch_op.drop_index('ix_exclusion_person_id')

    op.drop_table('exclusion')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index('ix_assignment_worker_id')
        batch_op.drop_index('ix_assignment_circle_id')

    op.drop_table('assignment')
    op.drop_table('account')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index('ix_person_org_id_role')

    op.drop_table('person')
    with op.batch_alter_table('circle', schema=None) as batch_op:
        batch_op.drop_index('uq_circle_org_id_reference')

    op.drop_table('circle')
    op.drop_table('audit_content')
    op.drop_table('tries')
    op.drop_table('organisation')
    op.drop_table('audit_head')
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_event_object')

    op.drop_table('audit_event')
