import {writeXlsx} from "hucre/xlsx";
import {expect, test} from "vitest";
import {readName} from "../../loaders/receive/names.ts";
import {publishedReport} from "../../loaders/publish/delivery.ts";
import {newReport} from "../../loaders/run/report/newReport.ts";
import {countsOf, csv, deliver, reasonsOf, rowsOf, warningsOf} from "./support.ts";

/* Each key of the mapping language on a file that needs it, through a real delivery. */

const engine = new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
const mapping = (text: string) =>
  `import {defineMapping} from ${JSON.stringify(engine)};\nexport const mapping = defineMapping(${text});\n`;

const tickets = (signature: string[], columns: string, more = "") =>
  mapping(
    `{about: "x", signature: ${JSON.stringify(signature)}, table: "tickets", ${more} columns: {ticket_id: {from: "No"}, owner: {constant: "us"}, ${columns}}}`
  );
const days = ["ticket_id", "opened_on", "resolved_on"];

test("days of spreadsheets, of epochs and with marks of any kind are read as the mapping says", async () => {
  const run = await deliver(
    {
      "a.csv": csv("No,Serial,Millis", "1,46027,1767571200000", "2,46027.75,1767657600000"),
      "b.csv": csv("No,Day,Seconds", "3,25/1/26,1769299200", "4,3-2-2026 14:05,1770076800"),
      "c.csv": csv("No,Us,Years", '5,"1.25.2026 2:05 PM",2026/1/26', "6,02 03 2026,2026.02.05"),
      "d.csv": csv("No,Mois,Monat", "7,25 janv. 2026,26. März 2026", "8,3 août 2025,5-Dez-2025")
    },
    {
      "a.ts": tickets(
        ["Serial"],
        'opened_on: {from: "Serial", date: "excel_serial"}, resolved_on: {from: "Millis", date: "epoch_ms"}'
      ),
      "b.ts": tickets(["Seconds"], 'opened_on: {from: "Day", date: "dmy"}, resolved_on: {from: "Seconds", date: "epoch_s"}'),
      "c.ts": tickets(["Us"], 'opened_on: {from: "Us", date: "mdy"}, resolved_on: {from: "Years", date: "ymd"}'),
      "d.ts": tickets(
        ["Mois"],
        'opened_on: {from: "Mois", date: "dmy", locale: "fr"}, resolved_on: {from: "Monat", date: "dmy", locale: ["de"]}'
      )
    }
  );
  expect(reasonsOf(run)).toEqual([]);
  expect(await rowsOf(run, "tickets", days)).toEqual([
    ["1", "2026-01-05", "2026-01-05"],
    ["2", "2026-01-05", "2026-01-06"],
    ["3", "2026-01-25", "2026-01-25"],
    ["4", "2026-02-03", "2026-02-03"],
    ["5", "2026-01-25", "2026-01-26"],
    ["6", "2026-02-03", "2026-02-05"],
    ["7", "2026-01-25", "2026-03-26"],
    ["8", "2025-08-03", "2025-12-05"]
  ]);
});

test("the latest of several days counts, and one that can't be read is told", async () => {
  const run = await deliver(
    {"a.csv": csv("No,Opened,Won,Lost", "1,2026-01-01,2026-02-01,2026-03-01", "2,2026-01-01,,2026-03-02", "3,2026-01-01,soon,")},
    {"a.ts": tickets(["Won", "Lost"], 'opened_on: {from: "Opened"}, resolved_on: {latest: ["Won", "Lost"]}')}
  );
  expect(await rowsOf(run, "tickets", days)).toEqual([
    ["1", "2026-01-01", "2026-03-01"],
    ["2", "2026-01-01", "2026-03-02"]
  ]);
  expect(reasonsOf(run)).toEqual([[4, "resolved_on"]]);
});

const deals = (signature: string[], amount: string, more = "") =>
  mapping(
    `{about: "x", signature: ${JSON.stringify(signature)}, table: "deals", ${more} columns: {deal_id: {from: "No"}, customer_id: {constant: "C"}, opened_on: {constant: "2026-01-01"},
      closed_on: {constant: "2026-02-01"}, status: {constant: "won"}, ${amount}}}`
  );

test("suffixes multiply, marks of thousands may be several, and what is no amount is told with its value", async () => {
  const run = await deliver(
    {"a.csv": csv("No;Net", "1;1,2k", "2;3M", "3;1.234.567,89", "4;1'000", "5;7 500", "6;1,2 bn")},
    {"a.ts": deals(["Net"], `amount: {from: "Net", decimal: ",", thousands: [".", "'", " "], suffixes: {k: 1000, m: 1000000}}`)}
  );
  expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([
    ["1", "1200.0000"],
    ["2", "3000000.0000"],
    ["3", "1234567.8900"],
    ["4", "1000.0000"],
    ["5", "7500.0000"]
  ]);
  expect(reasonsOf(run)).toEqual([[7, "amount"]]);
  expect(run.file("a.csv").notes[0]!.found).toEqual([{value: "1,2 bn", records: 1}]);
});

test("a file without headers is known by its name, empty cells at an end may be missing, and lines end in CR alone", async () => {
  const run = await deliver(
    {"legacy_2026-03.csv": "1,100,\r2,200\r3,300,,\r"},
    {"a.ts": deals(["No", "Net"], 'amount: {from: "Net"}', 'header: ["No", "Net", "Note"], file: "legacy_.*", emptyTail: true,')}
  );
  expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([
    ["1", "100.0000"],
    ["2", "200.0000"],
    ["3", "300.0000"]
  ]);
});

test("sheets of a pattern are read one after the other, and only these", async () => {
  const rows = (id: string, net: number) => [
    ["No", "Net"],
    [id, net]
  ];
  const book = await writeXlsx({
    sheets: [
      {name: "Q1 2026", rows: rows("1", 100)},
      {name: "Q2 2026", rows: rows("2", 200)},
      {name: "Plan", rows: rows("3", 300)}
    ]
  });
  const run = await deliver({"a.xlsx": book}, {"a.ts": deals(["No", "Net"], 'amount: {from: "Net"}', 'sheets: "Q[1-4] 2026",')});
  expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([
    ["1", "100.0000"],
    ["2", "200.0000"]
  ]);
  expect(warningsOf(run, "a.xlsx").join("\n")).toBe(
    'several_sheets: "Q1 2026" (1 row), "Q2 2026" (1 row) have the same headers and are read one after the other; their names are not read: if they say what the records don\'t, such as the partner, add a column for it'
  );
});

test("day numbers of a workbook that counts from 1904 are no days from 1900", async () => {
  // 44565 days after 1 January 1904 are 5 January 2026
  const book = await writeXlsx({
    sheets: [
      {
        name: "a",
        rows: [
          ["No", "Serial"],
          ["1", 44565]
        ]
      }
    ],
    dateSystem: "1904"
  });
  const read = (word: string) =>
    deliver({"a.xlsx": book}, {"a.ts": tickets(["No", "Serial"], `opened_on: {from: "Serial", date: "${word}"}`)});
  expect(await rowsOf(await read("excel_serial_1904"), "tickets", ["opened_on"])).toEqual([["2026-01-05"]]);
  const refused = (await read("excel_serial")).files[0]!;
  expect([refused.outcome, refused.message]).toEqual(["refuse", expect.stringContaining('Write date: "excel_serial_1904"')]);
});

test("a pivot table, and headers under a hint at the delimiter, are told", async () => {
  const run = await deliver({"pivot.csv": csv("Row Labels,Sum of Amount", "North,5"), "sep.csv": csv("sep=;", "Foo;Bar", "1;2")});
  expect(run.file("pivot.csv").message).toContain("It is a pivot table: export the records that it was made from.");
  expect(run.file("sep.csv").message).not.toContain("sep=");
});

test("what names a record that was merged into another names that other one", async () => {
  const run = await deliver(
    {
      "partners_2026-03-31.csv": csv("Id,Called,Was", "P1,North,P2;P3"),
      "deals_2026-03-31.csv": csv(
        "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount",
        "D1,P2,C,2026-01-01,2026-02-01,won,100",
        "D2,P1,C,2026-01-01,2026-02-01,won,200"
      )
    },
    {
      "a.ts": mapping(
        '{about: "x", signature: ["Id", "Called", "Was"], table: "partners", merged: {from: "Was", split: ";"}, columns: {partner_id: {from: "Id"}, name: {from: "Called"}}}'
      )
    }
  );
  expect(await rowsOf(run, "deals", ["deal_id", "partner_id"])).toEqual([
    ["D1", "P1"],
    ["D2", "P1"]
  ]);
});

test.each([
  ['amount: {from: "Net", values: {}}', "columns.amount.values: is empty: list what it translates, or leave the key out"],
  ['amount: {from: "Net", suffixes: {}}', "columns.amount.suffixes: is empty"],
  ['amount: {from: "Net", thousand: ","}', 'Unrecognized key: "thousand". Did you mean "thousands"?'],
  ['amount: {form: "Net"}', 'Did you mean "from"?'],
  ['amount: {from: "Net", strip: ["-"]}', 'strip would take off "-", which changes what an amount is worth; negative amounts'],
  ['amount: {from: "Net", strip: ["$", "(", ")"]}', 'strip would take off "("'],
  ['amount: {from: "Net", strip: ["▲"]}', 'strip would take off "▲", which changes what an amount is worth; negative amounts'],
  ['amount: {from: "Net", strip: ["%"]}', "a share is no amount: read another column"],
  ['amount: {from: "Net", strip: ["k"]}', 'set suffixes: {"k": 1000}'],
  ['amount: {from: "Net", strip: "currency", empty: {from: "Gross", strip: [" Mio."]}}', 'set suffixes: {"Mio.": 1000000}']
])("%s is refused when the mapping is read, with what to write", async (amount, message) => {
  await expect(deliver({"a.csv": csv("No,Net", "1,2")}, {"a.ts": deals(["Net"], amount)})).rejects.toThrow(message);
});

test.each([
  ["deals_20260831.csv", "2026-08-31"],
  ["Deals_2026_08_31.csv", "2026-08-31"],
  ["deals-2026.08.31.csv", "2026-08-31"],
  ["export-31-08-2026.csv", "2026-08-31"],
  ["export_08-31-2026.csv", "2026-08-31"],
  ["export_05-08-2026.csv", null],
  ["export_07.07.2026.csv", "2026-07-07"],
  ["Pipeline_31-Aug-2026.csv", "2026-08-31"],
  ["Pipeline_1August2026.csv", "2026-08-01"],
  ["Pipeline-Sep_3_2026.csv", "2026-09-03"],
  ["report1756600000000.csv", "2025-08-31"],
  ["report1727600009.csv", null],
  ["Partner_pipeline-2026-09-30-17-02-11.xlsx", "2026-09-30"],
  ["deals_20261399.csv", null],
  ["deals-12345678-42.csv", null]
])("the name %s dates its drop %s", (name, date) => expect(readName(name).date).toBe(date));

const dated = mapping(
  `{about: "x", signature: ["No", "Net"], table: "deals", columns: {deal_id: {from: "No"}, customer_id: {constant: "C"},
    opened_on: {from: "Opened", date: "dmy"}, closed_on: {from: "Closed", date: "dmy"}, status: {constant: "won"}, amount: {from: "Net"}}}`
);

test("a column decides on its own days, whatever order another column proves", async () => {
  const rows = ["1,13/01/2026,03/14/2026,5", "2,14/01/2026,03/15/2026,5", "3,02/01/2026,04/03/2026,5"];
  const run = await deliver({"a.csv": csv("No,Opened,Closed,Net", ...rows)}, {"a.ts": dated});
  expect([run.files[0]!.outcome, run.files[0]!.message]).toEqual([
    "refuse",
    expect.stringContaining('Closed is "03/14/2026" in line 2: month before day, but the mapping reads day before month')
  ]);
});

test("a column whose days prove both orders is refused where others could be either, and costs only the odd ones where none could", async () => {
  const odd = ["1,13/01/2026,14/03/2026,5", "2,01/25/2026,15/03/2026,5"];
  const read = (...rows: string[]) => deliver({"a.csv": csv("No,Opened,Closed,Net", ...rows)}, {"a.ts": dated});
  const refused = (await read(...odd, "3,02/03/2026,16/03/2026,5")).files[0]!;
  expect([refused.outcome, refused.message]).toEqual([
    "refuse",
    expect.stringContaining('of the others 1 could be either, such as "02/03/2026"')
  ]);
  const run = await read(...odd);
  expect(await rowsOf(run, "deals", ["deal_id", "opened_on"])).toEqual([["1", "2026-01-13"]]);
  expect(reasonsOf(run)).toEqual([[3, "opened_on"]]);
});

test("a column of days that a spreadsheet could read, none after the 12th, and texts that it could not is refused: the first are swapped", async () => {
  const read = async (date: string, ...opened: string[]) => {
    const file = csv("No,Opened", ...opened.map((day, i) => `${i + 1},${day}`));
    const run = await deliver({"a.csv": file}, {"a.ts": tickets(["No", "Opened"], `opened_on: {from: "Opened", date: ${date}}`)});
    return run.files[0]!;
  };
  const swapped = ["2026-05-03", "25/06/2026", "2026-06-05"];
  for (const date of ['["dmy", "iso"]', '["iso", "ymd", "mdy", "dmy"]', '"%d/%m/%Y"'])
    expect((await read(date, ...swapped)).message).toContain(
      'Opened is "25/06/2026" (day before month) in some records, and in 2 a day with the year first, such as "2026-05-03", never after the 12th of a month.'
    );
  expect((await read('["mdy", "iso"]', "2026-05-03", "06/25/2026")).message).toContain('"06/25/2026" (month before day)');
  // a day after the 12th, or a text that a spreadsheet could have read, shows that none did
  expect((await read('["dmy", "iso"]', ...swapped, "2026-06-15")).accepted).toBe(4);
  expect((await read('["dmy", "iso"]', ...swapped, "05/06/2026")).accepted).toBe(4);
  expect((await read('["dmy", "iso"]', "2026-05-05", "25/06/2026")).accepted).toBe(2);
});

test("the edit for a negative amount reads what was given back too, where the mapping doesn't yet", async () => {
  const edits = async (more: string) => {
    const part = `{about: "x", signature: ["No", "Net"], table: "deals", columns: {deal_id: {from: "No"}, customer_id: {constant: "C"}, opened_on: {constant: "2026-01-05"}, status: {constant: "open"}, amount: {from: "Net"}${more}}}`;
    const run = await deliver({"a.csv": csv("No,Net", "1,5", "2,($6.00)")}, {"a.ts": mapping(part)});
    return run.files[0]!.notes.map((n) => n.edit).join(" ");
  };
  const back = 'Read what was given back too: refunded: {from: "Net", strip: "currency", sign: "negative"}.';
  expect(await edits("")).toContain(back);
  expect(await edits(', refunded: {constant: "1"}')).not.toContain("given back");
});

test("the site's page quotes no cell of a file whose days have two orders", async () => {
  const run = await deliver(
    {
      "a.csv": csv("No,Opened", "1,05/03/2026", "2,25/03/2026"),
      "b.csv": csv("No,Begun", "1,05/03/2026"),
      "c.csv": csv("No,Filed", "1,2026-05-03", "2,25/03/2026")
    },
    {
      "c.ts": tickets(["No", "Filed"], 'opened_on: {from: "Filed", date: "dmy"}'),
      "a.ts": tickets(["No", "Opened"], 'opened_on: {from: "Opened", date: "mdy"}'),
      "b.ts": tickets(["No", "Begun"], 'opened_on: {from: "Begun", date: ["mdy", "dmy"]}')
    }
  );
  expect(countsOf(run, "a.csv")[0]![2]).toBe("refuse");
  expect(run.file("a.csv").message).toContain('"25/03/2026"');
  expect(run.file("b.csv").message).toContain('"05/03/2026"');
  const {files} = publishedReport({...newReport(new Date(0), "2026-06-30"), files: run.files});
  expect(run.file("c.csv").message).toContain('"2026-05-03"');
  expect(JSON.stringify(files)).not.toMatch(/\d\d\/\d\d\/2026|2026-05-03/);
  expect(files[0]!.message).toContain("Opened is … in line 3: day before month");
});
