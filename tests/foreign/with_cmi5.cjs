// An assignable unit that goes its way with `@xapi/cmi5`: launch data, initialized, answered, passed, completed, terminated.
"use strict";
const assert = require("node:assert");
const http = require("node:http");
const { randomUUID } = require("node:crypto");
globalThis.XMLHttpRequest = require("xhr2"); // the package is made for browsers
const loadedXapi = require("@xapi/xapi");
const XAPI = loadedXapi.default ?? loadedXapi;
const loaded = require("@xapi/cmi5/dist/Cmi5.umd.js");
const Cmi5 = loaded.default ?? loaded;

const home = "https://fremd.example.org";
const auth = XAPI.toBasicAuth(process.env.XAPI_KEY, process.env.XAPI_SECRET);
const lrs = new XAPI({ endpoint: process.env.XAPI_ENDPOINT, auth, version: "1.0.3" });
const actor = { objectType: "Agent", account: { homePage: home, name: randomUUID() } };
const activityId = `${home}/au/${randomUUID()}`;
const registration = randomUUID();
const category = { id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" };

// What an LMS does before it opens the unit's page (cmi5 8.1 to 10.2).
async function launch() {
  const contextTemplate = {
    contextActivities: { grouping: [{ id: `${home}/publisher/au` }] },
    extensions: { "https://w3id.org/xapi/cmi5/context/extensions/sessionid": randomUUID() },
  };
  const state = { contextTemplate, launchMode: "Normal", moveOn: "CompletedAndPassed", masteryScore: 0.6 };
  await lrs.setState({ agent: actor, activityId, registration, stateId: "LMS.LaunchData", state });
  const profile = { languagePreference: "de-DE", audioPreference: "off" };
  await lrs.setAgentProfile({
    agent: actor, profileId: "cmi5LearnerPreferences", profile, etag: "*", matchHeader: "If-None-Match",
  });
  const token = auth.replace("Basic ", "");
  const server = http.createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ "auth-token": token }));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

async function main() {
  const server = await launch();
  try {
    const fetch = `http://127.0.0.1:${server.address().port}/fetch`;
    const unit = new Cmi5({ endpoint: process.env.XAPI_ENDPOINT, fetch, actor, registration, activityId });
    await unit.initialize();
    assert.equal(unit.launchData.masteryScore, 0.6);
    assert.equal(unit.getLearnerPreferences().languagePreference, "de-DE");
    console.log("initialized");
    await unit.interactionChoice("probe", "frage", ["b"], ["b"], [{ id: "a" }, { id: "b" }], undefined, undefined, true);
    await unit.interactionNumeric("probe", "zahl", 12.5, { min: 12, max: 13 });
    await unit.progress(50);
    await unit.pass(0.8);
    await unit.complete();
    await unit.terminate();
    console.log("terminated");
  } finally {
    server.close();
  }
  const { statements } = (await lrs.getStatements({ registration, ascending: true })).data;
  const verbs = statements.map((one) => one.verb.id.split("/").pop());
  console.log(verbs.join(" "));
  const defined = statements.filter((one) => one.context.contextActivities.category?.some(({ id }) => id === category.id));
  assert.ok(defined.length >= 4);
  assert.ok(statements.every((one) => one.context.contextActivities.grouping));
}

main().catch((error) => {
  console.error(error.response?.status, error.response?.data ?? "", error.stack);
  process.exit(1);
});
