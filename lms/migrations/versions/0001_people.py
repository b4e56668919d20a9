"""Tables of lms.people."""

revision = "0001_people"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of lms.people."""


def downgrade() -> None:
    """Drop the tables of lms.people."""
