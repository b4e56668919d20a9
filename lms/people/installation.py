"""What the installation is called in statements, decided once by the first migration."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.people.tables import InstallationRow


def home_page(db: Session) -> str:
    """The `homePage` of every actor of ours."""
    return db.scalars(select(InstallationRow.home_page)).one()
