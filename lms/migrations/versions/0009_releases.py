"""Releases: how far each replay is, how many persons it touched, what they are told, and tries that are there again."""

import sqlalchemy as sa
from alembic import op

from lms.db.base import BigKey
from lms.db.times import Instant

revision = "0009_releases"
down_revision = "0008_forwarding"


def upgrade() -> None:
    op.add_column("progress_item", sa.Column("returned", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "release",
        sa.Column("publication_id", BigKey, nullable=False, autoincrement=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.String(64), nullable=False),
        sa.Column("old", sa.String(64), nullable=True),
        sa.Column("new", sa.String(64), nullable=False),
        sa.Column("started", Instant(), nullable=False),
        sa.Column("through", BigKey, nullable=False),
        sa.Column("cursor", sa.String(36), nullable=False),
        sa.Column("finished", Instant(), nullable=True),
        sa.Column("modules", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("publication_id", name="pk_release"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["content_publication.id"], name="fk_release_publication_id_content_publication"
        ),
        sa.UniqueConstraint("id", name="uq_release_id"),
    )
    op.create_index("ix_release_course_id", "release", ["course_id"])
    op.create_table(
        "release_count",
        sa.Column("publication_id", BigKey, nullable=False),
        sa.Column("measure", sa.String(16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("ck", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("publication_id", "measure", name="pk_release_count"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["release.publication_id"], name="fk_release_count_publication_id_release"
        ),
    )
    op.create_table(
        "release_note",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", BigKey, nullable=False),
        sa.Column("effect", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("registration_id", "publication_id", "effect", "subject", name="pk_release_note"),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["people_registration.id"],
            name="fk_release_note_registration_id_people_registration",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["release.publication_id"], name="fk_release_note_publication_id_release"
        ),
    )
    op.create_table(
        "release_seen",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", BigKey, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_release_seen"),
        sa.ForeignKeyConstraint(["user_id"], ["people_user.id"], name="fk_release_seen_user_id_people_user"),
    )


def downgrade() -> None:
    for table in ("release_seen", "release_note", "release_count", "release"):
        op.drop_table(table)
    op.drop_column("progress_item", "returned")
