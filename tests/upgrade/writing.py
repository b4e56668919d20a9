"""Writes the folder of the version that is current: `python -m tests.upgrade.writing 0.1.0`, once, at its release.

The service is filled through its commands and over HTTP and stopped; then every row of its SQLite file is written down,
and beside them what the service said about them. Two things are done to the file: time passes, and another LRS moves.
A folder that is there stays as it is: it is what people have.
"""

import hashlib
import json
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import httpx
import sqlalchemy as sa

from tests.served import Installation, free_port
from tests.upgrade import asking
from tests.upgrade.filling import FOLDER, SECRET, reflected, written
from tests.upgrade.learning import LESSON, MODULE, PASSWORD, RIGHT, RIGHT_QUIZ, WRONG, WRONG_QUIZ, Visitor

HOME = "http://lernraum.example.org"
COUNTY, TOWN, HAMLET = "Landkreis Beispielheim", "Gemeinde Musterhausen", "Weiler Kleinwinkel"
KEY_IN_TIME = ":change: key — Bisher galt versehentlich Eins als gerade.\n"
TOOL = "https://werkzeug.example.org"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
MIXED = {"Content-Type": "multipart/mixed; boundary=teil"}
Said = dict[str, Any]


class Old(Installation):
    """An installation with the secret and the home page of the folders."""

    def environment(self) -> dict[str, str]:
        return super().environment() | {"LMS_SECRET": SECRET, "LMS_BASE_URL": HOME}

    def visitor(self, email: str) -> Visitor:
        return Visitor(httpx.Client(base_url=self.url, timeout=30)).sign_in(email)

    def account(self, name: str, organisation: str) -> str:
        email = f"{name}@example.org"
        words = ("--name", f"{name.title()} Erfunden", "--organisation", organisation, "--password-stdin")
        self.lms("users", "create", email, *words, given=f"{PASSWORD}\n")
        return email


def main(version: str) -> None:
    target = FOLDER / version
    (target / "tables").mkdir(parents=True)
    with TemporaryDirectory(prefix="lernraum-") as name:
        old = Old(Path(name), "", free_port())
        settle(old)
        with old.serving():
            expected = live(old)
        hide_the_other_lrs(old)
        engine = sa.create_engine(f"sqlite:///{old.folder / 'lernraum.db'}")
        with engine.connect() as connection:
            for table in reflected(connection):
                found = connection.execute(sa.select(table).order_by(sa.text("rowid"))).mappings()
                put(target / "tables" / f"{table.name}.jsonl", [written(table, row) for row in found])
        engine.dispose()
    for name in ("statements", "erased"):
        put(target / f"{name}.jsonl", expected.pop(name))
    (target / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=2) + "\n")


def put(file: Path, rows: list[Said]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def settle(old: Old) -> None:
    """Organisations, accounts with rights, and the first version of the course, in which one key is wrong."""
    old.lms("migrate")
    old.lms(
        "organisations", "create", COUNTY, "--ars", "159990000000", "--ags", "15999", "--territory-date", "2024-12-31"
    )
    for name in (TOWN, HAMLET):
        old.lms("organisations", "create", name, "--parent", COUNTY)
    for name in ("verena", "anna", "bela", "cem", "dora", "emil", "frida", "gerd", "erika"):
        old.account(name, TOWN)
    for name in ("ida", "jan", "kim"):
        old.account(name, HAMLET)
    old.lms("users", "grant", old.account("karla", COUNTY), "coordinator", "--organisation", COUNTY)
    old.lms("users", "grant", old.account("otto", COUNTY), "operator")
    old.lms("users", "grant", old.account("autor", COUNTY), "author", "--course", "erfundene-orte")
    old.lms("users", "disable", old.account("gesperrt", HAMLET))
    source = old.folder / "source"
    for file in (FOLDER / "course").rglob("*.*"):
        copy = source / file.relative_to(FOLDER / "course")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    lesson = source / "gemeinde" / "aufgaben.md"
    right = lesson.read_text()
    wrong = right.replace(KEY_IN_TIME, "").replace("[ ] {#eins}", "[x] {#eins}").replace("[x] {#zwei}", "[ ] {#zwei}")
    for text, bundle in ((wrong, "first"), (right, "second")):
        lesson.write_text(text)
        build(source, old.folder / f"{bundle}.course")
    old.lms("publish", str(old.folder / "first.course"), "--commit", "0123456789abcdef")


def build(source: Path, bundle: Path) -> None:
    subprocess.run([Path(sys.executable).with_name("authoring"), "build", source, "-o", bundle], check=True)


def live(old: Old) -> Said:
    """Everything that happens, and what can be seen of it in the end."""
    verena = old.visitor("verena@example.org")
    verena.send(f"{MODULE}/start")
    verena.read()
    pass_a_year(old)
    old.lms("statements", "delete", "--older-than", "90d")  # hers expire: what they added up to is carried on

    anna = old.visitor("anna@example.org")
    anna.send(f"{MODULE}/start")
    anna.send(f"{LESSON}/enter")
    anna.answer(LESSON, WRONG)
    anna.answer(LESSON, RIGHT, 2, "mehrere-richtige", "eine-zahl", "zwei-luecken", "zuordnen")
    anna.quiz(WRONG_QUIZ)
    anna.finish()
    anna.quiz(RIGHT_QUIZ, 2)
    anna.send(f"{MODULE}/start", {"again": "yes"})
    for name in ("bela", "cem", "dora", "emil", "erika"):
        person = old.visitor(f"{name}@example.org")
        person.send(f"{MODULE}/start")
        person.read()
        person.quiz(RIGHT_QUIZ)
    frida = old.visitor("frida@example.org")
    frida.send("/kommune", {"key": "15999002"})
    frida.send(f"{MODULE}/start")
    frida.send(f"{LESSON}/enter")
    frida.answer(
        LESSON,
        RIGHT | {"so-viele": {"response": "345", "form": "15999002"}},
        1,
        "eine-richtige",
        "eigene-worte",
        "so-viele",
    )
    for name in ("gerd", "ida", "jan", "kim"):
        old.visitor(f"{name}@example.org").send(f"{MODULE}/start")

    told = tool(old)
    with other_lrs() as endpoint:
        words = ("--endpoint", endpoint, "--key", "kreis", "--secret-stdin", "--from-start")
        old.lms("forward", "add", "--name", "kreis", *words, given="erfunden\n")
        old.lms("forward", "run", "--once")
    before = exported(old)
    old.lms("people", "erase", "erika@example.org")
    told["erased"] = only_in(before, exported(old))
    old.lms("publish", str(old.folder / "second.course"))
    bela = old.visitor("bela@example.org")
    bela.send("/changes/seen", {"number": "2"})
    with suppress(AssertionError):
        Visitor(httpx.Client(base_url=old.url)).sign_in("niemand@example.org")  # who is not known is counted, too
    return told | seen(old, told)


@contextmanager
def other_lrs() -> Iterator[str]:
    """Takes everything but voidings."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(400 if VOIDED.encode() in said else 200)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/xapi"
        server.shutdown()


def pass_a_year(old: Old) -> None:
    """All that is stored so far was so a year earlier, as no command and no address can have it."""
    year = 365 * 24 * 3600 * 1_000_000
    with closing(sqlite3.connect(old.folder / "lernraum.db")) as connection, connection:
        for table in ("lrs_statement", "lrs_statement_agent", "lrs_statement_activity"):
            connection.execute(f"UPDATE {table} SET stored = stored - {year}")
    old.lms("rebuild-progress")


def hide_the_other_lrs(old: Old) -> None:
    """Nothing from the tests shall go to whoever has its port by then."""
    with closing(sqlite3.connect(old.folder / "lernraum.db")) as connection, connection:
        connection.execute(
            "UPDATE lrs_forward_target SET endpoint = 'https://lrs.kreis.invalid/xapi',"
            " failures = 0, retry_at = NULL, problem = NULL, leased_by = NULL, leased_until = NULL"
        )


def exported(old: Old) -> list[Said]:
    file = old.folder / f"{uuid.uuid4()}.jsonl"
    old.lms("statements", "export", "-o", str(file))
    return [json.loads(line) for line in file.read_text().splitlines()]


def only_in(before: list[Said], after: list[Said]) -> list[Said]:
    """An export of the statements that are not in the later one."""
    left = {one.get("id") for one in after}
    gone = [one for one in before if "statement" in one and one["id"] not in left]
    return [before[0], *gone, {"statements": len(gone)}]


def tool(old: Old) -> Said:
    """A foreign tool says things, with an attachment, takes one back and keeps documents."""
    key, secret = old.key("--vouch", "--vouch-activity", f"{TOOL}/")
    old.key("--rate", "60", scope="statements/read")
    client = httpx.Client(base_url=old.url, auth=(key, secret), headers=asking.VERSION)
    actor = {"objectType": "Agent", "account": {"homePage": TOOL, "name": "erfundene-person"}}
    film = {"objectType": "Activity", "id": f"{TOOL}/film", "definition": {"name": {"de": "Ein erfundener Film"}}}
    essay = "Früher war der Ort größer.".encode()
    seen = statement(actor, "http://adlnet.gov/expapi/verbs/experienced", film)
    mistaken = statement(actor, "http://adlnet.gov/expapi/verbs/failed", film)
    void = statement(actor, VOIDED, {"objectType": "StatementRef", "id": mistaken["id"]})
    written_ = statement(
        {"objectType": "Agent", "mbox": "mailto:niemand@example.org"}, "http://activitystrea.ms/schema/1.0/author", film
    )
    written_["attachments"] = [attachment(essay)]
    for said in ([seen, mistaken], [void]):
        client.post("/xapi/statements", json=said).raise_for_status()
    client.post("/xapi/statements", headers=MIXED, content=mixed(written_, essay)).raise_for_status()
    old_way = statement(actor, "http://adlnet.gov/expapi/verbs/attempted", film)
    one = {"X-Experience-API-Version": "1.0.3"}
    client.post("/xapi/statements", json=old_way, headers=one).raise_for_status()
    documents = {
        "/xapi/activities/state": {"activityId": film["id"], "agent": json.dumps(actor), "stateId": "stelle"},
        "/xapi/agents/profile": {"agent": json.dumps(actor), "profileId": "wuensche"},
        "/xapi/activities/profile": {"activityId": film["id"], "profileId": "laenge"},
    }
    for path, parameters in documents.items():
        content = {"von": path, "sekunde": 90}
        client.put(path, params=parameters, json=content, headers={"If-None-Match": "*"}).raise_for_status()
    return {
        "key": [key, secret],
        "voided": mistaken["id"],
        "attachment": {"statement": written_["id"], "text": essay.decode()},
        "documents": [
            {"path": path, "parameters": parameters, "content": {"von": path, "sekunde": 90}}
            for path, parameters in documents.items()
        ],
    }


def statement(actor: Said, verb: str, object_: Said) -> Said:
    return {"id": str(uuid.uuid4()), "actor": actor, "verb": {"id": verb}, "object": object_}


def attachment(content: bytes) -> Said:
    return {
        "usageType": f"{TOOL}/aufsatz",
        "display": {"de": "Aufsatz"},
        "contentType": "text/plain",
        "length": len(content),
        "sha2": hashlib.sha256(content).hexdigest(),
    }


def mixed(said: Said, content: bytes) -> bytes:
    sha2 = attachment(content)["sha2"]
    heads = f"Content-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {sha2}"
    first = f"--teil\r\nContent-Type: application/json\r\n\r\n{json.dumps(said)}\r\n"
    return first.encode() + f"--teil\r\n{heads}\r\n\r\n".encode() + content + b"\r\n--teil--\r\n"


def seen(old: Old, told: Said) -> Said:
    """What the service says in the end."""
    with httpx.Client(base_url=old.url) as client:
        key = tuple(told["key"])
        statements = asking.statements(client, key)
        voided = asking.xapi(client, key, "/xapi/statements", voidedStatementId=told["voided"]).json()
        year = int(statements[-1]["timestamp"][:4])
        address = f"/reports/completion.csv?since={year - 1}-01&until={year}-12"
        asking.report(old.visitor("otto@example.org"), address)
        return {
            "statements": statements,
            "voided": voided,
            "report": {"address": address, "lines": asking.report(old.visitor("karla@example.org"), address)},
            "releases": json.loads(old.lms("releases", "--format", "json")),
        }


if __name__ == "__main__":
    main(sys.argv[1])
