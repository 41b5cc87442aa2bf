"""who was to answer a question when it was asked. Follows 0002."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Where nothing is said, workers alone: nobody reads what was not written for them.
    op.add_column('contact_request', sa.Column('decider', sa.Enum('worker', 'carers', 'other_side', name='decider', native_enum=False, length=40), nullable=False, server_default='worker'))
    op.execute("UPDATE contact_request SET decider = (SELECT contact_arrangement.decider FROM contact_arrangement JOIN contact_session ON contact_session.arrangement_id = contact_arrangement.id WHERE contact_session.id = contact_request.session_id)")


def downgrade() -> None:
    op.drop_column('contact_request', 'decider')
