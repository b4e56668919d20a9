"""Stores, reads, pages, voids and keeps documents with `tincan`, in a Python of its own; prints a line for each."""

import json
import os
import sys
import uuid

from tincan import (
    Activity,
    Agent,
    AgentAccount,
    Attachment,
    Context,
    LanguageMap,
    RemoteLRS,
    Result,
    Score,
    Statement,
    StatementRef,
    Verb,
)
from tincan.documents import ActivityProfileDocument, StateDocument

lrs = RemoteLRS(
    endpoint=os.environ["XAPI_ENDPOINT"],
    version=os.environ["XAPI_VERSION"],
    username=os.environ["XAPI_KEY"],
    password=os.environ["XAPI_SECRET"],
)
home = "https://fremd.example.org"
agent = Agent(name="Tina", account=AgentAccount(home_page=home, name=str(uuid.uuid4())))
activity = Activity(id=f"{home}/lesson/{uuid.uuid4()}", definition={"name": LanguageMap({"de": "Lektion"})})
done = Verb(id="http://adlnet.gov/expapi/verbs/completed", display=LanguageMap({"de": "abgeschlossen"}))


def wanted(answer, about):
    if not answer.success:
        sys.exit(f"{about}: {answer.response.status} {answer.data}")
    print(about)
    return answer.content


def said(**more):
    return Statement(actor=agent, verb=done, object=activity, **more)


wanted(lrs.about(), "about")
one = wanted(
    lrs.save_statement(said(result=Result(success=True, score=Score(scaled=0.5)), context=Context(language="de"))),
    "stored one without id",
)
sent = [said(id=str(uuid.uuid4())) for _ in range(5)]
wanted(lrs.save_statements(sent), "stored five")
back = wanted(lrs.retrieve_statement(sent[0].id), "read one")
assert (back.id, back.actor.account.name) == (sent[0].id, agent.account.name)
assert back.stored

found, page = [], wanted(lrs.query_statements({"agent": agent, "activity": activity, "limit": 2}), "asked for two")
found += page.statements
while page.more:
    page = wanted(lrs.more_statements(page), "followed more")
    found += page.statements
assert {str(each.id) for each in found} == {str(each.id) for each in (one, *sent)}, [each.id for each in found]

void = Statement(actor=agent, verb=Verb(id="http://adlnet.gov/expapi/verbs/voided"), object=StatementRef(id=sent[1].id))
wanted(lrs.save_statement(void), "voided one")
assert not lrs.retrieve_statement(sent[1].id).success
assert wanted(lrs.retrieve_voided_statement(sent[1].id), "read the voided one").id == sent[1].id

link = Attachment(
    usage_type=f"{home}/certificate",
    display=LanguageMap({"de": "Nachweis"}),
    content_type="text/plain",
    length=5,
    sha2="2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    fileurl=f"{home}/nachweis.txt",
)
linked = wanted(lrs.save_statement(said(attachments=[link])), "stored one with an attachment")
assert wanted(lrs.retrieve_statement(linked.id), "read it").attachments[0].sha2 == link.sha2

bookmark = StateDocument(
    id="bookmark", activity=activity, agent=agent, content=json.dumps({"page": 3}), content_type="application/json"
)
wanted(lrs.save_state(bookmark), "kept a state document")
kept = wanted(lrs.retrieve_state(activity, agent, "bookmark"), "read the state document")
assert json.loads(kept.content) == {"page": 3}
assert "bookmark" in wanted(lrs.retrieve_state_ids(activity, agent), "listed state documents")
wanted(lrs.delete_state(kept), "deleted the state document")
assert lrs.retrieve_state(activity, agent, "bookmark").response.status == 404

# `tincan` knows no If-None-Match, without which xAPI 1.0.3 lets nobody make a new profile: it only reads them.
assert not lrs.save_activity_profile(ActivityProfileDocument(id="p", activity=activity, content="{}")).success
assert wanted(lrs.retrieve_activity_profile_ids(activity), "listed activity profiles") == []
assert wanted(lrs.retrieve_agent_profile_ids(agent), "listed agent profiles") == []
