import {readFile} from "node:fs/promises";
import path from "node:path";
import {writeXlsx} from "hucre/xlsx";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {mapFile, takeProposal, type Mapped} from "../../../loaders/mappings/draft/map.ts";
import {amountRule} from "../../../loaders/mappings/draft/amounts.ts";
import {statusOfFlags} from "../../../loaders/mappings/draft/flags.ts";
import type {Profile} from "../../../loaders/mappings/draft/profile.ts";
import type {Proposal} from "../../../loaders/mappings/draft/proposal.ts";
import {dateSuggestion} from "../../../loaders/stage/suggestions.ts";
import {notesText} from "../../../loaders/stage/quarantineNotes.ts";
import {withRefusals} from "../../../loaders/run/report/report.ts";
import {parseSettings} from "../../../loaders/settingsFile.ts";
import {header, mapped as mappedExport} from "./attacked.ts";
import {expectConservation} from "../../ingest/drive.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles, type Ingested} from "../../support/pipeline.ts";

/* What spreadsheets and people do to an export, from "map --yes" to the records through the mapping that it writes. */

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

const settings = parseSettings({}, "test");

async function mapped(name: string, lines: string[]): Promise<Mapped> {
  await writeFiles(folder, {[`drops/${name}`]: `${lines.join("\n")}\n`});
  return mapFile({
    file: `${folder}/drops/${name}`,
    mappings: [],
    out: `${folder}/mappings`,
    settings,
    ask: () => ({ask: takeProposal})
  });
}

/** Deals as deal, opened, closed, status, amount and currency, and what is said of the others. */
async function taken(mappings = true) {
  run = await ingest(`${folder}/drops`, `${folder}/build`, {
    library: false,
    ...(mappings ? {mappings: [`${folder}/mappings`]} : {})
  });
  expectConservation(run);
  const rows = await run.db.rows<Record<string, string | null>>(
    `select deal_id, cast(opened_on as varchar) as opened_on, cast(closed_on as varchar) as closed_on, status,
       cast(cast(amount as decimal(18, 2)) as varchar) as amount, currency from facts.deals order by deal_id`
  );
  return {
    deals: rows.map((r) => ["deal_id", "opened_on", "closed_on", "status", "amount", "currency"].map((c) => r[c] ?? null)),
    said: withRefusals(run.files)
      .map((f) => [f.message, ...f.warnings.map((w) => `${w.reason}: ${w.detail}`), notesText(f.notes)].join("\n"))
      .join("\n")
  };
}

test("what failed formulas left is no amount, day or partner: the value is said, and where it is corrected", async () => {
  const {doubts} = await mapped("pipeline.csv", [
    "Deal ID,Partner,Customer,Created Date,Close Date,Status,Amount",
    "D-1,Partner A,Cust 1,2026-01-05,2026-02-01,won,#N/A",
    "D-2,#REF!,Cust 2,2026-01-06,2026-02-02,won,950.00",
    "D-3,Partner B,Cust 3,2026-01-07,2026-02-03,won,#DIV/0!",
    "D-4,Partner B,Cust 4,#WERT!,2026-02-04,lost,2000",
    "D-5,Partner A,Cust 5,2026-01-09,,open,#N/A",
    "D-6,Partner C,Cust 6,2026-01-19,2026-03-09,won,12000.50",
    "D-7,Partner C,Cust 6,2026-01-19,2026-03-09,won,500"
  ]);
  expect(doubts.join("\n")).toContain('"#DIV/0!", "#N/A" in "Amount" is what a formula leaves that failed');
  // no mark of an error is taken off, which would leave the 0 of #DIV/0!
  expect(doubts.join("\n")).not.toContain("is taken off");
  const {deals, said} = await taken();
  expect(deals).toEqual([
    ["D-6", "2026-01-19", "2026-03-09", "won", "12000.50", null],
    ["D-7", "2026-01-19", "2026-03-09", "won", "500.00", null]
  ]);
  expect(said).toContain('amount (3), first line 2, key D-1: Amount is "#N/A", "#DIV/0!": what a formula leaves that failed.');
  expect(said).toContain('Partner (partner_id) is "#REF!": a spreadsheet has damaged this id.');
  expect(said).toContain('Created Date (opened_on) is "#WERT!": what a formula leaves that failed.');
  expect(said).toContain("Correct it in the workbook, or export again");
});

test("units and currencies behind amounts are told apart: millions, thousands and euros in one column", async () => {
  const written = ["1,5 Mio. €", "250 Tsd. €", "80 k€", "12 T€", "1,25 Mio", "950 €", "3 TEUR", "2 Mrd. €"];
  const {doubts} = await mapped("deals.csv", [
    "Deal-Nr;Partner;Kunde;Angelegt am;Abgeschlossen am;Status;Betrag",
    ...written.map((amount, i) => `D-${i};Alpha GmbH;Kunde ${i};${15 + i}.01.2026;${15 + i}.02.2026;gewonnen;${amount}`)
  ]);
  expect(doubts.join("\n")).toContain("multiplies them");
  const {deals, said} = await taken();
  expect(deals.map((d) => d[4])).toEqual(["1500000.00", "250000.00", "80000.00", "12000.00", "1250000.00", "950.00", "3000.00"]);
  expect(new Set(deals.map((d) => d[5]))).toEqual(new Set(["EUR"]));
  expect(said).toContain('Betrag (amount) is "2 Mrd. €", above amount_max');
});

describe("columns of yes and no tell what is won and what is closed", () => {
  test("in Japanese, with a planned day in the column of closing", async () => {
    const {doubts} = await mapped("deals.csv", [
      "商談ID;パートナー;取引先名;作成日;完了日;成立;クローズ済み;金額",
      "A1;Alpha;K1;2026-01-05;2026-02-01;はい;はい;1000",
      "A2;Alpha;K2;2026-01-06;2026-02-02;いいえ;はい;2000",
      "A3;Beta;K3;2026-01-15;2026-12-31;いいえ;いいえ;3000"
    ]);
    expect(doubts.join("\n")).toContain("the status is told by");
    expect((await taken()).deals.map((d) => d.slice(0, 5))).toEqual([
      ["A1", "2026-01-05", "2026-02-01", "won", "1000.00"],
      ["A2", "2026-01-06", "2026-02-02", "lost", "2000.00"],
      ["A3", "2026-01-15", null, "open", "3000.00"]
    ]);
  });

  test.each([
    ["Gewonnen", "Geschlossen", "Ja", "Nein"],
    ["IstGewonnen", "IstGeschlossen", "WAHR", "FALSCH"],
    ["Gagnée", "Fermée", "Oui", "Non"],
    ["Est gagné", "Clôturé", "VRAI", "FAUX"],
    ["Ganho", "Fechado", "Sim", "Não"],
    ["Está ganho", "Está fechado", "VERDADEIRO", "FALSO"],
    ["Ganada", "Cerrada", "Sí", "No"],
    ["Vinta", "Chiusa", "Vero", "Falso"],
    ["Gewonnen", "Gesloten", "Ja", "Nee"],
    ["Is Won", "Is Closed", "TRUE", "FALSE"],
    ["hs_is_closed_won", "hs_is_closed", "true", "false"],
    ["Won", "Closed", "да", "нет"],
    ["Won", "Closed", "是", "否"],
    ["Won", "Closed", "Tak", "Nie"],
    ["Won", "Closed", "Ja", "Nej"],
    ["Won", "Closed", "T", "F"],
    ["Won", "Closed", "1", "0"],
    ["Won", "Closed", "✓", "✗"]
  ])("%s and %s: %s, %s", (wonHeader, closedHeader, yes, no) => {
    const flags = (header: string) => ({header, top: [yes, no].map((value) => ({value, count: 1}))}) as Profile;
    const none = {rule: null, questions: [], notes: []} as unknown as Proposal;
    const {rule} = statusOfFlags(none, [flags(wonHeader), flags(closedHeader)], null);
    expect(rule!.cases).toEqual([
      {when: {column: wonHeader, is: [yes]}, then: "won"},
      {when: {column: closedHeader, is: [yes]}, then: "lost"},
      {when: {column: closedHeader, is: [no]}, then: "open"}
    ]);
  });

  test.each(["x", "TRUE", "✔"])("%s where it is so, and a blank where not", async (yes) => {
    await mapped("deals.csv", [
      "Deal ID;Partner;Customer;Created Date;Close Date;Won;Closed;Amount",
      `A1;Alpha;K1;2026-01-05;2026-02-01;${yes};${yes};1000`,
      `A2;Alpha;K2;2026-01-06;2026-02-02;;${yes};2000`,
      "A3;Beta;K3;2026-01-15;2026-12-31;;;3000"
    ]);
    expect((await taken()).deals.map((d) => [d[2], d[3]])).toEqual([
      ["2026-02-01", "won"],
      ["2026-02-02", "lost"],
      [null, "open"]
    ]);
  });

  test("without a column for closed the day of closing tells", async () => {
    await mapped("deals.csv", [
      "Deal ID;Partner;Customer;Created Date;Close Date;Won;Amount",
      "A1;Alpha;K1;2026-01-05;2026-02-01;Yes;1000",
      "A2;Alpha;K2;2026-01-06;2026-02-02;No;2000",
      "A3;Beta;K3;2026-01-15;;No;3000"
    ]);
    expect((await taken()).deals.map((d) => d[3])).toEqual(["won", "lost", "open"]);
  });
});

describe("a line of totals is never a deal", () => {
  const header = "Deal ID,Partner,Customer,Created Date,Close Date,Status,Amount";
  const deal = (n: number) => `D-${n},Partner ${n % 2},Cust ${n},2026-01-05,2026-02-01,won,100`;

  test("with its word beside the sum: the days of that column are read", async () => {
    const {doubts, preview} = await mapped("pipeline.csv", [header, deal(1), deal(2), ",,,,Total:,,200"]);
    expect(doubts).toContain('"Total:" in "Close Date" are lines of totals among the records: they are left out');
    expect(preview!.records.map(({cells}) => cells["closed_on"])).toEqual(["2026-02-01", "2026-02-01"]);
    expect(preview!.records).toHaveLength(2);
  });

  test("among the records, below each group and below all: the draft leaves them out and says so", async () => {
    const {doubts} = await mapped("pipeline.csv", [
      header,
      deal(1),
      deal(2),
      "Subtotal,Partner A,,,,,200",
      deal(3),
      "Sub-Total,Partner B,,,,,100",
      "Grand Total,,,,,,300"
    ]);
    expect(doubts).toContain('"Subtotal", "Sub-Total" in "Deal ID" are lines of totals among the records: they are left out');
    const {deals, said} = await taken();
    expect(deals.map((d) => d[0])).toEqual(["D-1", "D-2", "D-3"]);
    expect(said).toContain("left_out: 2 records");
  });

  test("as the key of a file with canonical headers it is rejected as such", async () => {
    const words = ["Total", "TOTAL:", "Summe", "Sous-total", "Totale", "合計"];
    const rows = Array.from({length: 30}, (_, i) => `D-${i},A,C1,2026-01-05,2026-02-01,won,100`);
    const totals = words.map((word) => `${word},A,C1,2026-01-05,2026-02-01,won,3000`);
    await writeFiles(folder, {
      "drops/deals_2026-09-30.csv": `deal_id,partner_id,customer_id,opened_on,closed_on,status,amount\n${[...rows, ...totals].join("\n")}\n`
    });
    const {deals, said} = await taken(false);
    expect(deals).toHaveLength(30);
    expect(said).toContain(
      'total_line (6), first line 32, key Total: deal_id is "Total", "TOTAL:", "Summe", …: a line of totals, no record.'
    );
  });

  test("with the name of a group it is no bad record, and counts in no figure, whatever column says it", async () => {
    const rows = Array.from({length: 8}, (_, i) => `D-${i},A,C1,2026-01-05,2026-02-01,won,100`);
    // the last is a record without its key: a company may be called so
    const totals = [",Total for A,,,,,300", ",,Summe Acme GmbH,,,,300", "Acme Ergebnis,,,,,,300", ",Nordic Total Supply,,,,,300"];
    await writeFiles(folder, {
      "drops/deals_2026-09-30.csv": `deal_id,partner_id,customer_id,opened_on,closed_on,status,amount\n${[...rows, ...totals].join("\n")}\n`
    });
    const {deals, said} = await taken(false);
    expect(deals).toHaveLength(8);
    expect(said).toContain(
      "total_line (3), first line 10: 3 lines hold totals of a group: they are no fault of a record, and count in no figure.\n"
    );
  });

  test("with the name of a group it is left out of a draft, which says how many there are", async () => {
    const {doubts} = await mapped("pipeline.csv", [header, deal(1), deal(2), ",Summe Partner A,,,,,200", deal(3), ",,,,,,"]);
    expect(doubts[0]).toBe(
      "1 line among the records holds totals of a group: it goes to quarantine as total_line, and no record is lost"
    );
  });

  test("a customer may be called Total", async () => {
    await writeFiles(folder, {
      "drops/deals_2026-09-30.csv":
        "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount\nD-1,A,Total,2026-01-05,2026-02-01,won,100\n"
    });
    expect((await taken(false)).deals).toHaveLength(1);
  });
});

test("a formula that is only a text is read as that text, and the draft says so", async () => {
  const {doubts} = await mapped("pipeline.csv", [
    "Deal ID,Partner ID,Customer ID,Created Date,Close Date,Status,Amount",
    '"=""00123""",A,C,2026-01-05,2026-02-01,won,1000',
    '"=""00124""",B,C,2026-01-16,,open,950'
  ]);
  expect(doubts).toContain(`deal_id: the ="" in "Deal ID" is a spreadsheet's mark of a text: it is taken off`);
  expect((await taken()).deals.map((d) => d[0])).toEqual(["00123", "00124"]);
});

describe("an apostrophe that marks a text in a spreadsheet is no part of an id", () => {
  const lines = [
    "Deal ID,Partner ID,Customer ID,Created Date,Close Date,Status,Amount",
    "'00123,'00077,'0009,2026-01-05,2026-02-01,won,1000",
    "'00124,'00078,'0010,2026-01-16,,open,950"
  ];

  test("the draft takes it off and says so", async () => {
    const {doubts} = await mapped("pipeline.csv", lines);
    expect(doubts).toContain(`deal_id: the apostrophe in "Deal ID" is a spreadsheet's mark of a text: it is taken off`);
    expect((await taken()).deals.map((d) => d[0])).toEqual(["00123", "00124"]);
    expect(await run!.db.rows("select partner_id from facts.partners order by 1")).toEqual([
      {partner_id: "00077"},
      {partner_id: "00078"}
    ]);
  });

  test("a file with canonical headers is told so", async () => {
    await writeFiles(folder, {
      "drops/deals_2026-09-30.csv": ["deal_id,partner_id,customer_id,opened_on,closed_on,status,amount", ...lines.slice(1)].join(
        "\n"
      )
    });
    const {deals, said} = await taken(false);
    expect(deals).toEqual([]);
    expect(said).toContain(`deal_id is "'00123", "'00124": the apostrophe is a spreadsheet's mark of a text, no part of the id.`);
  });
});

describe("records of JSON that are nested", () => {
  test("what lies below a key is read by its path, lists by ;, and a key that holds more than a value by its parts alone", async () => {
    const record = (id: number, solved: string | null) =>
      JSON.stringify({
        id,
        status: solved ? "solved" : "open",
        priority: "high",
        created_at: "2026-01-05T09:00:00Z",
        partner: {id: `P${id}`, name: "North"},
        via: {channel: "web", source: {from: {}, rel: null}},
        tags: ["a", "b"],
        metric_set: {solved_at: solved, reopens: id}
      });
    const made = await mapped("tickets.jsonl", [record(1, "2026-01-06T10:00:00Z"), record(2, null)]);
    expect(made.preview!.records.map((r) => r.cells)).toMatchObject([
      {ticket_id: "1", partner_id: "P1", opened_on: "2026-01-05", resolved_on: "2026-01-06", reopened: "1"},
      {ticket_id: "2", partner_id: "P2", opened_on: "2026-01-05", reopened: "2"}
    ]);
  });

  test("where a mapping or a table reads the key itself, its record is rejected, and its parts are named", async () => {
    await writeFiles(folder, {
      "drops/deals_2026-09-30.ndjson": `${[
        {deal_id: "1", customer_id: "K1", opened_on: "2026-01-05", closed_on: null, status: "open", amount: "1"},
        {
          deal_id: "2",
          customer_id: {id: "K1", name: "Acme"},
          opened_on: "2026-01-05",
          closed_on: null,
          status: "open",
          amount: "1"
        }
      ]
        .map((r) => JSON.stringify(r))
        .join("\n")}\n`
    });
    const {said} = await taken(false);
    expect(said).toContain('"customer_id" holds nested values: a record has to be flat.');
    expect(said).toContain('Read its parts in a mapping, such as {from: "customer_id.id"}, or make each record flat');
    expect(said).toContain("with jq: 'del(.customer_id)'");
  });
});

test("a zone in letters is told with the ways out", async () => {
  await mapped("tickets.csv", [
    "Ticket No,Partner,Created,Resolved,Status",
    "T1,Alpha,2026-01-05 09:00 PST,2026-01-06 10:00 PST,closed",
    "T2,Beta,2026-07-05 09:00 CEST,,open"
  ]);
  await writeFiles(folder, {
    "mappings/tickets.ts": `import {defineMapping} from ${JSON.stringify(path.join(root, "loaders/mappings/engine/mapping.ts"))};
export const mapping = defineMapping({about: "x", signature: ["Ticket No", "Created", "Resolved"], table: "tickets",
  columns: {ticket_id: {from: "Ticket No"}, owner: {constant: "us"}, opened_on: {from: "Created"}}});\n`
  });
  const {said} = await taken();
  expect(said).toContain(
    "PST, CEST: a zone in letters is no offset, since several share them. Export with an offset such as +01:00."
  );
  expect(said).toContain('Set strip: ["PST", "CEST"] on opened_on in');
});

test("days with a time zone in letters behind their time are taken as they are written, whichever season the next file has", async () => {
  const lines = [
    header,
    'D-1,P1,C1,"April 1, 2026 8:36 AM (PDT)","April 9, 2026",won,100',
    'D-2,P1,C1,"April 2, 2026 8:36 PM (PDT)","April 9, 2026",lost,200'
  ];
  const {draft, rows} = await mappedExport("a.csv", lines, {columns: ["deal_id", "opened_on"]});
  expect(rows).toEqual([
    ["D-1", "2026-04-01"],
    ["D-2", "2026-04-02"]
  ]);
  expect(draft.doubts.join("\n")).toContain('"PDT" in "Created Date" is a time zone in letters');
  expect(await readFile(draft.written, "utf8")).toContain('strip: ["(PST)", "(PDT)"]');
});

test("a draft from a workbook that counts its days from 1904 says so in the rule", async () => {
  const rows = [
    ["Deal ID", "Partner", "Customer", "Created Date", "Close Date", "Status", "Amount"],
    // 44565 days after 1 January 1904 are 5 January 2026
    ["D-1", "Alpha", "K1", 44565, 44575, "won", 100],
    ["D-2", "Beta", "K2", 44566, null, "open", 50]
  ];
  await writeFiles(folder, {"drops/book.xlsx": await writeXlsx({sheets: [{name: "a", rows}], dateSystem: "1904"})});
  await mapFile({
    file: `${folder}/drops/book.xlsx`,
    mappings: [],
    out: `${folder}/mappings`,
    settings,
    ask: () => ({ask: takeProposal})
  });
  expect((await taken()).deals.map((d) => d.slice(0, 3))).toEqual([
    ["D-1", "2026-01-05", "2026-01-15"],
    ["D-2", "2026-01-06", null]
  ]);
});

test("a list of companies without ids has its names as names too", async () => {
  const {finished, preview} = await mapped("accounts.csv", [
    "account,sector,year_established,revenue,employees,office_location,subsidiary_of",
    "Acme Corporation,technology,1996,1100.04,2822,United States,",
    "Cancity,retail,2001,718.62,2448,United States,"
  ]);
  expect(finished).toBe(true);
  expect(preview!.records.map(({cells}) => cells["name"])).toEqual(["Acme Corporation", "Cancity"]);
});

test("who referred a lead is the partner, and the day that it was submitted the day that it was made", async () => {
  const {finished, preview} = await mapped("leads.csv", [
    "Lead ID,Referred by,Company,Submitted on,Decision,Decided on",
    "L1,Acme Partners,Cust 1,2026-01-05,Accepted,2026-01-08",
    "L2,Best Resellers,Cust 2,2026-01-16,Declined,2026-01-19"
  ]);
  expect(finished).toBe(true);
  expect(preview!.records.map(({cells}) => [cells["made_on"], cells["outcome"]])).toEqual([
    ["2026-01-05", "accepted"],
    ["2026-01-16", "rejected"]
  ]);
});

test.each(["Amount (k€)", "Amount in thousands", "Betrag (TEUR)", "Amount ($'000)", "Montant (M€)"])(
  "amounts under %s are said to be a part of what they stand for",
  (header) => {
    const profile = {
      header,
      filled: 1,
      top: [{value: "12", count: 1}],
      affixes: [],
      amounts: {plain: 1, negative: 0}
    } as unknown as Profile;
    expect(amountRule(profile).notes.join()).toContain("seems to count in thousands or millions");
    expect(amountRule({...profile, header: "Amount"}).notes).toEqual([]);
  }
);

test("a month without a day is read by a format that says so", () => {
  expect(dateSuggestion("Jan-26")).toContain('date: "%b-%y"');
  expect(dateSuggestion("March 2026")).toContain('date: "%B %Y"');
});
