import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {mapped} from "./attacked.ts";

/* Lists of referrals without a column for their direction: whether they were received or given. */

const list = (made: string) => [`ID,Partner,${made},Status`, "R1,Alpha,2026-03-01,Accepted", "R2,Beta,2026-03-02,Rejected"];

test.each(["leads_sent.csv", "referrals-outbound_2026-03-31.csv", "Referrals to partners.csv", "Leads gesendet.csv"])(
  "the referrals of %s are ours to the partner, and the draft says why",
  async (name) => {
    const {draft} = await mapped(name, list("Date"));
    expect(draft.preview!.records.map((r) => r.cells.direction)).toEqual(["given", "given"]);
    expect(draft.doubts.join()).toContain('the file\'s name speaks of referrals that were given. Accepted: "=given"');
  }
);

test.each(["leads_received.csv", "leads.csv", "leads_data.csv"])("the referrals of %s are the partner's to us", async (name) => {
  const {draft} = await mapped(name, list("Date"));
  expect(draft.preview!.records.map((r) => r.cells.direction)).toEqual(["received", "received"]);
});

test.each(["Sent on", "Referred to"])(
  "a list of referrals with %j is not taken for one of those received unasked",
  async (made) => {
    const lines = made === "Sent on" ? list(made) : list("Date").map((l, i) => `${l},${i ? "Ann" : made}`);
    const {draft} = await mapped("leads.csv", lines);
    expect(draft.finished).toBe(false);
    expect(draft.doubts.join()).toContain(`${JSON.stringify(made)} may be of referrals that were given`);
  }
);

test("a file of referrals whose name speaks of both directions is asked about", async () => {
  const {draft} = await mapped("leads_sent_and_received.csv", list("Date"));
  expect(draft.finished).toBe(false);
});

test("a list of referrals is not taken for one of those received unasked where a column has words for both directions", async () => {
  const {draft} = await mapped(
    "leads.csv",
    list("Date").map((l, i) => `${l},${["Route", "Incoming", "Outgoing"][i]}`)
  );
  expect(draft.finished).toBe(false);
  expect(draft.doubts.join()).toContain('"Route" may be it');
});

test.each([
  [
    "English",
    "ID,Partner,Sent by,Date received,Our response,Responded on",
    "2026-03-01,Accepted,2026-03-29",
    "2026-03-02,Rejected,2026-03-30"
  ],
  ["German", "Nr,Partner,Von,Datum,Status,Angenommen am", "01.03.2026,gewonnen,29.03.2026", "02.03.2026,abgelehnt,30.03.2026"],
  [
    "French",
    "Référence,Apporteur,Sens,Date d'apport,Statut,Date de réponse",
    "01/03/2026,transformé,29/03/2026",
    "02/03/2026,refusé,30/03/2026"
  ]
])("in %s the answer to a referral is read with its day", async (language, head, first, second) => {
  const third = language === "French" ? "reçu" : "Ann";
  const {draft} = await mapped("leads.csv", [head, `R1,Alpha,${third},${first}`, `R2,Beta,${third},${second}`]);
  expect(draft.preview!.records.map((r) => [r.cells.made_on, r.cells.outcome, r.cells.answered_on])).toEqual([
    ["2026-03-01", "accepted", "2026-03-29"],
    ["2026-03-02", "rejected", "2026-03-30"]
  ]);
});

test("a draft of which something was accepted without asking is not called free of doubts", async () => {
  const {draft} = await mapped("leads.csv", list("Date"));
  expect(draft.doubts).toHaveLength(1);
  expect(draft.text).toContain("Nothing else is doubtful. Read it");
  expect(draft.text).not.toContain("Nothing is doubtful");
});

test("the day of an answer that no referral has yet is read in later deliveries, as the others of the file are written", async () => {
  const lines = ["ID,Partner,Date,Status,Decided on", "R1,Alpha,20/03/2026,Pending,", "R2,Beta,21/03/2026,Pending,"];
  const {draft} = await mapped("leads.csv", lines);
  expect(readFileSync(draft.written, "utf8")).toContain('answered_on: {from: "Decided on", date: "%d/%m/%Y"}');
  expect(draft.doubts).toContain(
    'answered_on: "Decided on" is empty throughout this file: it is read as the days in "Date" are written'
  );
});

test("values of referrals that a column says are in another currency than the reporting one are left empty, and told", async () => {
  const rows = (last: string) => [
    "R1,Acme,Inbound,2026-01-05,Accepted,1200,EUR",
    `R2,Bolt,Outbound,2026-01-06,Declined,100,${last}`
  ];
  const read = async (name: string, last: string) => {
    const file = ["Referral ID,Partner,Direction,Date,Outcome,Value,Currency", ...rows(last)];
    const {draft} = await mapped(name, file, {settings: {reporting_currency: "EUR"}});
    return {values: draft.preview!.records.map(({cells}) => cells["value"] ?? null), said: draft.doubts.join("\n")};
  };
  const other = await read("refs_a.csv", "usd");
  expect(other.values).toEqual(["1200.0000", null]);
  expect(other.said).toContain('it counts in EUR; "Currency" says another currency in 1 record: its value is left empty');
  expect(await read("refs_b.csv", "EUR")).toMatchObject({values: ["1200.0000", "100.0000"]});
  expect(await read("refs_c.csv", "")).toMatchObject({values: ["1200.0000", "100.0000"]});
});
