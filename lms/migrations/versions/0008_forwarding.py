"""Forwarding: targets, what they refused, whom they should erase."""

import sqlalchemy as sa
from alembic import op

from lms.db.base import BigKey
from lms.db.times import Instant

revision = "0008_forwarding"
down_revision = "0007_privacy"


def upgrade() -> None:
    op.create_table(
        "lrs_forward_target",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.String(8), nullable=False),
        sa.Column("cursor", BigKey, nullable=False),
        sa.Column("delivered", BigKey, nullable=False),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("leased_by", sa.Uuid(), nullable=True),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", Instant(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_lrs_forward_target"),
    )
    op.create_table(
        "lrs_forward_refusal",
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("refused", Instant(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("target", "statement_id", name="pk_lrs_forward_refusal"),
    )
    op.create_table(
        "lrs_erasure_request",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("account", sa.String(36), nullable=False),
        sa.Column("requested", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lrs_erasure_request"),
    )


def downgrade() -> None:
    op.drop_table("lrs_erasure_request")
    op.drop_table("lrs_forward_refusal")
    op.drop_table("lrs_forward_target")
