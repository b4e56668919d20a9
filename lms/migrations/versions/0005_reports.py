"""Tables of lms.reports: the log of opened reports."""

import sqlalchemy as sa
from alembic import op

from lms.db.base import BigKey
from lms.db.times import Instant

revision = "0005_reports"
down_revision = "0004_progress"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of lms.reports."""
    op.create_table(
        "report_log",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("opened", Instant(), nullable=False, index=True),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.String(32), nullable=False),
        sa.Column("rendering", sa.String(8), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables of lms.reports."""
    op.drop_table("report_log")
