"""Tables of lms.content."""

revision = "0002_content"
down_revision = "0001_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of lms.content."""


def downgrade() -> None:
    """Drop the tables of lms.content."""
