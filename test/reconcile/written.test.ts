import {readFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {decide, type Decision} from "../../loaders/run/decide.ts";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

/* Decisions, events and notes are drops like any other, but what people write down dates no figures and may be newer than them. */

let folder: string;
const opened: Ingested[] = [];
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  opened.splice(0).forEach((one) => one.db.close());
  await removeFolder(folder);
});

const deals = "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount\nD1,P1,C1,2026-01-10,2026-03-01,won,100\n";
async function taken(drops: Record<string, string>): Promise<Ingested> {
  await writeFiles(path.join(folder, "drops"), {"deals_2026-06-30.csv": deals, ...drops});
  const one = await ingest(path.join(folder, "drops"), path.join(folder, "build"));
  opened.push(one);
  return one;
}
const heads = {
  decisions: "case_id,decision,by,decided_on,until,note\n",
  events: "day,what,scope,audience\n",
  notes: "partner_id,day,by,text,audience\n"
};

describe("what people write down", () => {
  test("dates no figures: as_of stays the day of the newest data, and a decision after it is taken", async () => {
    const one = await taken({
      "decisions_2026-07-04.csv": `${heads.decisions}c1,snoozed,Ann,2026-07-04,2026-09-01,waits\n`
    });
    const {asOf, db} = one;
    expect(asOf).toBe("2026-06-30");
    expect(one.file("decisions_2026-07-04.csv")).toMatchObject({outcome: "accept", accepted: 1, quarantined: 0});
    expect(await db.rows(`select case_id, decision, "by", cast(until as varchar) as until from facts.decisions`)).toEqual([
      {case_id: "c1", decision: "snoozed", by: "Ann", until: "2026-09-01"}
    ]);
  });

  test("follows the rules of every delivery: a later one replaces, two that contradict each other are rejected, unknown words too", async () => {
    const {db, quarantine} = await taken({
      "decisions_2026-06-01.csv": `${heads.decisions}c1,done,Ann,2026-05-30,,\nc2,maybe,Ann,2026-05-30,,\nc3,done,Ann,2026-05-30,,\nc3,wont_do,Bo,2026-05-30,,\n`,
      "decisions_2026-06-02.csv": `${heads.decisions}c1,done,Ann,2026-05-30,,called them\n`
    });
    // of one day and drop date two that differ can't both be right; a later delivery of the same day's decision is a conflict with the first
    expect(quarantine.map((q) => q.reason).sort()).toEqual(["conflict", "conflict", "decision"]);
    expect(await db.rows("select case_id, note from facts.decisions order by case_id")).toEqual([
      {case_id: "c1", note: "called them"}
    ]);
  });

  test("a decision is rejected where its day comes after the day on which it came: it would outlast what is decided until then", async () => {
    const day = (on: string, decision: string) => `c1,${decision},Ann,${on},,\n`;
    const more = ["c2", "c3", "c4", "c5"].map((c) => `${c},done,Ann,2026-11-01,,\n`).join("");
    const {db, quarantine} = await taken({
      // they come on 2026-11-23; where it is tomorrow already, it may be the day after
      "decisions_2026-11-23.csv": `${heads.decisions}${day("2026-11-24", "done")}${day("2026-11-25", "wont_do")}${more}`
    });
    expect(quarantine).toMatchObject([{reason: "future_date", line: 3}]);
    expect(await db.rows("select decision from facts.decisions where case_id = 'c1'")).toEqual([{decision: "done"}]);
  });

  test("a note of a partner that nobody knows is rejected, and an event may lie ahead", async () => {
    const {db, quarantine} = await taken({
      "partners_2026-06-30.csv": "partner_id,name\nP1,One\n",
      "notes_2026-06-30.csv": `${heads.notes}P1,2026-06-01,Ann,they change owners,\nP9,2026-06-01,Ann,who is this,\n`,
      "events_2026-06-30.csv": `${heads.events}2026-12-01,new price list,,board\n`
    });
    expect(quarantine.map((q) => q.reason)).toEqual(["orphan_partner"]);
    expect(await db.rows(`select partner_id, "by", text from facts.notes`)).toEqual([
      {partner_id: "P1", by: "Ann", text: "they change owners"}
    ]);
    expect(await db.rows("select what, audience from facts.events")).toEqual([{what: "new price list", audience: "board"}]);
  });
});

describe("decide", () => {
  const asked = (change: Partial<Decision>): Decision => ({
    id: "c1f0",
    decision: "done",
    by: "Ann",
    on: "2026-07-04",
    today: "2026-07-04",
    until: null,
    note: 'said "yes", twice',
    drops: path.join(folder, "drops"),
    build: path.join(folder, "last"),
    ...change
  });
  beforeEach(async () => {
    await writeFiles(path.join(folder, "last"), {".keep": ""});
    const db = await DuckDB.open(path.join(folder, "last", "handshake.duckdb"));
    await db.run(`create schema metrics; create schema facts;
      create table metrics.as_of_dates as select date '2026-06-30' as as_of, true as is_current;
      create table metrics.cases as select date '2026-06-30' as as_of, 'conflict' as kind, 'P1' as partner_id, unnest(['c1f0aa', 'c2b4cc', 'c2b4dd']) as case_id;
      create table facts.partners as select 'P1' as partner_id, 'One' as name`);
    db.close();
  });

  test("writes a drop of its own, which the next rebuild takes; a second one of the same day is the later version", async () => {
    const first = await decide(asked({}));
    expect(path.basename(first.file)).toBe("decisions_2026-07-04_c1f0aa.csv");
    expect(first.about).toBe("channel conflict, One");
    const second = await decide(asked({decision: "snoozed", until: "2026-09-01"}));
    expect(path.basename(second.file)).toBe("decisions_2026-07-04_c1f0aa_v2.csv");
    const {db, quarantine} = await taken({});
    expect(quarantine).toEqual([]);
    expect(await db.rows("select case_id, decision, note, cast(until as varchar) as until from facts.decisions")).toEqual([
      {case_id: "c1f0aa", decision: "snoozed", note: 'said "yes", twice', until: "2026-09-01"}
    ]);
  });

  test("of decisions about one case that are taken at the same moment each is a drop of its own, and none contradicts another", async () => {
    const made = await Promise.all(["done", "wont_do", "acknowledged"].map((decision) => decide(asked({decision}))));
    expect(made.map(({file}) => path.basename(file)).sort()).toEqual(
      ["", "_v2", "_v3"].map((n) => `decisions_2026-07-04_c1f0aa${n}.csv`)
    );
    const {db, quarantine} = await taken({});
    expect(quarantine).toEqual([]);
    expect((await db.rows("from facts.decisions")).length).toBe(1);
  });

  test("of many decisions at the same moment, a further file has always a later time", async () => {
    const made = await Promise.all(Array.from({length: 16}, () => decide(asked({}))));
    const files = made.map(({file}) => file).sort((a, b) => a.length - b.length || a.localeCompare(b));
    const times = files.map((file) => readFileSync(file, "utf8").trim().split(",").at(-1)!);
    expect(times).toEqual([...new Set(times)].sort());
  });

  test.each([
    ["a case that isn't there", {id: "zz"}, /There is no case "zz", found c1f0aa \(channel conflict\)/],
    ["a beginning that two share", {id: "c2b4"}, /2 cases begin with "c2b4", found c2b4cc/],
    ["snoozed without a day", {decision: "snoozed"}, /snoozed has no --until/],
    ["a day that is over", {until: "2026-07-04"}, /--until is 2026-07-04, expected a day after 2026-07-04/],
    [
      "a day that has not come: it would outlast what is decided until then",
      {on: "2030-07-04"},
      /--on is 2030-07-04, .* not after 2026-07-04/
    ],
    ["nobody, whom the rebuild would not take", {by: " "}, /--by is empty, expected who decided/],
    ["a character that the rebuild would not take", {note: "call\u0001ed"}, /--note has the control character U\+0001/],
    ["a longer note than the rebuild takes", {note: "a".repeat(65_537)}, /--note has 65537 characters, expected at most 65536/],
    ["a build folder without a rebuild", {build: "/nowhere"}, /Rebuild first: npx handshake rebuild/]
  ])("refuses %s, and says what to do", async (_, change, message) => {
    await expect(decide(asked(change))).rejects.toThrow(message);
  });
});
