import {expect, test} from "vitest";
import {deliver} from "../support.ts";
import {header, mapped} from "./attacked.ts";

/* Days and times as systems write them: what a draft reads of each. */

test.each([
  ["UTC in letters", "2026-01-05 09:00 UTC", "2026-02-01 10:00 UTC"],
  ["UTC in letters, with seconds", "2026-01-05 09:00:00 UTC", "2026-02-01 10:00:00 UTC"],
  ["GMT", "2026-01-05 09:00:00 GMT", "2026-02-01 10:00:00 GMT"],
  ["those of mails", "Mon, 05 Jan 2026 09:00:00 +0000", "Sun, 01 Feb 2026 09:00:00 +0000"],
  ["with the name of the weekday", "Monday, January 5, 2026", "Sunday, February 1, 2026"],
  ["without marks, with a time", "20260105T090000Z", "20260201T090000Z"],
  ["seconds since 1970 with parts of one", "1767571200.123", "1769904000.5"],
  ["years of two digits", "05/01/26", "31/01/26"],
  ["in microseconds since 1970", "1767571200000000", "1769904000500000"],
  ["in ticks of .NET", "639031968000000000", "639055296000000000"],
  ["of JSON as .NET writes it", "/Date(1767571200000)/", "/Date(1769904000500+0100)/"],
  ["with ordinals", "5th January 2026", "1st February 2026"],
  ["with ordinals behind the month", "January 5th, 2026", "February 1st, 2026"],
  ["with ordinals and of", "5th of January 2026", "1st of February 2026"],
  ["with ordinals in French", "5 janvier 2026", "1er février 2026"],
  ["with the Spanish halves of a day", "05/01/2026 09:00:00 a. m.", "31/01/2026 10:00:00 p. m."],
  ["with the dotted halves of a day", "1/5/2026 9:00 a.m.", "1/31/2026 10:00 p.m."],
  ["with a narrow space before the half of a day", "1/5/2026, 9:00:00\u202fAM", "1/31/2026, 10:00:00\u202fPM"],
  ["of a spreadsheet with a decimal comma", "46027,375", "46054,5"],
  ["in Arabic digits", "٢٠٢٦-٠١-٠٥", "٢٠٢٦-٠٢-٠١"],
  ["in Devanagari digits", "०५/०१/२०२६", "३१/०१/२०२६"],
  ["of a spreadsheet, with a time", "46027.375", "46054.5"]
])("days %s are read", async (_, opened, closed) => {
  const {draft, rows} = await mapped("a.csv", [header, `D-1,P1,C1,"${opened}","${closed}",won,5`], {
    columns: ["opened_on", "closed_on"]
  });
  expect(draft.finished).toBe(true);
  expect(rows).toEqual([["2026-01-05", /^(31|1.31|३१)/.test(closed) ? "2026-01-31" : "2026-02-01"]]);
});

test.each([
  ["1767571200000000", 'date: "epoch_us"'],
  ["639031680000000000", 'date: "dotnet_ticks"'],
  ["/Date(1767571200000)/", 'date: "epoch_ms"'],
  ["3rd March 2026", 'date: "dmy"'],
  ["46027,5", 'date: "excel_serial"'],
  ["٢٠٢٦-٠١-٠٥", "wide: true"],
  ["05/01/2026 09:00 a. m.", 'date: "dmy" (day first) or date: "mdy" (month first)']
])('of a day such as "%s" the refusal says which key reads it', async (opened, key) => {
  const file = `deal_id,partner_id,customer_id,opened_on,closed_on,status,amount\nD1,P1,C1,"${opened}",2026-02-01,won,5\n`;
  const run = await deliver({"deals_2026-03-31.csv": file});
  expect(run.files[0]!.notes[0]!.edit).toContain(key);
});

test.each([
  ["3-Jan", "It has no year, and none is guessed: export it with its year."],
  ["03.01.", "It has no year, and none is guessed: export it with its year."],
  ["Q3/25", "A quarter is no day: export the day, or at least the month."],
  ["2025-Q3", "A quarter is no day: export the day, or at least the month."]
])("no format is advised for %s, which is no day", async (opened, edit) => {
  const file = `deal_id,partner_id,customer_id,opened_on,closed_on,status,amount\nD1,P1,C1,${opened},2026-02-01,won,5\n`;
  const run = await deliver({"deals_2026-03-31.csv": file});
  expect(run.files[0]!.notes[0]!.edit).toContain(edit);
});

test("the number of a day in its year, 2026032, is no day of March", async () => {
  const {draft} = await mapped("a.csv", [header, "D-1,P1,C1,2026011,2026032,won,5", "D-2,P1,C1,2026012,2026052,won,5"]);
  expect(draft.finished).toBe(false);
  expect(draft.doubts.join("\n")).toContain('no known format reads "Created Date"');
});

test("two digits that may be the year or the day are asked about as such", async () => {
  const {draft} = await mapped("a.csv", [header, "D-1,P1,C1,26-01-05,26-02-05,won,5", "D-2,P1,C1,25-11-09,25-12-09,won,5"]);
  expect(draft.doubts.join("\n")).toContain(
    'Every day in "Created Date" can be read with the day or the year first, such as "25-11-09". Which is it?'
  );
});

test.each([
  ["with strokes", "26/01/05", "26/02/05", "25/11/30", "25/12/09"],
  ["with points", "26.01.05", "26.02.05", "25.11.30", "25.12.09"]
])("a year of two digits may stand before or behind its month, %s too", async (_, ...days) => {
  const [opened, closed, early, late] = days;
  const {draft} = await mapped("a.csv", [header, `D-1,P1,C1,${opened},${closed},won,5`, `D-2,P1,C1,${early},${late},won,5`]);
  expect(draft.finished).toBe(false);
  for (const [name, day] of [
    ["Created Date", early],
    ["Close Date", late]
  ] as const)
    expect(draft.doubts.join("\n")).toContain(
      `Every day in "${name}" can be read with the day or the year first, such as "${day}"`
    );
});

test("days end in their years where fronts would be years before 2010 and no end would: nothing is asked", async () => {
  const {draft} = await mapped("a.csv", [header, "D-1,P1,C1,05.01.26,21.02.26,won,5", "D-2,P1,C1,16.11.25,28.12.25,won,5"]);
  expect(draft.doubts.join("\n")).not.toContain("can be read with");
  expect(draft.preview!.records.map(({cells}) => [cells["opened_on"], cells["closed_on"]])).toEqual([
    ["2026-01-05", "2026-02-21"],
    ["2025-11-16", "2025-12-28"]
  ]);
});

test.each(["۱۴۰۴-۱۰-۱۵", "๒๕๖๙-๐๑-๐๕"])("a year of another calendar, %s, is no day of ours", async (opened) => {
  const {preview} = (await mapped("a.csv", [header, `D-1,P1,C1,${opened},${opened},won,5`])).draft;
  expect(preview!.accepted).toBe(0);
});

test("days that a column writes in several ways are read by a list of formats, and the draft says which", async () => {
  const {draft, rows} = await mapped(
    "crm.csv",
    [
      header,
      "D-1,P1,C1,2026-01-11,2026-02-11,won,1",
      "D-2,P1,C1,13.01.2026,2026-02-11,won,1",
      "D-3,P1,C1,2026-01-14,2026-02-11,won,1"
    ],
    {columns: ["deal_id", "opened_on"]}
  );
  expect(draft.doubts).toEqual([
    'opened_on: the days of "Created Date" are written in several ways, and read by iso and dmy: what none of them reads goes to quarantine'
  ]);
  expect(rows).toEqual([
    ["D-1", "2026-01-11"],
    ["D-2", "2026-01-13"],
    ["D-3", "2026-01-14"]
  ]);
});

test.each([
  ["02/21/2026", 0],
  ["02/02/2026", 2]
])(
  "where most days, if not all, could be in either order, that of %s in another column is taken, else it is asked",
  async (closed, asked) => {
    const {draft} = await mapped("crm.csv", [
      header,
      `D-1,P1,C1,01/02/2026,${closed},won,1`,
      `D-2,P1,C1,01/02/2026,${closed},won,1`,
      `D-3,P1,C1,2026-01-14,${closed},won,1`
    ]);
    const said = draft.doubts.filter((doubt) => doubt.includes("(month first)"));
    expect(said).toHaveLength(asked);
    if (asked)
      expect(draft.doubts.join("\n")).toContain(
        'Most days in "Created Date" can be read as %d/%m/%Y (day first) and as %m/%d/%Y (month first), such as "01/02/2026". Which is it?'
      );
    else expect(draft.preview!.records[0]!.cells["opened_on"]).toBe("2026-01-02");
  }
);
