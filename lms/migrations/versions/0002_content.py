"""Tables of lms.content: published versions, publications, what is current."""

import sqlalchemy as sa
from alembic import op

from lms.db.base import BigKey
from lms.db.times import Instant

revision = "0002_content"
down_revision = "0001_people"
branch_labels = None
depends_on = None

TABLES = (
    "content_version",
    "content_current",
    "content_publication",
)


def upgrade() -> None:
    """Create the tables of lms.content."""
    op.create_table(
        "content_version",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("namespace", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("modules", sa.JSON(), nullable=False),
        sa.Column("bundle", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_content_version"),
    )
    op.create_index("ix_content_version_course_id", "content_version", ["course_id"], unique=False)
    op.create_table(
        "content_current",
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["content_version.digest"], name="fk_content_current_digest"),
        sa.PrimaryKeyConstraint("course_id", name="pk_content_current"),
    )
    op.create_table(
        "content_publication",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("commit", sa.String(length=64), nullable=True),
        sa.Column("published", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["content_version.digest"], name="fk_content_publication_digest"),
        sa.PrimaryKeyConstraint("id", name="pk_content_publication"),
    )
    op.create_index("ix_content_publication_course", "content_publication", ["course_id", "id"], unique=False)


def downgrade() -> None:
    """Drop the tables of lms.content."""
    for table in reversed(TABLES):
        op.drop_table(table)
