"""Tables of lms.progress."""

revision = "0004_progress"
down_revision = "0003_lrs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of lms.progress."""


def downgrade() -> None:
    """Drop the tables of lms.progress."""
