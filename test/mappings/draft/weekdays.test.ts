import {expect, test} from "vitest";
import {deliver} from "../support.ts";
import {header, mapped} from "./attacked.ts";

/* Days with the name of their weekday, and days of the Japanese eras. */

test.each([
  ["lun. 5 janv. 2026", "dim. 1 févr. 2026", "fr"],
  ["Montag, 5. Januar 2026", "Sonntag, den 1. Februar 2026", "de"],
  ["Mo 05.01.2026", "So 01.02.2026", null],
  ["Mon, 5 Jan 2026", "Sun, 1 Feb 2026", null],
  ["Mon 01/05/2026", "Sun 02/01/2026", null],
  ["segunda-feira, 5 de janeiro de 2026", "domingo, 1 de fevereiro de 2026", "pt"],
  ["2026年1月5日(月)", "2026年2月1日(日)", "%Y年%m月%d日"],
  ["2026/01/05（月） 10:00", "2026/02/01（日） 09:30", null],
  ["2026-01-05 (Mon)", "2026-02-01 (Sun)", null],
  ["令和8年1月5日", "令和8年2月1日", "japanese_era"],
  ["令和８年１月５日（月）", "令和８年２月１日（日）", "japanese_era"],
  ["R8.1.5", "R8.2.1", "japanese_era"]
])("a draft reads %s", async (opened, closed, said) => {
  const columns = ["opened_on", "closed_on"];
  const {draft, rows} = await mapped("a.csv", [header, `D-1,P1,C1,"${opened}","${closed}",won,5`], {columns});
  expect([draft.finished, rows]).toEqual([true, [["2026-01-05", "2026-02-01"]]]);
  if (said) expect(JSON.stringify(draft.preview!.trial!.mapping.columns["opened_on"])).toContain(said);
});

const mapping = (
  rule: string
) => `import {defineMapping} from "${import.meta.dirname}/../../../loaders/mappings/engine/mapping.ts";
export const mapping = defineMapping({about: "days", signature: ["No", "Day"], table: "deals", columns: {
  deal_id: {from: "No"}, customer_id: {constant: "C1"}, opened_on: {from: "Day", ${rule}}, status: {constant: "open"}, amount: {constant: "5"}
}});`;

test.each([
  ['date: "dmy"', "Mon, 2 Mar 2026", "Tue, 2 Mar 2026", '2026-03-02 is a Monday, not "Tue"'],
  ['date: "dmy", locale: "fr"', "lun. 2 mars 2026", "mar. 2 mars 2026", '2026-03-02 is a Monday, not "mar"'],
  ['date: "dmy"', "Mon 02/03/2026", "Mon 03/02/2026", '2026-02-03 is a Tuesday, not "Mon"'],
  ['date: "%Y年%m月%d日"', "2026年3月2日(月)", "2026年3月2日(火)", '2026-03-02 is a Monday, not "火"'],
  ['date: "%A, %B %d, %Y"', "Monday, March 2, 2026", "Sunday, March 2, 2026", '2026-03-02 is a Monday, not "Sunday"']
])("with %s the weekday has to be the day's own", async (rule, right, wrong, says) => {
  const run = await deliver({"a.csv": `No,Day\n1,"${right}"\n2,"${wrong}"\n`}, {"days.ts": mapping(rule)});
  const rows = await run.db.rows("select deal_id, cast(opened_on as varchar) as day from facts.deals");
  expect(rows).toEqual([{deal_id: "1", day: "2026-03-02"}]);
  expect(run.quarantine.map((q) => [q.key, q.reason])).toEqual([["2", "opened_on"]]);
  expect(run.files[0]!.notes[0]!.edit).toContain(says);
});

test("the weekday of a time with an offset is that of its place", async () => {
  const lines = ['1,"Mon, 02 Mar 2026 23:30:00 -0500"', '2,"Tue, 02 Mar 2026 23:30:00 -0500"'];
  const rule = 'date: "%a, %d %b %Y %H:%M:%S %z"';
  const run = await deliver({"a.csv": `No,Day\n${lines.join("\n")}\n`}, {"days.ts": mapping(rule)});
  const rows = await run.db.rows("select deal_id, cast(opened_on as varchar) as day from facts.deals");
  expect(rows).toEqual([{deal_id: "1", day: "2026-03-03"}]);
});

test("a year of an era has the days of its months, and its first year may be written as such", async () => {
  const lines = ["1,令和元年5月1日", "2,平成31年4月30日", "3,令和8年2月30日", "4,H12.1.2", "5,令和8年3月2日(火)"];
  const run = await deliver({"a.csv": `No,Day\n${lines.join("\n")}\n`}, {"days.ts": mapping('date: "japanese_era"')});
  const rows = await run.db.rows("select deal_id, cast(opened_on as varchar) as day from facts.deals order by 1");
  expect(rows.map((r) => Object.values(r))).toEqual([
    ["1", "2019-05-01"],
    ["2", "2019-04-30"],
    ["4", "2000-01-02"]
  ]);
});

test.each([
  ["lun. 2 mars 2026", 'date: "dmy", locale: "fr"'],
  ["2026年3月2日(月)", 'date: "%Y年%m月%d日"'],
  ["令和8年3月2日", 'date: "japanese_era"']
])('of a day such as "%s" the refusal says which key reads it', async (opened, key) => {
  const file = `deal_id,partner_id,customer_id,opened_on,closed_on,status,amount\nD1,P1,C1,"${opened}",2026-03-20,won,5\n`;
  const run = await deliver({"deals_2026-03-31.csv": file});
  expect(run.files[0]!.notes[0]!.edit).toContain(key);
});
