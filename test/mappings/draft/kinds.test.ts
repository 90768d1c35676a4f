import {mkdir, writeFile} from "node:fs/promises";
import {writeXlsx} from "hucre/xlsx";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {mapFile, takeProposal, type Mapped} from "../../../loaders/mappings/draft/map.ts";
import {parseSettings} from "../../../loaders/settingsFile.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../../support/pipeline.ts";

/* Exports of systems that the library does not know, with the damages that exports have: what "map --yes" reads of each. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

async function mapped(name: string, ...lines: string[]): Promise<Mapped> {
  await writeFiles(folder, {[`drops/${name}`]: `${lines.join("\n")}\n`});
  return mapFile({...options, file: `${folder}/drops/${name}`, out: `${folder}/mappings`});
}

const options = {mappings: [], settings: parseSettings({}, "test"), ask: () => ({ask: takeProposal})};

/** What a run without a mapping for it says of a file. */
async function checked(name: string, ...lines: string[]): Promise<string> {
  await writeFiles(folder, {[`drops/${name}`]: `${lines.join("\n")}\n`});
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false});
  run.db.close();
  return run.files[0]!.message;
}

/** Columns of the records that would come in. */
const read = ({preview}: Mapped, ...columns: string[]) =>
  preview!.records.map(({reason, cells}) => [...(reason ? [reason] : []), ...columns.map((c) => cells[c] ?? null)]);

const deal = ["deal_id", "opened_on", "closed_on", "status", "amount"];

test("lines of a title are skipped, and the mapping says so", async () => {
  const made = await mapped(
    "titled.csv",
    "Partner pipeline report",
    "Generated 2026-09-30",
    "",
    "Deal ID,Partner,Customer,Status,Created Date,Close Date,Amount",
    "D1,Nord,Acme,Won,2026-01-05,2026-02-01,100"
  );
  expect(read(made, ...deal)).toEqual([["D1", "2026-01-05", "2026-02-01", "won", "100.0000"]]);
  expect(made.doubts).toContain("the headers are in line 4: the lines above are skipped");
});

describe("of two header lines, the first of which groups the columns of the second,", () => {
  const second = "ID,Reseller,Client,Created,Closed,Status,Amount,Currency";
  const rows = ["1001,North,Acme,2026-01-05,2026-02-01,Won,1200,EUR", "1002,South,Globex,2026-01-06,2026-02-03,Lost,3400,EUR"];
  const wanted = [
    ["1001", "2026-01-05", "2026-02-01", "won", "1200.0000"],
    ["1002", "2026-01-06", "2026-02-03", "lost", "3400.0000"]
  ];

  test.each([
    ["empty cells", "Deal,,,Dates,,,Money,"],
    ["repeats", "Deal,Deal,Deal,Dates,Dates,State,Money,Money"]
  ])("with %s, the second is read, and the draft says so", async (_, first) => {
    const draft = await mapped("pipe_2026-09-30.csv", first, second, ...rows);
    expect(draft.doubts).toEqual(["the headers are in line 2: the lines above are skipped"]);
    expect(read(draft, ...deal)).toEqual(wanted);
    expect(await checked("pipe_2026-09-30.csv", first, second, ...rows)).toMatch(
      / It has two header lines, of which line 1 only groups the columns of line 2: delete line 1, or set skip: 1 in a mapping\.$/
    );
  });

  test("cells that are merged in a workbook are read so too, and a name in the first line only is told", async () => {
    const cells = [
      ["Deal", null, null, "Dates", null, "Status", "Money", null],
      second.split(","),
      ...rows.map((r) => r.split(","))
    ];
    cells[1]![5] = null;
    await mkdir(`${folder}/drops`, {recursive: true});
    const merges = [{startRow: 0, startCol: 0, endRow: 0, endCol: 2}];
    await writeFile(`${folder}/drops/pipe.xlsx`, await writeXlsx({sheets: [{name: "Deals", rows: cells, merges}]}));
    const draft = await mapFile({...options, file: `${folder}/drops/pipe.xlsx`, out: `${folder}/mappings`});
    expect(draft.doubts.slice(0, 2)).toEqual([
      "the headers are in line 2: the lines above are skipped",
      '"Status" is in the line above the headers only, and its column is not read: write it into line 2'
    ]);
    expect(draft.preview!.missing).toEqual(["status"]);
  });

  test("a header with repeats above a record is no line of groups", async () => {
    const draft = await mapped("x.csv", `${second},Tag,Tag,Tag`, ...rows.map((r) => `${r},a,b,c`));
    expect(read(draft, ...deal)).toEqual(wanted);
  });
});

test("a line of totals is no record", async () => {
  const made = await mapped(
    "totals.csv",
    "Deal ID,Partner,Customer,Status,Created,Closed,Amount",
    "D1,Nord,Acme,Won,2026-01-05,2026-02-01,100",
    "Total,,,,,,100"
  );
  expect(made.preview!.accepted).toBe(1);
  expect(made.preview!.rejected).toEqual([]);
  expect(made.doubts).toEqual(['the last line, "Total", holds totals: it is left out']);
});

test("a header over two columns is told, and the others are read", async () => {
  const made = await mapped("dup.csv", "Deal ID,Customer,Status,Date,Date,Amount", "D1,Acme,Won,2026-01-05,2026-02-01,100");
  expect(made.finished).toBe(false);
  expect(made.doubts[0]).toBe('"Date" is the header of several columns, none of which can be read: give each a name of its own');
});

test("days with several ways of writing a month or a time are read in the one order that reads all", async () => {
  const english = await mapped(
    "eng.csv",
    "Deal ID,Partner,Customer,Status,Created,Closed,Amount",
    'D1,Nord,Acme,Won,"Jan 5, 2026","Feb 1, 2026",100',
    'D2,Est,Beta,Lost,"January 15, 2026","March 2, 2026",20'
  );
  expect(read(english, ...deal)).toEqual([
    ["D1", "2026-01-05", "2026-02-01", "won", "100.0000"],
    ["D2", "2026-01-15", "2026-03-02", "lost", "20.0000"]
  ]);
  const american = await mapped(
    "insightly.csv",
    "RecordId,Organisation,OpportunityState,BidAmount,ForecastCloseDate,ActualCloseDate,DateCreated",
    "1,Acme,WON,1000,3/1/2026,3/2/2026 12:00:00 AM,1/15/2026 9:00:00 AM",
    "2,Beta,OPEN,500,12/1/2026,,1/6/2026 9:00:00 AM",
    "3,Cee,ABANDONED,0,,3/5/2026 12:00:00 AM,1/17/2026 9:00:00 AM"
  );
  expect(read(american, ...deal)).toEqual([
    ["1", "2026-01-15", "2026-03-02", "won", "1000.0000"],
    ["2", "2026-01-06", null, "open", "500.0000"],
    ["3", "2026-01-17", "2026-03-05", "lost", "0.0000"]
  ]);
});

test("a word that nobody knows is open where only it has no day of closing", async () => {
  const made = await mapped(
    "oportunidades.csv",
    "ID;Parceiro;Cliente;Etapa;Data de criação;Data de fechamento;Valor",
    "1;Norte;Acme;Ganha;05/01/2026;14/02/2026;R$ 1.200,50",
    "2;Norte;Beta;Perdida;16/01/2026;20/02/2026;R$ 300,00",
    "3;Leste;Cee;Xyz;17/01/2026;;R$ 2.500,00"
  );
  expect(read(made, ...deal, "currency")).toEqual([
    ["1", "2026-01-05", "2026-02-14", "won", "1200.5000", "BRL"],
    ["2", "2026-01-16", "2026-02-20", "lost", "300.0000", "BRL"],
    ["3", "2026-01-17", null, "open", "2500.0000", "BRL"]
  ]);
});

test("Swiss amounts are read with both apostrophes, and 500.– is 500", async () => {
  const made = await mapped(
    "swiss.csv",
    "Deal ID;Partner;Kunde;Status;Erstellt;Abgeschlossen;Betrag CHF",
    "D1;Nord;Acme;Gewonnen;05.01.2026;01.02.2026;1’200.50",
    "D2;Ost;Beta;Verloren;06.01.2026;03.02.2026;12'000.00",
    "D3;Ost;Cee;Offen;16.01.2026;;500.–"
  );
  expect(read(made, "amount", "currency")).toEqual([
    ["1200.5000", "CHF"],
    ["12000.0000", "CHF"],
    ["500.0000", "CHF"]
  ]);
});

test("minutes become hours, and yes and no become 1 and 0", async () => {
  const made = await mapped(
    "tickets_export.csv",
    "Ticket #,Company,Opened,Due,Resolved,Minutes spent,Reopened",
    "1001,Nord,2026-01-05 09:00,2026-01-10,2026-01-06 10:00,90,No",
    "1002,Ost,2026-01-06 09:00,2026-01-10,,15,Yes"
  );
  expect(read(made, "ticket_id", "hours", "reopened")).toEqual([
    ["1001", "1.5", "0"],
    ["1002", "0.25", "1"]
  ]);
});

test("hours, minutes and seconds with their unit at the number are read, and what mixes units is a doubt", async () => {
  let files = 0;
  const hoursOf = async (header: string, ...times: string[]) => {
    const lines = times.map((time, i) => `${i + 1},Nord,2026-01-05,2026-01-06,"${time}",No`);
    const made = await mapped(`tickets_${++files}th.csv`, `Ticket #,Company,Opened,Resolved,${header},Reopened`, ...lines);
    return {read: read(made, "hours").flat().map(Number), doubts: made.doubts.join()};
  };
  expect((await hoursOf("Hours", "5 h", "2.5 hrs", "1 hour")).read).toEqual([5, 2.5, 1]);
  expect((await hoursOf("Stunden", "5 Std.", "2,5 Std.")).read).toEqual([5, 2.5]);
  expect((await hoursOf("Time spent", "90 min", "15 mins")).read).toEqual([1.5, 0.25]);
  expect((await hoursOf("Time spent", "3600 s", "1800 sec")).read).toEqual([1, 0.5]);
  expect((await hoursOf("Time spent", "5 h", "30 min")).doubts).toContain(
    '2 records of 2 would be rejected (hours): Time spent (hours) is "5 h", "30 min", expected our hours spent on it.'
  );
});

test("times without a unit beside others that have one count as the header says, else as the others, and both are told", async () => {
  let files = 0;
  const hoursOf = async (header: string, ...times: string[]) => {
    const lines = times.map((time, i) => `${i + 1},Nord,2026-01-05,2026-01-06,"${time}",No`);
    const made = await mapped(`tickets_${++files}tb.csv`, `Ticket #,Company,Opened,Resolved,${header},Reopened`, ...lines);
    return [read(made, "hours").flat().map(Number), made.doubts.filter((d) => d.startsWith("hours:")).join()];
  };
  expect(await hoursOf("Hours", "1.5", "3", "2", "30 min")).toEqual([
    [1.5, 3, 2, 0.5],
    'hours: 3 cells of "Hours" have no unit and are taken for hours, as the header says, and those with "min" for minutes: write the unit at each'
  ]);
  expect((await hoursOf("Minutes spent", "90", "2,5 h"))[0]).toEqual([1.5, 2.5]);
  expect(await hoursOf("Time spent", "90", "30 min")).toEqual([
    [1.5, 0.5],
    'hours: 1 cell of "Time spent" has no unit and is taken for minutes, as those with "min": write the unit at each'
  ]);
  expect(await hoursOf("Effort", "2", "3 h")).toEqual([[2, 3], ""]);
});

test("a vendor may be us or the partner, which is asked", async () => {
  const made = await mapped(
    "tickets_v.csv",
    "Ticket #,Partner,Opened,Resolved,Owner",
    "1,Nord,2026-01-05,2026-01-06,Vendor",
    "2,Ost,2026-01-05,2026-01-06,Partner"
  );
  expect(read(made, "owner")).toEqual([["us"], ["partner"]]);
  expect(made.doubts).toContain(
    'owner: What does "Vendor" in "Owner" mean (1 record); it may be us or the partner? Accepted: "us"'
  );
});

test("of amounts in several currencies those that the source has converted are taken, and no rate is needed", async () => {
  const made = await mapped(
    "freshsales.csv",
    "Id,Account name,Deal stage,Deal value,Deal value in Base Currency,Currency,Closed date,Created at",
    "1,Acme,Won,1000,900,USD,2026-03-02,2026-01-01",
    "2,Beta,Lost,500,500,EUR,2026-03-03,2026-01-02"
  );
  expect(read(made, "amount", "currency")).toEqual([
    ["900.0000", null],
    ["500.0000", null]
  ]);
  expect(made.doubts.join()).toContain('"Deal value in Base Currency" is the amount that the source has converted');
});

test("names that differ in case are one partner, and what a spreadsheet left of an id is no word for nothing", async () => {
  const made = await mapped(
    "case.csv",
    "Deal ID,Partner,Customer ID,Status,Created,Closed,Amount",
    "D1,Nord ,C1,WON,2026-01-05,2026-02-01,100",
    "D2, nord,C2,won ,2026-01-05,2026-02-01,20",
    "D3,NORD,#REF!,Lost,2026-01-05,2026-02-01,20"
  );
  const [first, second, third] = read(made, "partner_id");
  expect(second).toEqual(first);
  expect(third).toEqual(["damaged_id", first![0]]);
});

test.each([
  ["headers alone", ["Deal ID,Customer,Status,Created,Amount"], "has headers and no record"],
  ["nothing of the field", ["Bread|Butter|Jam", "1|2|3"], "No header of"]
])("of %s nothing is drafted, and the message says why", async (_, lines, message) => {
  await expect(mapped("a.csv", ...lines)).rejects.toThrow(message);
});

test.each([
  ["products", "partners", "Product ID,Name,Price", "PR1,Cable,10"],
  [
    "requests for funds",
    "referrals",
    "Request ID,Partner,Amount requested,Status,Submitted on",
    "M1,Alpha,10,Approved,2026-03-01"
  ]
])("a list of %s is never taken for %s unasked", async (_, table, ...lines) => {
  const made = await mapped("export.csv", ...lines);
  expect(made.finished).toBe(false);
  expect(made.doubts[0]).toMatch(new RegExp(`^Are these ${table} .* nothing that only ${table} have\\.`));
});

test.each([
  ["partners", "Partner ID,Name", "P1,Alpha"],
  ["customers", "Client no,Name", "C1,Acme"],
  ["referrals", "ID,Partner,Lead company,Date,Status", "R1,Alpha,Acme,2026-03-01,Accepted"]
])("headers that speak of %s are enough", async (_, ...lines) => {
  const made = await mapped("export.csv", ...lines);
  expect(made.doubts.join()).not.toContain("nothing that only");
});
