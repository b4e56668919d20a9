"""Tables of lms.people: accounts, pseudonyms, organisations, rights, registrations, sign-ins."""

import sqlalchemy as sa
from alembic import context, op

from lms.db.base import BigKey
from lms.db.times import Instant

revision = "0001_people"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "people_installation",
    "people_organisation",
    "people_throttle",
    "people_user",
    "people_browser_session",
    "people_membership",
    "people_pseudonym",
    "people_registration",
    "people_role_grant",
)


def upgrade() -> None:
    """Create the tables of lms.people, and keep the home page of actors for ever."""
    op.create_table(
        "people_installation",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("home_page", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people_installation"),
    )
    op.create_table(
        "people_organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("ars", sa.String(length=12), nullable=True),
        sa.Column("ags", sa.String(length=8), nullable=True),
        sa.Column("territory_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["people_organisation.id"], name="fk_people_organisation_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_people_organisation"),
    )
    op.create_index("ix_people_organisation_parent_id", "people_organisation", ["parent_id"], unique=False)
    op.create_table(
        "people_throttle",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_people_throttle"),
    )
    op.create_table(
        "people_user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=True),
        sa.Column("locale", sa.String(length=8), nullable=True),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("disabled", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people_user"),
        sa.UniqueConstraint("email", name="uq_people_user_email"),
    )
    op.create_index("ix_people_user_name", "people_user", ["name"], unique=False)
    op.create_table(
        "people_browser_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("seen", Instant(), nullable=False),
        sa.Column("expires", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["people_user.id"], name="fk_people_browser_session_user_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_people_browser_session"),
        sa.UniqueConstraint("id", name="uq_people_browser_session_id"),
    )
    op.create_index("ix_people_browser_session_expires", "people_browser_session", ["expires"], unique=False)
    op.create_index("ix_people_browser_session_user_id", "people_browser_session", ["user_id"], unique=False)
    op.create_table(
        "people_membership",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["people_organisation.id"], name="fk_people_membership_organisation_id"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["people_user.id"], name="fk_people_membership_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_people_membership"),
    )
    op.create_index("ix_people_membership_organisation_id", "people_membership", ["organisation_id"], unique=False)
    op.create_index("ix_people_membership_user", "people_membership", ["user_id", "since"], unique=False)
    op.create_table(
        "people_pseudonym",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["people_user.id"], name="fk_people_pseudonym_user_id"),
        sa.PrimaryKeyConstraint("user_id", "audience", name="pk_people_pseudonym"),
        sa.UniqueConstraint("name", name="uq_people_pseudonym_name"),
    )
    op.create_table(
        "people_registration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("actor", sa.String(length=36), nullable=False),
        sa.Column("course_id", sa.String(length=64), nullable=False),
        sa.Column("module_id", sa.String(length=64), nullable=False),
        sa.Column("run", sa.SmallInteger(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_snapshot", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["people_user.id"], name="fk_people_registration_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_people_registration"),
        sa.UniqueConstraint("user_id", "module_id", "run", name="uq_people_registration_user_id_module_id_run"),
    )
    op.create_index("ix_people_registration_actor", "people_registration", ["actor"], unique=False)
    op.create_index("ix_people_registration_module_id", "people_registration", ["module_id"], unique=False)
    op.create_index("ix_people_registration_organisation_id", "people_registration", ["organisation_id"], unique=False)
    op.create_table(
        "people_role_grant",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("course_id", sa.String(length=64), nullable=True),
        sa.CheckConstraint("organisation_id IS NULL OR course_id IS NULL", name="ck_people_role_grant_one_scope"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["people_organisation.id"], name="fk_people_role_grant_organisation_id"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["people_user.id"], name="fk_people_role_grant_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_people_role_grant"),
    )
    op.create_index("ix_people_role_grant_user_id", "people_role_grant", ["user_id"], unique=False)
    installation = sa.table("people_installation", sa.column("id"), sa.column("home_page"))
    op.execute(installation.insert().values(id=1, home_page=context.config.attributes["home_page"]))


def downgrade() -> None:
    """Drop the tables of lms.people."""
    for table in reversed(TABLES):
        op.drop_table(table)
