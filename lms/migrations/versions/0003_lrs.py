"""Tables of lms.lrs."""

revision = "0003_lrs"
down_revision = "0002_content"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of lms.lrs."""


def downgrade() -> None:
    """Drop the tables of lms.lrs."""
