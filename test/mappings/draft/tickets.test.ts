import {readFile} from "node:fs/promises";
import {expect, test} from "vitest";
import type {Mapped} from "../../../loaders/mappings/draft/map.ts";
import {hashedName} from "../support.ts";
import {mapped} from "./attacked.ts";

/* Tickets that were reopened keep the day on which they were first solved. */

const header = "Ticket ID,Partner,Owner,Status,Opened,Due,Solved at,Reopens";
const list = (...states: [status: string, solved: string][]) => [
  header,
  ...states.map(([status, solved], i) => `T${i + 1},Alpha,Partner,${status},2026-01-02,2026-01-05,${solved},0`)
];
const resolved = ({preview}: Mapped) => preview!.records.map((r) => r.cells.resolved_on ?? null);

test("the day on which an open ticket was solved before does not count, and the draft says so", async () => {
  const {draft} = await mapped(
    "tickets_list_2026-03-31.csv",
    list(["Closed", "2026-01-04"], ["Open", "2026-01-04"], ["Pending", "2026-01-05"])
  );
  expect(resolved(draft)).toEqual(["2026-01-04", null, null]);
  expect(draft.doubts).toEqual([
    'resolved_on: "Solved at" is filled in 2 tickets that "Status" says are open, as after reopening: it does not count there'
  ]);
});

test.each([
  ["Status", "Gelöst", "Wiedereröffnet"],
  ["Statut", "Résolu", "En cours"],
  ["Estado", "Resuelto", "Reabierto"]
])("%s: %s is resolved, and %s is not", async (name, closed, open) => {
  const lines = list([closed, "2026-01-04"], [open, "2026-01-04"]);
  const {draft} = await mapped("tickets_list_2026-03-31.csv", [header.replace("Status", name), ...lines.slice(1)]);
  expect(resolved(draft)).toEqual(["2026-01-04", null]);
});

test("a status that nothing contradicts is read without a doubt, for what is reopened later", async () => {
  const {draft} = await mapped("tickets_list_2026-03-31.csv", list(["Closed", "2026-01-04"], ["Open", ""]));
  expect(resolved(draft)).toEqual(["2026-01-04", null]);
  expect(draft.doubts).toEqual([]);
});

test("a status of which nobody knows whether it means resolved is told, and its day counts", async () => {
  const {draft} = await mapped("tickets_list_2026-03-31.csv", list(["Parked", "2026-01-04"], ["Open", ""]));
  expect(resolved(draft)).toEqual(["2026-01-04", null]);
  expect(draft.doubts).toEqual([
    'resolved_on: whether "Parked" in "Status" means resolved is not known, and the day in "Solved at" counts; where such tickets are open, add the word to "not" in "when"'
  ]);
});

test("a ticket that its status calls resolved without the day of it is not taken for late, and the draft says so", async () => {
  const {draft} = await mapped(
    "tickets_list_2026-03-31.csv",
    list(["Closed", "2026-01-04"], ["Closed", ""], ["Open", ""], ["Solved", ""])
  );
  expect(draft.preview!.records.map((r) => r.cells.due_on ?? null)).toEqual(["2026-01-05", null, "2026-01-05", null]);
  expect(draft.doubts).toEqual([
    'resolved_on: 2 tickets that "Status" says are resolved have no day of it in "Solved at", and count as unresolved; whether they were on time is not known, so due_on is left empty there: export the day too'
  ]);
});

test("where no column has the day of resolution, only tickets that are open can be late", async () => {
  const lines = ["Ticket ID,Partner,Owner,Status,Opened,Due", "T1,Alpha,Partner,Closed,2026-01-02,2026-01-05"];
  const {draft} = await mapped("tickets_list_2026-03-31.csv", [...lines, "T2,Alpha,Partner,Open,2026-01-02,2026-01-05"]);
  expect(draft.preview!.records.map((r) => r.cells.due_on ?? null)).toEqual([null, "2026-01-05"]);
  expect(draft.doubts).toEqual([
    'resolved_on: 1 ticket that "Status" says is resolved has no day of it, as no header seems to be it, and counts as unresolved; whether it was on time is not known, so due_on is left empty there: export the day too'
  ]);
});

test.each([
  ["organizations", "id,name,created_at,updated_at", "7,Alpha,2026-01-02,2026-01-03"],
  ["notes", "Id,Created at,Body", "7,2026-01-02,Called"],
  ["invoices", "Invoice ID,Created at,Due date,Paid at,Total", "I7,2026-01-02,2026-01-09,2026-01-05,100"]
])(
  "a list of %s, with an id and a day and nothing that only tickets have, is never taken for tickets unasked",
  async (_, ...lines) => {
    const {draft} = await mapped("list_2026-03-31.csv", lines);
    expect(draft.finished).toBe(false);
    expect(draft.doubts[0]).toMatch(/^Are these tickets .* nothing that only tickets have\./);
  }
);

test("a ticket that was dropped unresolved is not taken for late, and the draft says what it counts as", async () => {
  const list = ["Closed,2026-01-04", "Cancelled,", "Duplicate,", "Rejected,2026-01-09", "Open,"];
  const {draft} = await mapped("tickets_list_2026-03-31.csv", [
    "Ticket ID,Partner,Owner,Opened,Due,Status,Completed",
    ...list.map((end, i) => `T${i + 1},Alpha,Partner,2026-01-02,2026-01-05,${end}`)
  ]);
  expect(draft.preview!.records.map((r) => r.cells.due_on ?? null)).toEqual([
    "2026-01-05",
    null,
    null,
    "2026-01-05",
    "2026-01-05"
  ]);
  expect(resolved(draft)).toEqual(["2026-01-04", null, null, "2026-01-09", null]);
  expect(draft.doubts).toContain(
    'resolved_on: 2 tickets that were dropped, by "Cancelled", "Duplicate" in "Status", count as unresolved, and due_on is left empty there: to leave such tickets out, add the words to "is" in "deleted"'
  );
});

test("a person may say that a list with an id and a day are tickets", async () => {
  const lines = ["Id,Created at,Body", "7,2026-01-02,Called"];
  const {draft} = await mapped("list_2026-03-31.csv", lines, {answers: {table: "tickets"}});
  expect(draft.finished).toBe(true);
});

test("a desk is not taken for the one to resolve its tickets unasked where a column has words for both sides", async () => {
  const lines = [
    "Ticket ID,Partner,Opened,Resolved,Ball with",
    "T1,Alpha,2026-01-02,2026-01-03,Partner",
    "T2,Beta,2026-01-02,2026-01-03,Us"
  ];
  const {draft} = await mapped("tickets_list_2026-03-31.csv", lines);
  expect(draft.finished).toBe(false);
  expect(draft.doubts.join()).toContain('"Ball with" may be it');
  const {draft: answered} = await mapped("tickets_list_2026-03-31.csv", lines, {answers: {owner: "Ball with"}});
  expect(answered.preview!.records.map((r) => r.cells.owner)).toEqual(["partner", "us"]);
});

test.each([
  [
    "Time spent",
    'hours: "Time spent" does not say what it counts in and is taken for hours: where it counts minutes or seconds, add unit: "minutes" or unit: "seconds"'
  ],
  ["Hours spent", ""],
  ["Time spent (min)", ""]
])("%s: a header that does not say what it counts in is told", async (name, doubt) => {
  const lines = [`Ticket ID,Partner,Owner,Opened,Resolved,${name}`, "T1,Alpha,Partner,2026-01-02,2026-01-03,90"];
  const {draft} = await mapped("tickets_list_2026-03-31.csv", lines);
  expect(draft.doubts.join()).toBe(doubt);
});

test.each(["Closed datetime", "Completed date", "Date fixed"])("%s is the day of resolution", async (name) => {
  const lines = [`Ticket ID,Partner,Owner,Created datetime,${name}`, "T1,Alpha,Partner,2026-01-02 10:00:00,2026-01-03 10:00:00"];
  const {draft} = await mapped("tickets_list_2026-03-31.csv", lines);
  expect(draft.preview!.records.map((r) => [r.cells.opened_on, r.cells.resolved_on])).toEqual([["2026-01-02", "2026-01-03"]]);
  expect(draft.doubts).toEqual([]);
});

test("a day of resolution that no ticket has yet is read in later deliveries", async () => {
  const {draft} = await mapped("tickets_list_2026-03-31.csv", list(["Open", ""], ["New", ""]));
  expect(draft.doubts).toEqual([
    'resolved_on: "Solved at" is empty throughout this file: it is read as the days in "Opened" are written'
  ]);
});

test("an answer of Jira’s API gives the days, the priority and the status below its fields", async () => {
  const issue = (id: string, resolutiondate: string | null, name: string) => ({
    id,
    key: `SUP-${id}`,
    fields: {
      created: "2026-01-02T09:00:00.000+0000",
      resolutiondate,
      duedate: "2026-01-05",
      status: {name},
      priority: {name: "High"},
      issuetype: {name: "Bug"}
    }
  });
  const issues = [issue("1", "2026-01-04T09:00:00.000+0000", "Done"), issue("2", "2026-01-04T09:00:00.000+0000", "Reopened")];
  const {draft} = await mapped("jira.json", Buffer.from(JSON.stringify({issues})));
  expect(resolved(draft)).toEqual(["2026-01-04", null]);
  expect(draft.preview!.records[0]!.cells).toMatchObject({opened_on: "2026-01-02", due_on: "2026-01-05", severity: "High"});
});

test.each(["Customer,Customer Email", "Customer Name,Customer Email"])(
  "a customer with an e-mail address of its own is a person, whose company is the customer: %s",
  async (headers) => {
    const {draft} = await mapped("desk.csv", [
      `Ticket ID,${headers},Company,Opened,Solved at,Status`,
      "1,Jane Roe,jane@example.org,Acme,2026-01-02,2026-01-04,Closed",
      "2,John Roe,john@example.org,Globex,2026-01-03,,Open"
    ]);
    expect(draft.preview!.records.map((r) => r.cells.customer_id)).toEqual(["Acme", "Globex"].map(hashedName));
  }
);

test.each([
  ["Ticket ID,Partner,Status,Opened", '"deleted", "merged", "spam", "trash"]'],
  ["Ticketnummer,Partner,Status,Geöffnet am", '"deleted", "merged", "spam", "trash", "gelöscht", "zusammengeführt"']
])("a ticket that a later file calls deleted is gone, though the first one has none: %s", async (headers, words) => {
  const {draft} = await mapped("list.csv", [headers, "T1,Alpha,Open,2026-01-02", "T2,Alpha,Closed,2026-01-03"]);
  const code = (await readFile(draft.written, "utf8")).replace(/\s+/g, " ");
  expect(code).toMatch(/deleted: \{ ?column: "Status", optional: true, is: \[/);
  expect(code).toContain(words);
  expect(draft.doubts.join("\n")).not.toContain("deleted the record");
});

test("of a column of yes and no that says no throughout, both words are read", async () => {
  const {draft} = await mapped("list.csv", [
    "Ticket ID,Partner,Opened,Reopened",
    "T1,Alpha,2026-01-02,No",
    "T2,Alpha,2026-01-03,No"
  ]);
  expect(await readFile(draft.written, "utf8")).toMatch(/reopened: .*values: \{\s*No: "0",[^}]*Yes: "1"/s);
});
