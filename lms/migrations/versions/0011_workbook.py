"""Texts of learners' own, and answers to items that have no right one."""

import sqlalchemy as sa
from alembic import op

from lms.db.times import Instant

revision = "0011_workbook"
down_revision = "0010_erasures"


def upgrade() -> None:
    op.create_table(
        "player_workbook",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.String(64), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["people_user.id"], name=op.f("fk_player_workbook_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "course_id", "item_id", name=op.f("pk_player_workbook")),
    )
    with op.batch_alter_table("player_answer") as table:
        table.alter_column("scaled", existing_type=sa.Double(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM player_answer WHERE scaled IS NULL")
    with op.batch_alter_table("player_answer") as table:
        table.alter_column("scaled", existing_type=sa.Double(), nullable=False)
    op.drop_table("player_workbook")
