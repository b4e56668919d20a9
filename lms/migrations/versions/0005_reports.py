"""Tables of lms.reports."""

revision = "0005_reports"
down_revision = "0004_progress"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of lms.reports."""


def downgrade() -> None:
    """Drop the tables of lms.reports."""
