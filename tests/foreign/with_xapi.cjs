// Stores, reads, pages, voids, attaches and keeps documents with `@xapi/xapi`; prints a line for each.
"use strict";
const assert = require("node:assert");
const { randomUUID } = require("node:crypto");
const loaded = require("@xapi/xapi");
const XAPI = loaded.default ?? loaded;

const service = {
  endpoint: process.env.XAPI_ENDPOINT,
  auth: XAPI.toBasicAuth(process.env.XAPI_KEY, process.env.XAPI_SECRET),
  version: process.env.XAPI_VERSION,
};
const lrs = new XAPI(service);
// Under node the usual adapter overwrites the Content-Type of attachments, and this one never says that it was refused.
const attaching = new XAPI({ ...service, adapter: "fetch" });
const home = "https://fremd.example.org";
const agent = { objectType: "Agent", name: "Xaver", account: { homePage: home, name: randomUUID() } };
const activity = { objectType: "Activity", id: `${home}/lesson/${randomUUID()}` };
const verb = { id: "http://adlnet.gov/expapi/verbs/completed", display: { de: "abgeschlossen" } };
const statement = (more = {}) => ({ id: randomUUID(), actor: agent, verb, object: activity, ...more });
const told = (line) => console.log(line);

async function refusedWith(status, promise) {
  const answer = await promise.catch((error) => error.response ?? error);
  assert.equal(answer.status, status);
}

async function main() {
  const about = await lrs.getAbout();
  assert.ok(about.data.version.includes("1.0.3"));
  told("about");

  const one = statement({ result: { success: true, score: { scaled: 0.5 } } });
  assert.deepEqual((await lrs.sendStatement({ statement: one })).data, [one.id]);
  told("stored one");
  const sent = Array.from({ length: 5 }, () => statement());
  assert.deepEqual((await lrs.sendStatements({ statements: sent })).data, sent.map(({ id }) => id));
  told("stored five");
  assert.equal((await lrs.getStatement({ statementId: one.id })).data.result.score.scaled, 0.5);
  told("read one");

  let page = (await lrs.getStatements({ agent, activity: activity.id, limit: 2, ascending: true })).data;
  const found = [...page.statements];
  while (page.more) {
    page = (await lrs.getMoreStatements({ more: page.more })).data;
    found.push(...page.statements);
    told("followed more");
  }
  assert.deepEqual(new Set(found.map(({ id }) => id)), new Set([one, ...sent].map(({ id }) => id)));

  await lrs.voidStatement({ actor: agent, statementId: sent[1].id });
  await refusedWith(404, lrs.getStatement({ statementId: sent[1].id }));
  assert.equal((await lrs.getVoidedStatement({ voidedStatementId: sent[1].id })).data.id, sent[1].id);
  told("voided one");

  const text = "Nachweis\r\nmit zwei Zeilen";
  const data = new TextEncoder().encode(text);
  const sha2 = require("node:crypto").createHash("sha256").update(data).digest("hex");
  const attachment = {
    usageType: `${home}/certificate`, display: { de: "Nachweis" }, contentType: "text/plain", length: data.length, sha2,
  };
  const attached = statement({ attachments: [attachment] });
  await attaching.sendStatement({ statement: attached, attachments: [data.buffer] });
  const answer = await attaching.getStatement({ statementId: attached.id, attachments: true });
  assert.ok(JSON.stringify(answer.data).includes(sha2));
  assert.ok(JSON.stringify(answer.data).includes("mit zwei Zeilen"));
  told("stored and read an attachment");

  const place = { agent, activityId: activity.id, stateId: "bookmark" };
  await lrs.setState({ ...place, state: { page: 3 } });
  await lrs.createState({ ...place, state: { seen: [1, 2] } });
  const kept = await lrs.getState(place);
  assert.deepEqual(kept.data, { page: 3, seen: [1, 2] });
  assert.deepEqual((await lrs.getStates({ agent, activityId: activity.id })).data, ["bookmark"]);
  await refusedWith(412, lrs.setState({ ...place, state: {}, etag: '"other"', matchHeader: "If-Match" }));
  await lrs.deleteState({ ...place, etag: kept.headers.etag });
  await refusedWith(404, lrs.getState(place));
  told("kept, merged, guarded and deleted a state document");

  const profile = { activityId: activity.id, profileId: "p" };
  await lrs.setActivityProfile({ ...profile, profile: { a: 1 }, etag: "*", matchHeader: "If-None-Match" });
  assert.deepEqual((await lrs.getActivityProfile(profile)).data, { a: 1 });
  assert.deepEqual((await lrs.getActivityProfiles({ activityId: activity.id })).data, ["p"]);
  const own = { agent, profileId: "p" };
  await lrs.setAgentProfile({ ...own, profile: { b: 2 }, etag: "*", matchHeader: "If-None-Match" });
  assert.deepEqual((await lrs.getAgentProfile(own)).data, { b: 2 });
  told("kept profiles");

  assert.equal((await lrs.getActivity({ activityId: activity.id })).data.id, activity.id);
  assert.equal((await lrs.getAgent({ agent })).data.objectType, "Person");
  told("asked for the activity and the person");
}

main().catch((error) => {
  console.error(error.response?.status, error.response?.data ?? "", error.stack);
  process.exit(1);
});
