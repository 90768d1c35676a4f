import {expect, test} from "vitest";
import {countsOf, csv, deliver, hashed, hashedName, reasonsOf, rowsOf, warningsOf} from "./support.ts";

const head =
  '"Territory Region","Opportunity Owner","Account Name","Opportunity Name","Stage","Forecast Category","Amount Currency","Amount","Fiscal Period","Close Date","Created Date","Partner Account","Type"';
const trailer = [
  "",
  '"Grand Totals (2 records)"',
  "",
  '"Confidential Information - Do Not Distribute"',
  '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."'
];

test("ids are built where a report has none, and the lines after its records are dropped and counted", async () => {
  const run = await deliver({
    "report1775000000000.csv": csv(
      head,
      '"EMEA","Ana Silva","Acme, Inc.","Rollout","Closed Won","Closed","EUR","12,500.50","Q1-2026","3/31/2026","1/5/2026","North Star",""',
      '"EMEA","Ana Silva","Globex","Pilot","Prospecting","Pipeline","EUR","","Q3-2026","9/30/2026","6/1/2026","",""',
      ...trailer
    )
  });
  const acme = hashed("Acme, Inc.", "Rollout", "1/5/2026");
  const globex = hashed("Globex", "Pilot", "6/1/2026");
  const columns = ["status", "deal_id", "partner_id", "opened_on", "closed_on", "amount", "currency", "region"];
  expect(await rowsOf(run, "deals", columns)).toEqual([
    ["open", globex, null, "2026-06-01", null, "0.0000", "EUR", "EMEA"],
    ["won", acme, hashedName("North Star"), "2026-01-05", "2026-03-31", "12500.5000", "EUR", "EMEA"]
  ]);
  expect(await rowsOf(run, "customers", ["name"])).toEqual([["Acme, Inc."], ["Globex"]]);
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["North Star"]]);
  expect(await rowsOf(run, "people", ["name", "side"])).toEqual([["Ana Silva", "us"]]);
  expect(countsOf(run, "report1775000000000.csv")).toEqual([["deals", "salesforce_opportunity_report", "accept", 2, 2, 0]]);
  expect(warningsOf(run, "report1775000000000.csv")).toEqual(["trailer: 3 lines after the records"]);
});

test("the words of a trailer above the last record are no trailer, and a trailer filled up with empty cells is one", async () => {
  const run = await deliver({
    "report.csv": csv(
      "Opportunity Name,Account Name,Stage,Close Date,Created Date,Amount",
      "Grand Totals of Spain,Acme,Closed Lost,3/31/2026,1/5/2026,10",
      "Grand Totals (1 records)",
      "Rollout,Acme,Closed Won,3/31/2026,1/5/2026,10",
      "Grand Totals (2 records),,,,,"
    )
  });
  expect(reasonsOf(run)).toEqual([[3, "column_count"]]);
  expect(countsOf(run, "report.csv")).toEqual([["deals", "salesforce_opportunity_report", "accept", 3, 2, 1]]);
  expect(warningsOf(run, "report.csv")).toEqual(["trailer: 1 line after the records"]);
});

test("a stage that the mapping doesn't translate and a day that is not US go to quarantine", async () => {
  const run = await deliver({
    "report.csv": csv(
      "Opportunity Name,Account Name,Stage,Close Date,Created Date,Amount,Opportunity ID",
      "A,Acme,Pilot,3/31/2026,1/5/2026,10,006A",
      "B,Acme,Closed Won,31/3/2026,1/5/2026,10,006B",
      "C,Acme,Closed Won,3/31/2026,1/5/2026,10,006C"
    )
  });
  expect(reasonsOf(run)).toEqual([
    [2, "status"],
    [3, "closed_on"]
  ]);
  expect(await rowsOf(run, "deals", ["deal_id"])).toEqual([["006C"]]);
});
