"""Count the erasures that delete terms, so that every process forgets the keys it remembers."""

import sqlalchemy as sa
from alembic import op

from lms.db.base import BigKey

revision = "0010_erasures"
down_revision = "0009_releases"


def upgrade() -> None:
    op.add_column("lrs_sequence", sa.Column("erasures", BigKey, nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("lrs_sequence", "erasures")
