import {readFile} from "node:fs/promises";
import {expect, test} from "vitest";
import {isFreeText} from "../../../loaders/stage/freeText.ts";
import {deals, header, mapped} from "./attacked.ts";

/* Amounts as people and spreadsheets write them: what is read of each, and what is asked or said. */

const columns = ["amount", "currency", "refunded"];

test.each<[string, string[], (string | null)[][]]>([
  [
    "a typographic minus, an en dash and a minus are one sign",
    ["1200.00", "\u2212300.00", "\u201350.00", "-$7"],
    [
      ["1200.00", null, null],
      ["0.00", null, "300.00"],
      ["0.00", null, "50.00"],
      ["0.00", "USD", "7.00"]
    ]
  ],
  [
    "a triangle before an amount is a minus, with a space behind it or without, before the currency or behind it",
    ["100,000円", "△30,000円", "▲ 5,000円", "¥▲700"],
    [
      ["100000.00", "JPY", null],
      ["0.00", "JPY", "30000.00"],
      ["0.00", "JPY", "5000.00"],
      ["0.00", "JPY", "700.00"]
    ]
  ],
  [
    "a dash behind the decimal mark says that there are no cents, and is no minus",
    ["EUR 1.200,-", "300,- EUR", "EUR 50,\u2013", "EUR 2.400,50", "EUR 80,00-"],
    [
      ["1200.00", "EUR", null],
      ["300.00", "EUR", null],
      ["50.00", "EUR", null],
      ["2400.50", "EUR", null],
      ["0.00", "EUR", "80.00"]
    ]
  ],
  [
    "in Switzerland the dash is behind a point",
    ["1'200.-", "350.\u2013", "80.50"],
    ["1200.00", "350.00", "80.50"].map((a) => [a, null, null])
  ],
  [
    "spaces that look alike are one mark of thousands, the thin and the figure space too",
    ["1\u00a0200,50", "12\u202f000,00", "7\u2009500,00", "8\u2007500,00", "950,00"],
    ["1200.50", "12000.00", "7500.00", "8500.00", "950.00"].map((a) => [a, null, null])
  ],
  [
    "a plus changes nothing",
    ["+1200.00", "300.00"],
    [
      ["1200.00", null, null],
      ["300.00", null, null]
    ]
  ],
  [
    "lakhs and crores are grouped in twos",
    ["1,23,456.78", "1,00,00,000", "5,000.50"],
    ["123456.78", "10000000.00", "5000.50"].map((a) => [a, null, null])
  ],
  [
    "codes behind amounts are the currency of each",
    ["1200.50 EUR", "950 USD", "3000 GBP"],
    [
      ["1200.50", "EUR", null],
      ["950.00", "USD", null],
      ["3000.00", "GBP", null]
    ]
  ],
  [
    "more than two decimals are rounded, and no mark of thousands",
    ["1200.505", "300.123", "950.999"],
    ["1200.51", "300.12", "951.00"].map((a) => [a, null, null])
  ]
])("%s", async (_, amounts, wanted) => {
  expect((await mapped("a.csv", deals(...amounts), {columns})).rows).toEqual(wanted);
});

test("where one point may be either mark a person is asked, and --yes says what it took", async () => {
  const amounts = deals("1.200", "3.400", "950");
  const {draft, rows} = await mapped("a.csv", amounts);
  expect(draft.doubts).toEqual(['amount: Is "1.200" in "Amount" 1200 or 1.2? Accepted: "1200"']);
  expect(rows.map((r) => r[1])).toEqual(["1200.00", "3400.00", "950.00"]);
  const answered = await mapped("a.csv", amounts, {answers: {"amount: marks": "1.2"}});
  expect(answered.rows.map((r) => r[1])).toEqual(["1.20", "3.40", "950.00"]);
});

test("a point before three digits may mark thousands beside amounts with decimals too, and no proposal is made", async () => {
  const amounts = deals("1234.5", "2.500", "3.750", "800");
  const {draft} = await mapped("a.csv", amounts);
  expect(draft.finished).toBe(false);
  expect(draft.doubts.join("\n")).toContain('amount: Is "2.500" in "Amount" 2500 or 2.5?');
  const answered = await mapped("a.csv", amounts, {answers: {"amount: marks": "2.5"}});
  expect(answered.rows.map((r) => r[1])).toEqual(["1234.50", "2.50", "3.75", "800.00"]);
  const thousands = await mapped("a.csv", amounts, {answers: {"amount: marks": "2500"}});
  expect(thousands.rows.map((r) => r[1])).toEqual(["1234.50", "800.00"]);
});

test("one cell that only one mark reads tells the others", async () => {
  const {draft, rows} = await mapped("a.csv", deals("1.200", "3.400,50"));
  expect(draft.doubts).toEqual([]);
  expect(rows.map((r) => r[1])).toEqual(["1200.00", "3400.50"]);
});

test("one odd cell costs its own record only, and is the one that is named", async () => {
  const {draft, rows, said} = await mapped("a.csv", deals("$1,200.00", "$3,400.50", "$1,000 to $2,000"));
  expect(draft.doubts.join("\n")).toContain('not every amount of "Amount" can be read, such as "$1,000 to $2,000"');
  expect(rows.map((r) => r[1])).toEqual(["1200.00", "3400.50"]);
  expect(said).toContain('Amount is "$1,000 to $2,000"');
});

test("marks that contradict each other in as many cells read none of them", async () => {
  const {draft} = await mapped("a.csv", deals("1.200,50", "1,200.50", "950"));
  expect(draft.preview!.records.map((r) => [r.reason, r.cells["amount"]])).toEqual([
    ["amount", undefined],
    ["amount", undefined],
    [null, "950.0000"]
  ]);
  expect([draft.finished, draft.exitCode]).toEqual([false, 65]);
});

test("a share is no amount, and its sign is not taken off", async () => {
  const {draft} = await mapped("a.csv", deals("12%", "100%"));
  expect(draft.finished).toBe(false);
  expect(draft.doubts.join("\n")).toContain('"%" in "Amount" is a share and no amount');
});

test("what a spreadsheet has rounded to an exponent is exported again", async () => {
  const {rows, said} = await mapped("a.csv", deals("1.2E+06", "950"));
  expect(rows.map((r) => r[1])).toEqual(["950.00"]);
  expect(said).toContain("A spreadsheet has rounded it to an exponent");
});

test("an exponent that no spreadsheet writes is written in full at its source", async () => {
  const records = ["1.5e3", "950", "70"].map(
    (a, i) =>
      `{"Deal ID":"D-${i}","Partner":"P1","Customer":"C1","Created Date":"2026-01-11","Close Date":"2026-02-11","Status":"won","Amount":${a}}`
  );
  const {said} = await mapped("a.json", [`[${records.join(",")}]`]);
  expect(said).toContain("No amount has an exponent, in JSON neither: write the number in full where it is exported.");
});

test("words and dashes for nothing are 0 in deals that are not won, and no amount of one that is", async () => {
  const open = ["n/a", "-", "none", "TBD", "\u2013", "$ -", "-None-"];
  const {rows, said} = await mapped("a.csv", [
    header,
    "D-0,P1,C1,2026-01-11,2026-02-11,won,250",
    "D-X,P1,C1,2026-01-11,2026-02-11,won,n/a",
    ...open.map((a, i) => `D-${i + 1},P1,C1,2026-01-11,,open,${a}`)
  ]);
  expect(rows.map((r) => r[1])).toEqual(["250.00", ...open.map(() => "0.00")]);
  expect(said).toContain("It stands for nothing, and a won deal needs an amount: fill it at its source.");
});

test("a currency column may have codes in small letters, symbols, names, or both", async () => {
  const written = ["eur", "$", "British Pound", "JPY - Japanese Yen", "CHF"];
  const {draft, rows} = await mapped(
    "a.csv",
    [`${header},Currency`, ...written.map((c, i) => `D-${i},P1,C1,2026-01-11,2026-02-11,won,5,${c}`)],
    {columns: ["currency"]}
  );
  expect(draft.doubts).toEqual(['currency: Which currency does "$" in "Currency" mean? Accepted: "USD"']);
  expect(rows).toEqual([["EUR"], ["USD"], ["GBP"], ["JPY"], ["CHF"]]);
});

test("a note among amounts may name a person and is not quoted; words for nothing are", async () => {
  const {draft, said} = await mapped("a.csv", deals("5", "7", "9", "call Jo Pike 0170 555", "on request"));
  const written = await readFile(draft.written, "utf8");
  expect(`${draft.text}${written}${said}`).not.toMatch(/\bJo\b|Pike|0170/);
  expect(said).toContain('Amount is a text that is not shown, "on request", expected an amount');
});

test.each<[string, boolean]>([
  ["ask Jo", true],
  ["Jo Pike", true],
  ["waiting for the offer", true],
  ["on request", false],
  ["see note 3", false],
  ["not available", false],
  ["US$ 1,200.50", false],
  ["1 200,50 Euro", false],
  ["5 Mio. EUR", false],
  ["Tuesday, March 3, 2026", false],
  ["12 de marzo de 2026", false],
  ["2026年3月2日(月)", false],
  ["2026-01-05 09:00 PST", false]
])("whether %j reads like a note: %s", (text, wanted) => {
  expect(isFreeText(text)).toBe(wanted);
});

test("an amount that can be read is no example of those that can't", async () => {
  const amounts = Array.from({length: 40}, (_, i) => `${1000 + i}`);
  const said = async (odd: string) =>
    (await mapped("crm.csv", deals(...amounts, odd))).draft.doubts.find((d) => d.includes("not every amount"));
  expect(await said("USD")).toContain('not every amount of "Amount" can be read; say how they are written');
  expect((await mapped("crm.csv", deals("1000", "USD"))).draft.doubts.join("\n")).toContain('can be read, such as "USD"; say');
});
