"""family time. Follows 0001."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('contact_arrangement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('face_to_face', 'overnight', 'phone', 'video', 'messages', 'letters', 'life_story', 'brothers_and_sisters', 'one_off', 'listening', 'none_for_now', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('zone', sa.Text(), nullable=False),
    sa.Column('supervision', sa.Enum('none', 'family_supported', 'supported', 'supervised', 'on_speaker', 'checked', name='supervision', native_enum=False, length=40), nullable=False),
    sa.Column('legal_basis', sa.Enum('court_order', 'care_plan', 'support_plan', 'agreement', name='legalbasis', native_enum=False, length=40), nullable=False),
    sa.Column('is_fixed_by_court', sa.Boolean(), nullable=False),
    sa.Column('decider', sa.Enum('worker', 'carers', 'other_side', name='decider', native_enum=False, length=40), nullable=False),
    sa.Column('notice_hours', sa.Integer(), nullable=False),
    sa.Column('venue_name', sa.Text(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('planned_until', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('notice_hours >= 0', name=op.f('ck_contact_arrangement_notice_not_negative')),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_contact_arrangement_circle_id_circle')),
    sa.ForeignKeyConstraint(['org_id'], ['organisation.id'], name=op.f('fk_contact_arrangement_org_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_arrangement'))
    )
    with op.batch_alter_table('contact_arrangement', schema=None) as batch_op:
        batch_op.create_index('ix_contact_arrangement_circle_id', ['circle_id'], unique=False)
        batch_op.create_index('ix_contact_arrangement_org_id_planned_until', ['org_id', 'planned_until'], unique=False)

    op.create_table('contact_draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('client_key', sa.Uuid(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_draft_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_draft')),
    sa.UniqueConstraint('person_id', 'subject_id', name=op.f('uq_contact_draft_person_id_subject_id'))
    )
    op.create_table('contact_feed',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_feed_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_feed')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_contact_feed_token_hash'))
    )
    with op.batch_alter_table('contact_feed', schema=None) as batch_op:
        batch_op.create_index('ix_contact_feed_person_id', ['person_id'], unique=False)

    op.create_table('marked_day',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('birthday', 'anniversary', 'mothers_day', 'fathers_day', 'other', name='daykind', native_enum=False, length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=True),
    sa.Column('month', sa.Integer(), nullable=True),
    sa.Column('day', sa.Integer(), nullable=True),
    sa.Column('showing', sa.Enum('remind', 'quiet', 'hide', name='showing', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(month IS NULL) = (day IS NULL)', name=op.f('ck_marked_day_month_with_day')),
    sa.CheckConstraint('day BETWEEN 1 AND 31', name=op.f('ck_marked_day_day_in_month')),
    sa.CheckConstraint('month BETWEEN 1 AND 12', name=op.f('ck_marked_day_month_in_year')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_marked_day_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_marked_day'))
    )
    with op.batch_alter_table('marked_day', schema=None) as batch_op:
        batch_op.create_index('ix_marked_day_person_id', ['person_id'], unique=False)

    op.create_table('contact_letter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('arrangement_id', sa.Uuid(), nullable=False),
    sa.Column('side', sa.Enum('seeing', 'caring', 'supporting', 'child', name='side', native_enum=False, length=40), nullable=False),
    sa.Column('window_on', sa.Date(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('due', 'written', 'with_agency', 'passed_on', 'received', name='letterstate', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.Text(), nullable=True),
    sa.Column('is_on_paper', sa.Boolean(), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('closes_on >= opens_on', name=op.f('ck_contact_letter_closes_after_opening')),
    sa.ForeignKeyConstraint(['arrangement_id'], ['contact_arrangement.id'], name=op.f('fk_contact_letter_arrangement_id_contact_arrangement')),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_contact_letter_circle_id_circle')),
    sa.ForeignKeyConstraint(['org_id'], ['organisation.id'], name=op.f('fk_contact_letter_org_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_letter')),
    sa.UniqueConstraint('arrangement_id', 'window_on', 'side', name=op.f('uq_contact_letter_arrangement_id_window_on_side'))
    )
    with op.batch_alter_table('contact_letter', schema=None) as batch_op:
        batch_op.create_index('ix_contact_letter_circle_id_state', ['circle_id', 'state'], unique=False)

    op.create_table('contact_party',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('arrangement_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('side', sa.Enum('seeing', 'caring', 'supporting', 'child', name='side', native_enum=False, length=40), nullable=False),
    sa.Column('shown_as', sa.Text(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['arrangement_id'], ['contact_arrangement.id'], name=op.f('fk_contact_party_arrangement_id_contact_arrangement')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_party_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_party')),
    sa.UniqueConstraint('arrangement_id', 'person_id', name=op.f('uq_contact_party_arrangement_id_person_id'))
    )
    with op.batch_alter_table('contact_party', schema=None) as batch_op:
        batch_op.create_index('ix_contact_party_person_id', ['person_id'], unique=False)

    op.create_table('contact_pattern',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('arrangement_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('at', sa.Time(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('rule', sa.Text(), nullable=True),
    sa.Column('dates', sa.JSON(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_contact_pattern_ends_after_start')),
    sa.CheckConstraint('minutes BETWEEN 1 AND 10080', name=op.f('ck_contact_pattern_minutes_up_to_a_week')),
    sa.ForeignKeyConstraint(['arrangement_id'], ['contact_arrangement.id'], name=op.f('fk_contact_pattern_arrangement_id_contact_arrangement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_pattern'))
    )
    with op.batch_alter_table('contact_pattern', schema=None) as batch_op:
        batch_op.create_index('ix_contact_pattern_arrangement_id', ['arrangement_id'], unique=False)

    op.create_table('contact_pause',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('arrangement_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('why', sa.Text(), nullable=True),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_contact_pause_ends_after_start')),
    sa.ForeignKeyConstraint(['arrangement_id'], ['contact_arrangement.id'], name=op.f('fk_contact_pause_arrangement_id_contact_arrangement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_pause'))
    )
    with op.batch_alter_table('contact_pause', schema=None) as batch_op:
        batch_op.create_index('ix_contact_pause_arrangement_id', ['arrangement_id'], unique=False)

    op.create_table('contact_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('arrangement_id', sa.Uuid(), nullable=False),
    sa.Column('occurs_on', sa.Date(), nullable=False),
    sa.Column('occurs_at', sa.Time(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Enum('planned', 'changed', 'happened', 'shortened', 'cancelled', 'paused_for_safety', name='sessionstate', native_enum=False, length=40), nullable=False),
    sa.Column('called_off_by', sa.Enum('parent', 'carer', 'child', 'service', 'other', name='calledoffby', native_enum=False, length=40), nullable=True),
    sa.Column('reason', sa.Enum('venue_unavailable', 'transport', 'illness_child', 'illness_adult', 'worker_unavailable', 'weather', 'safety_pause', 'child_choice', 'other_plan', 'not_known', name='reason', native_enum=False, length=40), nullable=True),
    sa.Column('venue_name', sa.Text(), nullable=True),
    sa.Column('is_extra', sa.Boolean(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_contact_session_ends_after_start')),
    sa.ForeignKeyConstraint(['arrangement_id'], ['contact_arrangement.id'], name=op.f('fk_contact_session_arrangement_id_contact_arrangement')),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_contact_session_circle_id_circle')),
    sa.ForeignKeyConstraint(['org_id'], ['organisation.id'], name=op.f('fk_contact_session_org_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_session')),
    sa.UniqueConstraint('arrangement_id', 'occurs_on', 'occurs_at', name=op.f('uq_contact_session_arrangement_id_occurs_on_occurs_at'))
    )
    with op.batch_alter_table('contact_session', schema=None) as batch_op:
        batch_op.create_index('ix_contact_session_arrangement_id_starts_at', ['arrangement_id', 'starts_at'], unique=False)
        batch_op.create_index('ix_contact_session_circle_id_starts_at', ['circle_id', 'starts_at'], unique=False)

    op.create_table('contact_slot',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('arrangement_id', sa.Uuid(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_contact_slot_ends_after_start')),
    sa.ForeignKeyConstraint(['arrangement_id'], ['contact_arrangement.id'], name=op.f('fk_contact_slot_arrangement_id_contact_arrangement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_slot')),
    sa.UniqueConstraint('arrangement_id', 'starts_at', name=op.f('uq_contact_slot_arrangement_id_starts_at'))
    )
    op.create_table('contact_fare',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('payer', sa.Text(), nullable=True),
    sa.Column('state', sa.Enum('noted', 'claimed', 'paid', 'not_paid', name='farestate', native_enum=False, length=40), nullable=False),
    sa.Column('claimed_on', sa.Date(), nullable=True),
    sa.Column('paid_on', sa.Date(), nullable=True),
    sa.Column('receipt_type', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('pence BETWEEN 0 AND 1000000', name=op.f('ck_contact_fare_pence_in_range')),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_contact_fare_circle_id_circle')),
    sa.ForeignKeyConstraint(['org_id'], ['organisation.id'], name=op.f('fk_contact_fare_org_id_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_fare_person_id_person')),
    sa.ForeignKeyConstraint(['session_id'], ['contact_session.id'], name=op.f('fk_contact_fare_session_id_contact_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_fare'))
    )
    with op.batch_alter_table('contact_fare', schema=None) as batch_op:
        batch_op.create_index('ix_contact_fare_person_id', ['person_id'], unique=False)
        batch_op.create_index('ix_contact_fare_session_id', ['session_id'], unique=False)

    op.create_table('contact_going',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_going_person_id_person')),
    sa.ForeignKeyConstraint(['session_id'], ['contact_session.id'], name=op.f('fk_contact_going_session_id_contact_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_going')),
    sa.UniqueConstraint('session_id', 'person_id', name=op.f('uq_contact_going_session_id_person_id'))
    )
    op.create_table('contact_letter_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('letter_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('due', 'written', 'with_agency', 'passed_on', 'received', name='letterstate', native_enum=False, length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['letter_id'], ['contact_letter.id'], name=op.f('fk_contact_letter_step_letter_id_contact_letter')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_letter_step_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_letter_step'))
    )
    with op.batch_alter_table('contact_letter_step', schema=None) as batch_op:
        batch_op.create_index('ix_contact_letter_step_letter_id_at', ['letter_id', 'at'], unique=False)

    op.create_table('contact_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('arrangement_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=True),
    sa.Column('letter_id', sa.Uuid(), nullable=True),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('recorded_by', sa.Text(), nullable=True),
    sa.Column('lane', sa.Enum('shared', 'to_worker', 'private', name='lane', native_enum=False, length=40), nullable=False),
    sa.Column('client_key', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('went', sa.Enum('as_planned', 'changed', 'shortened', 'no', name='went', native_enum=False, length=40), nullable=True),
    sa.Column('called_off_by', sa.Enum('parent', 'carer', 'child', 'service', 'other', name='calledoffby', native_enum=False, length=40), nullable=True),
    sa.Column('reason', sa.Enum('venue_unavailable', 'transport', 'illness_child', 'illness_adult', 'worker_unavailable', 'weather', 'safety_pause', 'child_choice', 'other_plan', 'not_known', name='reason', native_enum=False, length=40), nullable=True),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('present', sa.Text(), nullable=True),
    sa.Column('seemed_before', sa.JSON(), nullable=False),
    sa.Column('seemed_after', sa.JSON(), nullable=False),
    sa.Column('before', sa.Text(), nullable=True),
    sa.Column('words', sa.Text(), nullable=True),
    sa.Column('child_voice', sa.Text(), nullable=True),
    sa.Column('strengths', sa.Text(), nullable=True),
    sa.Column('worries', sa.Text(), nullable=True),
    sa.Column('worries_done', sa.Text(), nullable=True),
    sa.Column('after', sa.Text(), nullable=True),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('happened_zone', sa.Text(), nullable=False),
    sa.Column('is_about', sa.Boolean(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('supersedes_id', sa.Uuid(), nullable=True),
    sa.Column('supersedes_as', sa.Enum('correction', 'withdrawal', name='supersedes', native_enum=False, length=40), nullable=True),
    sa.Column('supersedes_why', sa.Text(), nullable=True),
    sa.CheckConstraint('(session_id IS NULL) <> (letter_id IS NULL)', name=op.f('ck_contact_note_about_one_thing')),
    sa.CheckConstraint('(supersedes_id IS NULL) = (supersedes_as IS NULL)', name=op.f('ck_contact_note_supersedes_says_how')),
    sa.ForeignKeyConstraint(['arrangement_id'], ['contact_arrangement.id'], name=op.f('fk_contact_note_arrangement_id_contact_arrangement')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_contact_note_author_id_person')),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_contact_note_circle_id_circle')),
    sa.ForeignKeyConstraint(['letter_id'], ['contact_letter.id'], name=op.f('fk_contact_note_letter_id_contact_letter')),
    sa.ForeignKeyConstraint(['org_id'], ['organisation.id'], name=op.f('fk_contact_note_org_id_organisation')),
    sa.ForeignKeyConstraint(['session_id'], ['contact_session.id'], name=op.f('fk_contact_note_session_id_contact_session')),
    sa.ForeignKeyConstraint(['supersedes_id'], ['contact_note.id'], name=op.f('fk_contact_note_supersedes_id_contact_note')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_note')),
    sa.UniqueConstraint('author_id', 'client_key', 'lane', name=op.f('uq_contact_note_author_id_client_key_lane')),
    sa.UniqueConstraint('supersedes_id', name=op.f('uq_contact_note_supersedes_id'))
    )
    with op.batch_alter_table('contact_note', schema=None) as batch_op:
        batch_op.create_index('ix_contact_note_author_id', ['author_id'], unique=False)
        batch_op.create_index('ix_contact_note_circle_id_received_at', ['circle_id', 'received_at'], unique=False)
        batch_op.create_index('ix_contact_note_letter_id', ['letter_id'], unique=False)
        batch_op.create_index('ix_contact_note_session_id', ['session_id'], unique=False)

    op.create_table('contact_request',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('circle_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('asked', sa.Enum('day', 'time', 'place', 'cannot_come', name='asked', native_enum=False, length=40), nullable=False),
    sa.Column('decider', sa.Enum('worker', 'carers', 'other_side', name='decider', native_enum=False, length=40), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('slot_id', sa.Uuid(), nullable=True),
    sa.Column('wish', sa.Text(), nullable=True),
    sa.Column('why', sa.Text(), nullable=True),
    sa.Column('reason', sa.Enum('venue_unavailable', 'transport', 'illness_child', 'illness_adult', 'worker_unavailable', 'weather', 'safety_pause', 'child_choice', 'other_plan', 'not_known', name='reason', native_enum=False, length=40), nullable=True),
    sa.Column('state', sa.Enum('open', 'accepted', 'declined', 'withdrawn', name='requeststate', native_enum=False, length=40), nullable=False),
    sa.Column('answer_by', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_contact_request_answered_by_id_person')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_contact_request_asked_by_id_person')),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_contact_request_circle_id_circle')),
    sa.ForeignKeyConstraint(['session_id'], ['contact_session.id'], name=op.f('fk_contact_request_session_id_contact_session')),
    sa.ForeignKeyConstraint(['slot_id'], ['contact_slot.id'], name=op.f('fk_contact_request_slot_id_contact_slot')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_request'))
    )
    with op.batch_alter_table('contact_request', schema=None) as batch_op:
        batch_op.create_index('ix_contact_request_circle_id_state', ['circle_id', 'state'], unique=False)
        batch_op.create_index('ix_contact_request_session_id', ['session_id'], unique=False)
        batch_op.create_index('uq_contact_request_session_id_asked_by_id_open', ['session_id', 'asked_by_id'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('contact_session_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=True),
    sa.Column('after', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_session_event_person_id_person')),
    sa.ForeignKeyConstraint(['session_id'], ['contact_session.id'], name=op.f('fk_contact_session_event_session_id_contact_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_session_event'))
    )
    with op.batch_alter_table('contact_session_event', schema=None) as batch_op:
        batch_op.create_index('ix_contact_session_event_session_id_at', ['session_id', 'at'], unique=False)

    op.create_table('contact_term',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('arrangement_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Enum('title_seeing', 'title_caring', 'place_seeing', 'place_caring', 'arrive_seeing', 'arrive_caring', 'transport_parent', 'transport_child', 'cost', 'conditions', 'change_rule', 'cancel_rule', 'backup', 'escalation', 'culture', 'language', 'access', 'recording', 'arranged_by', 'child_told', 'child_wish', 'supervision_reason', 'legal_note', 'safety', 'why', 'offered', name='termkind', native_enum=False, length=40), nullable=False),
    sa.Column('audience', sa.Enum('everyone', 'seeing', 'caring', 'workers', name='audience', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['arrangement_id'], ['contact_arrangement.id'], name=op.f('fk_contact_term_arrangement_id_contact_arrangement')),
    sa.ForeignKeyConstraint(['session_id'], ['contact_session.id'], name=op.f('fk_contact_term_session_id_contact_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_term'))
    )
    with op.batch_alter_table('contact_term', schema=None) as batch_op:
        batch_op.create_index('ix_contact_term_arrangement_id_session_id', ['arrangement_id', 'session_id'], unique=False)

    op.create_table('contact_venue',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('arrangement_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=True),
    sa.Column('detail', sa.Text(), nullable=False),
    sa.Column('release_minutes', sa.Integer(), nullable=True),
    sa.CheckConstraint('release_minutes >= 0', name=op.f('ck_contact_venue_release_not_negative')),
    sa.ForeignKeyConstraint(['arrangement_id'], ['contact_arrangement.id'], name=op.f('fk_contact_venue_arrangement_id_contact_arrangement')),
    sa.ForeignKeyConstraint(['session_id'], ['contact_session.id'], name=op.f('fk_contact_venue_session_id_contact_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_venue'))
    )
    with op.batch_alter_table('contact_venue', schema=None) as batch_op:
        batch_op.create_index('ix_contact_venue_arrangement_id', ['arrangement_id'], unique=False)

    op.create_table('contact_note_check',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('note_id', sa.Uuid(), nullable=False),
    sa.Column('worker_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['note_id'], ['contact_note.id'], name=op.f('fk_contact_note_check_note_id_contact_note')),
    sa.ForeignKeyConstraint(['worker_id'], ['person.id'], name=op.f('fk_contact_note_check_worker_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_note_check')),
    sa.UniqueConstraint('note_id', name=op.f('uq_contact_note_check_note_id'))
    )
    op.create_table('contact_note_reader',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('note_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['note_id'], ['contact_note.id'], name=op.f('fk_contact_note_reader_note_id_contact_note')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_note_reader_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_note_reader')),
    sa.UniqueConstraint('note_id', 'person_id', name=op.f('uq_contact_note_reader_note_id_person_id'))
    )
    op.create_table('contact_photo',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('note_id', sa.Uuid(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('width > 0 AND height > 0', name=op.f('ck_contact_photo_has_size')),
    sa.ForeignKeyConstraint(['note_id'], ['contact_note.id'], name=op.f('fk_contact_photo_note_id_contact_note')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_photo'))
    )
    with op.batch_alter_table('contact_photo', schema=None) as batch_op:
        batch_op.create_index('ix_contact_photo_note_id', ['note_id'], unique=False)

    op.create_table('contact_venue_viewer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('venue_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contact_venue_viewer_person_id_person')),
    sa.ForeignKeyConstraint(['venue_id'], ['contact_venue.id'], name=op.f('fk_contact_venue_viewer_venue_id_contact_venue')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_venue_viewer')),
    sa.UniqueConstraint('venue_id', 'person_id', name=op.f('uq_contact_venue_viewer_venue_id_person_id'))
    )
    with op.batch_alter_table('contact_venue_viewer', schema=None) as batch_op:
        batch_op.create_index('ix_contact_venue_viewer_person_id', ['person_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('contact_venue_viewer', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_venue_viewer_person_id')

    op.drop_table('contact_venue_viewer')
    with op.batch_alter_table('contact_photo', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_photo_note_id')

    op.drop_table('contact_photo')
    op.drop_table('contact_note_reader')
    op.drop_table('contact_note_check')
    with op.batch_alter_table('contact_venue', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_venue_arrangement_id')

    op.drop_table('contact_venue')
    with op.batch_alter_table('contact_term', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_term_arrangement_id_session_id')

    op.drop_table('contact_term')
    with op.batch_alter_table('contact_session_event', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_session_event_session_id_at')

    op.drop_table('contact_session_event')
    with op.batch_alter_table('contact_request', schema=None) as batch_op:
        batch_op.drop_index('uq_contact_request_session_id_asked_by_id_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index('ix_contact_request_session_id')
        batch_op.drop_index('ix_contact_request_circle_id_state')

    op.drop_table('contact_request')
    with op.batch_alter_table('contact_note', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_note_session_id')
        batch_op.drop_index('ix_contact_note_letter_id')
        batch_op.drop_index('ix_contact_note_circle_id_received_at')
        batch_op.drop_index('ix_contact_note_author_id')

    op.drop_table('contact_note')
    with op.batch_alter_table('contact_letter_step', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_letter_step_letter_id_at')

    op.drop_table('contact_letter_step')
    op.drop_table('contact_going')
    with op.batch_alter_table('contact_fare', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_fare_session_id')
        batch_op.drop_index('ix_contact_fare_person_id')

    op.drop_table('contact_fare')
    op.drop_table('contact_slot')
    with op.batch_alter_table('contact_session', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_session_circle_id_starts_at')
        batch_op.drop_index('ix_contact_session_arrangement_id_starts_at')

    op.drop_table('contact_session')
    with op.batch_alter_table('contact_pause', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_pause_arrangement_id')

    op.drop_table('contact_pause')
    with op.batch_alter_table('contact_pattern', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_pattern_arrangement_id')

    op.drop_table('contact_pattern')
    with op.batch_alter_table('contact_party', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_party_person_id')

    op.drop_table('contact_party')
    with op.batch_alter_table('contact_letter', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_letter_circle_id_state')

    op.drop_table('contact_letter')
    with op.batch_alter_table('marked_day', schema=None) as batch_op:
        batch_op.drop_index('ix_marked_day_person_id')

    op.drop_table('marked_day')
    with op.batch_alter_table('contact_feed', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_feed_person_id')

    op.drop_table('contact_feed')
    op.drop_table('contact_draft')
    with op.batch_alter_table('contact_arrangement', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_arrangement_org_id_planned_until')
        batch_op.drop_index('ix_contact_arrangement_circle_id')

    op.drop_table('contact_arrangement')
