<%!
def plain(commands):
    return "\n".join(line for line in commands.splitlines() if "###" not in line).strip()
%>"""${message}. Follows ${down_revision or "nothing"}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades or "pass" | plain}


def downgrade() -> None:
    ${downgrades or "pass" | plain}
