"""Tombstones of what was erased; what expired statements added to progress."""

import sqlalchemy as sa
from alembic import op

from lms.db.times import Instant

revision = "0007_privacy"
down_revision = "0006_player"


def upgrade() -> None:
    op.create_table(
        "lrs_tombstone",
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.Column("erased", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", name="pk_lrs_tombstone"),
    )
    op.create_table(
        "progress_carried",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("progress", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("registration_id", name="pk_progress_carried"),
    )


def downgrade() -> None:
    op.drop_table("progress_carried")
    op.drop_table("lrs_tombstone")
