"""A PostgreSQL that was restarted is found again, without an error and without asking each time."""

from sqlalchemy import text

from lms.db.engine import make_engine
from lms.db.units import opened

ENDED = text("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid = ANY(:theirs)")


def test_connections_that_the_server_has_ended_are_replaced(postgres_url: str):
    with opened(postgres_url) as units:
        together = [units.engine.connect() for _ in range(3)]
        theirs = [one.scalar(text("SELECT pg_backend_pid()")) for one in together]
        for one in together:
            one.close()
        other = make_engine(postgres_url)
        with other.connect() as operator:
            assert operator.scalars(ENDED, {"theirs": theirs}).all() == [True] * 3
        other.dispose()
        for _ in range(3):
            with units.reading() as db:
                assert db.scalar(text("SELECT pg_backend_pid()")) not in theirs
