import {expect, test} from "vitest";
import {maySayState} from "../../../loaders/mappings/draft/saysState.ts";
import {header, mapped} from "./attacked.ts";

/* What exports say of records that their source has deleted or merged: the draft takes it, and says so. */

const rows = [
  "D-1,P1,C1,2026-01-05,2026-02-01,won,100",
  "D-2,P2,C2,2026-01-06,2026-02-03,lost,200",
  "D-3,P1,C3,2026-01-17,,open,300"
];
const withColumn = (name: string, first: string, others: string) => [
  `${header},${name}`,
  ...rows.map((r, i) => `${r},${i ? others : first}`)
];

test.each([
  ["Deleted", "true", "false"],
  ["Is Deleted", "Yes", "No"],
  ["IsDeleted", "1", "0"],
  ["_fivetran_deleted", "true", "false"],
  ["Archived", "TRUE", "FALSE"],
  ["In Trash", "x", ""],
  ["Archived", "checked", ""],
  ["row_type", "DELETE", "INSERT"],
  ["Op", "D", "U"],
  ["Op", "d", "r"],
  ["Change Type", "D", "U"],
  ["Spam", "true", "false"],
  ["Gelöscht", "Ja", "Nein"],
  ["Supprimé", "Oui", "Non"],
  ["Eliminado", "Sí", "No"],
  ["Excluído", "Sim", "Não"],
  ["Eliminato", "Vero", "Falso"],
  ["Verwijderd", "Waar", "Onwaar"],
  ["削除済み", "はい", "いいえ"],
  ["Deleted At", "2026-03-01", ""],
  ["Gelöscht am", "2026-03-01", ""],
  ["Record State", "Deleted", "Active"],
  ["Merged into", "D-2", ""],
  ["Duplicate of", "D-2", ""]
])("%s %j: the record is gone", async (name, yes, no) => {
  const {draft, rows: left} = await mapped("a.csv", withColumn(name, yes, no), {columns: ["deal_id"]});
  expect(left).toEqual([["D-2"], ["D-3"]]);
  expect(draft.doubts.join("\n")).toMatch(/it is gone, with all its earlier versions|this one is gone/);
});

test("a ticket that is archived is resolved, and not gone: Front calls each answered one so", async () => {
  const lines = [
    "Conversation ID,Status,Partner,Created at (UTC),Archived at (UTC)",
    "cnv_1,Archived,P1,2026-01-05 09:00:00,2026-01-06 09:00:00",
    "cnv_2,Archived,P1,2026-01-05 09:00:00,2026-01-08 09:00:00",
    "cnv_3,Snoozed,P2,2026-01-07 09:00:00,",
    "cnv_4,Spam,P2,2026-01-07 09:00:00,"
  ];
  const {draft} = await mapped("tickets.csv", lines);
  expect(draft.preview!.records.map(({cells}) => [cells["ticket_id"], cells["resolved_on"] ?? null])).toEqual([
    ["cnv_1", "2026-01-06"],
    ["cnv_2", "2026-01-08"],
    ["cnv_3", null],
    ["cnv_4", null]
  ]);
  expect(draft.doubts.join("\n")).toContain('"Spam" in "Status" says that the source has deleted the record');
  expect(draft.doubts.join("\n")).toContain(
    '"Archived" in "Status" is read as resolved; where it means deleted, add it to deleted'
  );
});

test("a ticket that a flag calls archived is gone, and it is told that it may be only old or done", async () => {
  const lines = [
    "Ticket ID,Status,Archived,Partner,Created,Closed",
    "T1,Open,false,P1,2026-01-05 09:00:00,",
    "T2,Solved,true,P1,2026-01-05 09:00:00,2026-01-08 09:00:00",
    "T3,Open,false,P2,2026-01-07 09:00:00,"
  ];
  const {draft} = await mapped("tickets.csv", lines);
  expect(draft.doubts.join("\n")).toContain('"true" in "Archived" says that the source has deleted the record');
  expect(draft.doubts.join("\n")).toContain("Where archived tickets are only old, or done, take it out of deleted");
});

test.each([
  ["Record Type", "D", "R"],
  ["Record Type", "D", "I"],
  ["Change Type", "D", "New"]
])("%s %j beside %j is no word of a feed of changes: the deals are direct ones, or others", async (name, first, others) => {
  const {draft, rows: left} = await mapped("a.csv", withColumn(name, first, others), {columns: ["deal_id"]});
  expect(left).toHaveLength(3);
  expect(draft.doubts.join("\n")).not.toContain("has deleted the record");
});

test("records that were merged into this one are gone", async () => {
  const {rows: left} = await mapped("a.csv", withColumn("Merged Deal IDs", "D-2;D-9", ""), {columns: ["deal_id"]});
  expect(left).toEqual([["D-1"], ["D-3"]]);
});

test("a flag that no record has set yet is taken all the same", async () => {
  const {draft} = await mapped("a.csv", withColumn("Deleted", "no", "no"), {columns: ["deal_id"]});
  expect(draft.doubts.join("\n")).toContain('"yes" in "Deleted" says that the source has deleted the record');
});

test("a column of other ids under such a header takes nobody away", async () => {
  const {rows: left} = await mapped("a.csv", withColumn("Duplicate of", "unknown deal", ""), {columns: ["deal_id"]});
  expect(left).toHaveLength(3);
});

test("a word that a name or a text may be says nothing of what became of a record", () => {
  const texts = ["Subject", "Deal Name", "Comments", "Account Name", "Customer", "Betreff", "件名"];
  const states = ["Status", "Record State", "Status Name", "Lebensphase", "Mailbox", "Resolution"];
  expect([...texts, ...states].filter(maySayState)).toEqual(states);
});

test("the word of a state is found beside a text with the same word", async () => {
  const [first, ...others] = withColumn("Subject", "Spam", "other");
  const lines = [`${first},Status Name`, ...others.map((line, i) => `${line},${i === 1 ? "Deleted" : "Active"}`)];
  const {rows: left} = await mapped("a.csv", lines, {columns: ["deal_id"]});
  expect(left).toEqual([["D-1"], ["D-3"]]);
});
