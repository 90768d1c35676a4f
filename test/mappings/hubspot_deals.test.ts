import {expect, test} from "vitest";
import {countsOf, csv, deliver, hashedName, reasonsOf, rowsOf, warningsOf} from "./support.ts";

const head =
  "\uFEFFRecord ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Last Activity Date,Deal owner,Associated Company (Primary),Associated Company IDs (Primary)";

test("a stage is read with its pipeline or without, and of several companies the first is the customer", async () => {
  const run = await deliver({
    "hubspot-crm-exports-all-deals-2026-06-30.csv": csv(
      head,
      "901,Rollout,Closed won (Sales Pipeline),Sales Pipeline,1200.50,2026-03-31 16:05,2026-01-05 09:30,,Ana Silva,Acme,77;78",
      "902,Pilot,Contract sent,Sales Pipeline,,2026-12-31 00:00,2026-06-01 09:30,,Ana Silva,Globex,79",
      "903,Lost,closedlost,Sales Pipeline,10,2026-04-30 00:00,2026-02-01 09:30,,,Initech,"
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "customer_id", "status", "opened_on", "closed_on", "amount"])).toEqual([
    ["901", "77", "won", "2026-01-05", "2026-03-31", "1200.5000"],
    ["902", "79", "open", "2026-06-01", null, "0.0000"],
    ["903", hashedName("Initech"), "lost", "2026-02-01", "2026-04-30", "10.0000"]
  ]);
  expect(await rowsOf(run, "people", ["name"])).toEqual([["Ana Silva"]]);
  expect(await rowsOf(run, "customers", ["name"])).toEqual([["Acme"], ["Globex"], ["Initech"]]);
  expect(warningsOf(run, "hubspot-crm-exports-all-deals-2026-06-30.csv")).toEqual([
    "several_values: 1 record with more than one value in Associated Company IDs (Primary); the first is taken as customer_id"
  ]);
});

test("internal names are read too; a stage of one's own needs a translation, a deal without a company goes to quarantine", async () => {
  const run = await deliver({
    "deals-export.csv": csv(
      "hs_object_id,dealname,dealstage,pipeline,amount,closedate,createdate,hubspot_owner_id,associatedcompanyid",
      "901,A,closedwon,default,10,2026-03-31T16:05:00Z,2026-01-05T09:30:00Z,11,77",
      "902,B,pilot_running,default,10,,2026-01-05T09:30:00Z,11,77",
      "903,C,appointmentscheduled,default,10,,2026-01-05T09:30:00Z,11,"
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "rep_id", "status"])).toEqual([["901", "11", "won"]]);
  expect(reasonsOf(run)).toEqual([
    [3, "status"],
    [4, "bad_id"]
  ]);
  expect(countsOf(run, "deals-export.csv")).toEqual([["deals", "hubspot_deals", "accept", 3, 1, 2]]);
});

test("milliseconds since 1970, as the earlier API counts, are days like others", async () => {
  const [opened, closed, later] = ["2026-01-05T09:30:00Z", "2026-03-31T16:05:00Z", "2026-04-02T08:00:00Z"].map((t) =>
    Date.parse(t)
  );
  const run = await deliver({
    "deals-export.csv": csv(
      "hs_object_id,dealname,dealstage,pipeline,amount,closedate,createdate,hs_lastmodifieddate,associatedcompanyid",
      `901,A,closedwon,default,10,${closed},${opened},${opened},77`
    ),
    "deals-later.csv": csv(
      "hs_object_id,dealname,dealstage,pipeline,amount,closedate,createdate,hs_lastmodifieddate,associatedcompanyid",
      `901,A,closedwon,default,12,${closed},2026-01-05,${later},77`
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "opened_on", "closed_on", "amount"])).toEqual([
    ["901", "2026-01-05", "2026-03-31", "12.0000"]
  ]);
  expect(reasonsOf(run)).toEqual([]);
});

test("records of the API are read as they come: properties by their names, the first associated company as the customer", async () => {
  const deal = (id: string, properties: Record<string, string | null>, companies: string[]) => ({
    id,
    properties: {createdate: "2026-01-05T09:30:00Z", pipeline: "default", hubspot_owner_id: "11", ...properties},
    createdAt: "2026-01-05T09:30:00Z",
    archived: false,
    associations: {companies: {results: companies.map((c) => ({id: c, type: "deal_to_company"}))}}
  });
  const run = await deliver({
    "page1.json": JSON.stringify({
      results: [
        deal("901", {dealname: "A", dealstage: "closedwon", amount: "1200.5", closedate: "2026-03-31T16:05:00Z"}, ["77", "78"]),
        deal("902", {dealname: "B", dealstage: "contractsent", amount: null, closedate: "2026-12-31T16:05:00Z"}, ["79"])
      ],
      paging: {next: {after: "902"}}
    })
  });
  expect(countsOf(run, "page1.json")).toEqual([["deals", "hubspot_deals", "accept", 2, 2, 0]]);
  expect(await rowsOf(run, "deals", ["deal_id", "customer_id", "status", "opened_on", "closed_on", "amount"])).toEqual([
    ["901", "77", "won", "2026-01-05", "2026-03-31", "1200.5000"],
    ["902", "79", "open", "2026-01-05", null, "0.0000"]
  ]);
});

test.each([
  ["one id", "901", ["902", "903"]],
  ["semicolons", "901;902", ["903"]],
  ["semicolons and spaces", " 901; 902 ;", ["903"]],
  ["commas", "901,902", ["903"]],
  ["commas and spaces", "901, 902, 903", []],
  ["bars", "901 | 902", ["903"]],
  ["lines", "901\n902", ["903"]]
])("deals that were merged into another are superseded by it, with all their versions: %s", async (_, ids, others) => {
  const deal = (id: string, amount: string) => `${id},Rollout,closedwon,${amount},2026-03-31 16:05,2026-01-05 09:30,Acme`;
  const head = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Associated Company (Primary)";
  for (const name of ["Merged Deal IDs", "Merged record IDs"]) {
    const run = await deliver({
      "2026-04-30/deals-a.csv": csv(head, deal("901", "100"), deal("902", "200"), deal("903", "300")),
      "2026-05-31/deals-a.csv": csv(head, deal("901", "110"), deal("902", "200"), deal("903", "300")),
      "2026-06-30/deals-a.csv": csv(`${head},${name}`, `${deal("904", "610")},"${ids}"`)
    });
    const left = others.map((id) => [id, id === "902" ? "200.0000" : "300.0000"]);
    expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([...left, ["904", "610.0000"]]);
    expect(run.quarantine).toEqual([]);
  }
});

const flags =
  "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Associated Company (Primary),Is Closed Won,Is Deal Closed?";
const flagged = (id: string, stage: string, won: string, closed: string) =>
  `${id},A,${stage},10,2026-03-31,2026-01-05,Acme,${won},${closed}`;

test("a stage of one's own is read by what HubSpot says of it: won, closed and not won, or not closed", async () => {
  const run = await deliver({
    "deals-a_2026-06-30.csv": csv(
      flags,
      flagged("901", "Gold", "true", "true"),
      flagged("902", "Dead", "false", "true"),
      flagged("903", "Pilot", "false", "false")
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "status"])).toEqual([
    ["901", "won"],
    ["902", "lost"],
    ["903", "open"]
  ]);
});

test("of a stage that nothing explains the stage is shown, and what it means is left to a person", async () => {
  const run = await deliver({"deals-a_2026-06-30.csv": csv(flags, flagged("902", "Dead", "false", ""))});
  const [note] = run.file("deals-a_2026-06-30.csv").notes;
  expect(note!.what).toMatch(/^Deal Stage or Is Closed Won or Is Deal Closed\? \(status\) is "Dead", which /);
  expect(note!.edit).toMatch(/\{when: \{column: "Deal Stage", is: "Dead"\}, then: "…"\} \(open, won, lost\)\.$/);
});
