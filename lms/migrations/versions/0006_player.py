"""What was answered at each try, and what was said about it."""

import sqlalchemy as sa
from alembic import op

from lms.db.times import Instant

revision = "0006_player"
down_revision = "0005_reports"


def upgrade() -> None:
    op.create_table(
        "player_answer",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("scaled", sa.Double(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("feedback", sa.JSON(), nullable=False),
        sa.Column("given", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["people_registration.id"],
            name=op.f("fk_player_answer_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "item_id", "attempt", name=op.f("pk_player_answer")),
    )


def downgrade() -> None:
    op.drop_table("player_answer")
