"""The place that a person chose, and the form of a question that an answer was given to."""

import sqlalchemy as sa
from alembic import op

from lms.db.times import Instant

revision = "0012_places"
down_revision = "0011_workbook"


def upgrade() -> None:
    op.create_table(
        "people_place",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(8), nullable=False),
        sa.Column("chosen", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_people_place"),
        sa.ForeignKeyConstraint(["user_id"], ["people_user.id"], name="fk_people_place_user_id_people_user"),
    )
    op.add_column("player_answer", sa.Column("form", sa.String(8), nullable=True))


def downgrade() -> None:
    op.drop_column("player_answer", "form")
    op.drop_table("people_place")
