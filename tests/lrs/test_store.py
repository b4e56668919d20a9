"""What enters the record, in which order, and who hears of it."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.db.units import Units
from lms.lrs.erasure.erase_person import PersonNames, erase
from lms.lrs.errors import StatementConflict
from lms.lrs.record.consistent_through import Consistency
from lms.lrs.record.intake import incoming
from lms.lrs.record.interned_terms import Terms
from lms.lrs.record.numbering import lock
from lms.lrs.record.store import StatementStore, Submission
from lms.lrs.record.tables import StatementAgentRow, StatementRow, TargetRow, TermRow, VoidRow
from lms.lrs.record.vouching import Vouch
from lms.xapi.formats import write_time
from tests.lrs.statements import AUTHORITY, account, activity, raw, reference, statement, void_of

REGISTRATION = "0193aa00-0000-7000-8000-000000000001"


def test_bytes_are_kept_as_received(units: Units):
    store, sent = StatementStore(), b'{ "id":"' + str(uuid.uuid4()).encode() + b'",' + raw(statement(id=None))[1:]
    with units.writing() as db:
        (statement_id,) = store.append(db, [sent], AUTHORITY)
    with units.reading() as db:
        found = store.find(db, statement_id)
    assert found
    assert found.raw == sent


def test_what_is_not_committed_yet_is_stored_later_than_readers_were_told(units: Units):
    """Consistent-Through never names a moment at which something is stored that a reader has not seen."""
    store, consistency = StatementStore(), Consistency(units.engine)
    for _ in range(3):
        with units.writing() as writing:
            (id_,) = store.append(writing, [statement()], AUTHORITY)
            with units.reading() as db:
                told, seen = consistency.through(db), store.find(db, id_)
        with units.reading() as db:
            afterwards, found = consistency.through(db), store.find(db, id_)
        assert seen is None
        assert found
        assert told < write_time(found.stored) <= afterwards


def test_listeners_hear_what_is_new_and_moves_something_and_only_that(units: Units):
    heard = []
    store = StatementStore([lambda _db, said: heard.extend(said)])
    one, other = (statement(context={"registration": REGISTRATION, "revision": f"r{number}"}) for number in (1, 2))
    unvouched = statement(context={"registration": REGISTRATION})
    with units.writing() as db:
        store.append(db, [one], AUTHORITY, Vouch())
        store.append(db, [one, other, other], AUTHORITY, Vouch())
        store.append(db, [unvouched, void_of(one)], AUTHORITY)
    assert [(said.vouched, said.revision, str(said.voids)) for said in heard] == [
        (True, "r1", "None"),
        (True, "r2", "None"),
        (False, None, one["id"]),
    ]
    assert heard[0].seq < heard[1].seq
    assert heard[0].stored < heard[1].stored


def test_a_failing_listener_leaves_no_statement(units: Units):
    def refuse(_db, _said):
        raise RuntimeError("listener")

    with pytest.raises(RuntimeError), units.writing() as db:
        StatementStore([refuse]).append(db, [statement(context={"registration": REGISTRATION})], AUTHORITY, Vouch())
    with units.reading() as db:
        assert list(StatementStore().statements(db)) == []


def test_a_stored_id_cannot_say_something_else(units: Units):
    store, first = StatementStore(), statement()
    with units.writing() as db:
        store.append(db, [first], AUTHORITY)
    with pytest.raises(StatementConflict), units.writing() as db:
        store.append(db, [statement(), first | {"object": activity("wanderung")}], AUTHORITY)
    with units.reading() as db:
        assert [str(said.id) for said in store.statements(db)] == [first["id"]]


def test_submissions_stored_together_are_each_whole_or_absent(units: Units):
    store, first, shared = StatementStore(), statement(), statement()
    of = [[first], [statement(), first | {"object": activity("wanderung")}], [shared], [shared, statement()]]
    with units.writing() as db:
        outcomes = store.append_all(db, [Submission([incoming(said) for said in one], AUTHORITY) for one in of])
    assert [isinstance(one, StatementConflict) for one in outcomes] == [False, True, False, False]
    with units.reading() as db:
        stored = [(said.seq, str(said.id)) for said in store.statements(db)]
    assert [id_ for _, id_ in stored] == [first["id"], shared["id"], of[3][1]["id"]]
    assert [seq for seq, _ in stored] == [1, 2, 3]


def test_a_key_that_was_erased_elsewhere_is_not_remembered(units: Units):
    """As when one process stores and another erases; SQLite may even give the number to somebody else."""
    storing, who = StatementStore(), account(str(uuid.uuid4()))
    run = str(uuid.uuid4())
    for _ in range(3):
        with units.writing() as db:
            storing.append(db, [statement(actor=who, context={"registration": run})], AUTHORITY)
    name = f"account:{who['account']['homePage']} {who['account']['name']}"
    gone = PersonNames(who["account"]["homePage"], frozenset({name}), frozenset({uuid.UUID(run)}), lambda _runs: [])
    with units.writing() as db:
        lock(db)
        erase(db, Terms(), gone)
    other, again = account(str(uuid.uuid4())), statement(actor=who, context={"registration": run})
    with units.writing() as db:
        storing.append(db, [statement(actor=other)], AUTHORITY)
        storing.append(db, [again], AUTHORITY)
    with units.reading() as db:
        terms = Terms().find(db, [("agent", name), ("registration", run)])
        seqs = select(StatementAgentRow.seq).where(StatementAgentRow.agent == terms["agent", name])
        assert len(db.scalars(seqs).all()) == 1
        assert [str(one.id) for one in storing.statements(db, registration=uuid.UUID(run))] == [again["id"]]


def test_a_key_that_a_rollback_took_away_is_not_remembered(units: Units):
    store, who = StatementStore(), account(str(uuid.uuid4()))

    def break_off() -> None:
        with units.writing() as db:
            for _ in range(2):
                store.append(db, [statement(actor=who)], AUTHORITY)
            raise RuntimeError("rolled back")

    with pytest.raises(RuntimeError):
        break_off()
    with units.writing() as db:
        store.append(db, [statement(actor=account(str(uuid.uuid4())))], AUTHORITY)
        store.append(db, [statement(actor=who)], AUTHORITY)
    with units.reading() as db:
        named = select(TermRow.value).join(StatementAgentRow, StatementAgentRow.agent == TermRow.key)
        assert sorted(db.scalars(named)).count(f"account:{who['account']['homePage']} {who['account']['name']}") == 1


def test_a_registration_is_read_alone_and_in_order(units: Units):
    store = StatementStore()
    of_one = [statement(context={"registration": REGISTRATION}) for _ in range(5)]
    with units.writing() as db:
        for said in of_one:
            store.append(db, [statement(), said], AUTHORITY)
    with units.reading() as db:
        found = list(store.statements(db, registration=uuid.UUID(REGISTRATION)))
        assert [str(said.id) for said in found] == [said["id"] for said in of_one]
        assert len(list(store.statements(db, after=found[-1].seq - 1))) == 1
        assert list(store.statements(db, registration=uuid.uuid4())) == []


def test_only_what_a_credential_covers_is_vouched(units: Units):
    vouch = Vouch(
        registration=REGISTRATION[:8],
        activity="https://kurse.example.org/",
        verbs=frozenset({"https://v.example.org/a"}),
    )
    store, context, verb = StatementStore(), {"registration": REGISTRATION}, {"id": "https://v.example.org/a"}
    said = [
        statement(context=context, verb=verb),
        statement(context=context),
        statement(verb=verb),
        statement(context={"registration": str(uuid.uuid4())}, verb=verb),
        statement(context=context, verb=verb, object={"id": "https://other.example.org/x"}),
        statement(context=context, verb=verb, object=account()),
    ]
    with units.writing() as db:
        store.append(db, said, AUTHORITY, vouch)
    with units.reading() as db:
        assert [one.vouched for one in store.statements(db)] == [True, False, False, False, False, False]


def test_references_reach_their_targets_whatever_comes_first(units: Units):
    store, end = StatementStore(), statement()
    middle = statement(object=reference(end))
    start = statement(object=reference(middle))
    for order in ((end, middle, start), (start, middle, end), (middle, end, start), (start, end, middle)):
        with units.writing() as db:
            renamed = {said["id"]: str(uuid.uuid4()) for said in order}
            for said in order:
                about = said["object"]
                about = reference(renamed[about["id"]]) if about.get("objectType") == "StatementRef" else about
                store.append(db, [said | {"id": renamed[said["id"]], "object": about}], AUTHORITY)
    with units.reading() as db:
        assert db.scalar(select(func.count()).select_from(TargetRow)) == 4 * 3


def test_references_in_a_circle_come_to_an_end(units: Units):
    store, one, other = StatementStore(), str(uuid.uuid4()), str(uuid.uuid4())
    with units.writing() as db:
        store.append(db, [statement(id=one, object=reference(other))], AUTHORITY)
        store.append(db, [statement(id=other, object=reference(one))], AUTHORITY)
        assert db.scalar(select(func.count()).select_from(TargetRow)) == 2


def test_writers_at_the_same_time_get_numbers_in_commit_order(units: Units):
    store = StatementStore()

    def write(_turn: int) -> None:
        with units.writing() as db:
            store.append(db, [statement(), statement(actor=account(str(uuid.uuid4())))], AUTHORITY)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    with units.reading() as db:
        rows = db.execute(select(StatementRow.seq, StatementRow.stored).order_by(StatementRow.seq)).all()
        assert [row.seq for row in rows] == list(range(1, 49))
        assert [row.stored for row in rows] == sorted(row.stored for row in rows)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_voids_and_repetitions_does_not_matter(units: Units, data: st.DataObject):
    store, victim = StatementStore(), statement()
    void = void_of(victim)
    void_of_void = void_of(void)
    bystander = statement()
    order = data.draw(st.permutations([victim, void, void_of_void, bystander]))
    sizes = data.draw(st.integers(1, 4))
    with units.writing() as db:
        for start in range(0, 4, sizes):
            store.append(db, order[start : start + sizes], AUTHORITY)
        store.append(db, data.draw(st.lists(st.sampled_from(order))), AUTHORITY)
        found = [store.find(db, uuid.UUID(said["id"])) for said in (victim, void, void_of_void, bystander)]
        assert [said.voided for said in found if said] == [True, False, False, False]
        ids = [uuid.UUID(said["id"]) for said in order]
        assert db.scalar(select(func.count()).where(StatementRow.id.in_(ids))) == 4
        assert db.scalar(select(func.count()).where(VoidRow.id.in_(ids))) == 1
