"""Tables of lms.progress: what statements add up to, report cells with their offsets, the secret's fingerprint."""

import sqlalchemy as sa
from alembic import op

from lms.db.times import Instant

revision = "0004_progress"
down_revision = "0003_lrs"
branch_labels = None
depends_on = None

TABLES = (
    "progress_registration",
    "progress_lesson",
    "progress_item",
    "report_cell",
    "report_offset",
    "secret_fingerprint",
)


def upgrade() -> None:
    """Create the tables of lms.progress."""
    op.create_table(
        "progress_registration",
        sa.Column("registration_id", sa.Uuid(), primary_key=True),
        sa.Column("started", Instant()),
        sa.Column("completed", Instant()),
        sa.Column("satisfied", Instant()),
        sa.Column("place_at", Instant()),
        sa.Column("place_stored", Instant()),
        sa.Column("place_statement", sa.Uuid()),
        sa.Column("place_lesson_id", sa.String(64)),
        sa.Column("place_item_id", sa.String(64)),
    )
    op.create_table(
        "progress_lesson",
        sa.Column("registration_id", sa.Uuid(), primary_key=True),
        sa.Column("lesson_id", sa.String(64), primary_key=True),
        sa.Column("opened", Instant()),
        sa.Column("done", Instant()),
        sa.Column("passed", Instant()),
        sa.Column("score", sa.Double()),
    )
    op.create_table(
        "progress_item",
        sa.Column("registration_id", sa.Uuid(), primary_key=True),
        sa.Column("item_id", sa.String(64), primary_key=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("scaled", sa.Double(), nullable=False),
        sa.Column("success", sa.Boolean(), nullable=False),
    )
    for table in ("report_cell", "report_offset"):
        op.create_table(
            table,
            sa.Column("organisation_id", sa.Uuid(), primary_key=True),
            sa.Column("module_id", sa.String(64), primary_key=True),
            sa.Column("month", sa.String(7), primary_key=True),
            sa.Column("measure", sa.String(16), primary_key=True),
            sa.Column("n", sa.Integer(), nullable=False),
            sa.Column("ck", sa.BigInteger(), nullable=False),
        )
    op.create_table(
        "secret_fingerprint",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables of lms.progress."""
    for table in TABLES:
        op.drop_table(table)
