"""Tables of lms.lrs."""

import sqlalchemy as sa
from alembic import op

from lms.db.base import BigKey
from lms.db.times import Instant

revision = "0003_lrs"
down_revision = "0002_content"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of lms.lrs."""
    op.create_table(
        "lrs_content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_lrs_content"),
    )
    op.create_table(
        "lrs_credential",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("authority", sa.JSON(), nullable=False),
        sa.Column("vouch", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created", Instant, nullable=False),
        sa.Column("revoked", Instant, nullable=True),
        sa.Column("rate", sa.Integer(), nullable=True),
        sa.Column("used", Instant, nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_lrs_credential"),
    )
    op.create_table(
        "lrs_reference",
        sa.Column("seq", BigKey, autoincrement=False, nullable=False),
        sa.Column("target", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_lrs_reference"),
    )
    op.create_index("ix_lrs_reference_target", "lrs_reference", ["target"], unique=False)
    op.create_table(
        "lrs_sequence",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("last", BigKey, nullable=False),
        sa.Column("stored", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lrs_sequence"),
    )
    op.create_table(
        "lrs_statement",
        sa.Column("seq", BigKey, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stored", Instant, nullable=False),
        sa.Column("verb", BigKey, nullable=False),
        sa.Column("registration", BigKey, nullable=True),
        sa.Column("authority", BigKey, nullable=False),
        sa.Column("version", sa.String(length=8), nullable=False),
        sa.Column("vouched", sa.Boolean(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_lrs_statement"),
    )
    op.create_index("ix_lrs_statement_registration", "lrs_statement", ["registration", "stored", "seq"], unique=False)
    op.create_index("ix_lrs_statement_stored", "lrs_statement", ["stored", "seq"], unique=False)
    op.create_index("ix_lrs_statement_verb", "lrs_statement", ["verb", "stored", "seq"], unique=False)
    op.create_table(
        "lrs_statement_activity",
        sa.Column("activity", BigKey, autoincrement=False, nullable=False),
        sa.Column("stored", Instant, nullable=False),
        sa.Column("seq", BigKey, autoincrement=False, nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("activity", "stored", "seq", name="pk_lrs_statement_activity"),
    )
    op.create_table(
        "lrs_statement_agent",
        sa.Column("agent", BigKey, autoincrement=False, nullable=False),
        sa.Column("stored", Instant, nullable=False),
        sa.Column("seq", BigKey, autoincrement=False, nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("agent", "stored", "seq", name="pk_lrs_statement_agent"),
    )
    op.create_table(
        "lrs_statement_id",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", BigKey, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lrs_statement_id"),
    )
    op.create_table(
        "lrs_target",
        sa.Column("seq", BigKey, autoincrement=False, nullable=False),
        sa.Column("target", BigKey, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("seq", "target", name="pk_lrs_target"),
    )
    op.create_index("ix_lrs_target_target", "lrs_target", ["target"], unique=False)
    op.create_table(
        "lrs_term",
        sa.Column("key", BigKey, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_lrs_term"),
        sa.UniqueConstraint("kind", "digest", name="uq_lrs_term_kind_digest"),
    )
    op.create_table(
        "lrs_void",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", BigKey, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lrs_void"),
    )
    op.create_table(
        "lrs_activity",
        sa.Column("key", BigKey, autoincrement=False, nullable=False),
        sa.Column("definition", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["lrs_term.key"], name="fk_lrs_activity_key"),
        sa.PrimaryKeyConstraint("key", name="pk_lrs_activity"),
    )
    op.create_table(
        "lrs_attachment",
        sa.Column("seq", BigKey, autoincrement=False, nullable=False),
        sa.Column("sha2", sa.String(length=128), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["content"], ["lrs_content.sha256"], name="fk_lrs_attachment_content"),
        sa.PrimaryKeyConstraint("seq", "sha2", name="pk_lrs_attachment"),
    )
    op.create_index("ix_lrs_attachment_content", "lrs_attachment", ["content"], unique=False)
    op.create_table(
        "lrs_document",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("resource", sa.String(length=16), nullable=False),
        sa.Column("activity", BigKey, nullable=False),
        sa.Column("agent", BigKey, nullable=False),
        sa.Column("registration", BigKey, nullable=False),
        sa.Column("name", BigKey, nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("etag", sa.String(length=40), nullable=False),
        sa.Column("updated", Instant, nullable=False),
        sa.ForeignKeyConstraint(["content"], ["lrs_content.sha256"], name="fk_lrs_document_content"),
        sa.PrimaryKeyConstraint("id", name="pk_lrs_document"),
        sa.UniqueConstraint(
            "resource",
            "activity",
            "agent",
            "registration",
            "name",
            name="uq_lrs_document_resource_activity_agent_registration_name",
        ),
    )
    op.create_index("ix_lrs_document_content", "lrs_document", ["content"], unique=False)
    op.execute("INSERT INTO lrs_sequence (id, last, stored) VALUES (1, 0, 0)")


def downgrade() -> None:
    """Drop the tables of lms.lrs."""
    op.drop_index("ix_lrs_document_content", table_name="lrs_document")
    op.drop_table("lrs_document")
    op.drop_index("ix_lrs_attachment_content", table_name="lrs_attachment")
    op.drop_table("lrs_attachment")
    op.drop_table("lrs_activity")
    op.drop_table("lrs_void")
    op.drop_table("lrs_term")
    op.drop_index("ix_lrs_target_target", table_name="lrs_target")
    op.drop_table("lrs_target")
    op.drop_table("lrs_statement_id")
    op.drop_table("lrs_statement_agent")
    op.drop_table("lrs_statement_activity")
    op.drop_index("ix_lrs_statement_verb", table_name="lrs_statement")
    op.drop_index("ix_lrs_statement_stored", table_name="lrs_statement")
    op.drop_index("ix_lrs_statement_registration", table_name="lrs_statement")
    op.drop_table("lrs_statement")
    op.drop_table("lrs_sequence")
    op.drop_index("ix_lrs_reference_target", table_name="lrs_reference")
    op.drop_table("lrs_reference")
    op.drop_table("lrs_credential")
    op.drop_table("lrs_content")
