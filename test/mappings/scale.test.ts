import {describe, expect, test} from "vitest";
import {scaleOf} from "../../loaders/mappings/engine/scale.ts";
import {deals, mapped} from "./draft/attacked.ts";
import {csv, deliver, rowsOf, warningsOf} from "./support.ts";

/* What the header of an amount says that its numbers count. */

test.each([
  ...[
    "Amount (k$)",
    "Amount (K$)",
    "Amount ($K)",
    "Amount (USD k)",
    "Amount kUSD",
    "Amount USDk",
    "Revenue ($000)",
    "Revenue $'000"
  ],
  ...[
    "Amount (USD '000)",
    "Amount (000s)",
    "Value in thousands",
    "Amount (£m)",
    "Amount (EUR mn)",
    "Amount (m)",
    "Turnover k",
    "amount_k"
  ],
  ...[
    "Umsatz TEUR",
    "Umsatz (T€)",
    "Umsatz in Tsd. €",
    "Umsatz (Mio. EUR)",
    "Montant (k€)",
    "Montant en milliers",
    "Importe (miles de euros)"
  ],
  ...["Valor (milhares)", "Importo (migliaia)", "Omzet (miljoen)", "Amount x 1,000", "Amount (x1000)", "revenueInMillions"],
  ...["受注金額（千円）", "受注金額（百万円）", "売上（億円）", "金額(万円)", "売上高 [百万]", "金額（千ドル）"]
])("%s counts in thousands or millions", (header) => expect(scaleOf(header)).toBe("thousands or millions"));

test.each([
  "Amount (cents)",
  "Amount_cents",
  "amountCents",
  "Betrag in Cent",
  "Montant (centimes)",
  "Amount (pence)",
  "amount_minor_units"
])("%s counts in hundredths", (header) => expect(scaleOf(header)).toBe("hundredths"));

test.each([
  ...[
    "Amount",
    "Amount USD",
    "Amount (EUR)",
    "Amount €",
    "Net value",
    "金額",
    "受注金額（円）",
    "Discount per cent",
    "Amount percent"
  ],
  ...[
    "Amount 2000",
    "Total",
    "Market value",
    "Montant HT",
    "Amount (M&A)",
    "Bank amount",
    "Item total",
    "Amount T",
    "Revenue 2026 EUR"
  ]
])("%s counts in its currency", (header) => expect(scaleOf(header)).toBe(null));

test("a header that counts in another unit is told, with what to do", async () => {
  const told = async (header: string) => {
    const [line, ...rows] = deals("1200", "350");
    return (await mapped("a.csv", [line!.replace("Amount", header), ...rows])).draft.doubts.join("\n");
  };
  expect(await told("Amount (USD k)")).toContain(
    '"Amount (USD k)" seems to count in thousands or millions, and amounts are taken as they are: export them in full, or set times: 1000 (or 1000000) on amount in the mapping; times: 1 if they are right as they are'
  );
  expect(await told("Amount (cents)")).toContain(
    '"Amount (cents)" seems to count in hundredths of its currency, and amounts are taken as they are: export them with decimals, or set times: 0.01 on amount in the mapping; times: 1 if they are right as they are'
  );
});

describe("a column that counts in thousands or in cents", () => {
  const engine = new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
  const mapping = (header: string, keys: string) => `import {defineMapping} from ${JSON.stringify(engine)};
export const mapping = defineMapping({about: "x", signature: ["No", ${JSON.stringify(header)}], table: "deals", columns: {
  deal_id: {from: "No"}, customer_id: {constant: "C1"}, opened_on: {constant: "2026-01-05"}, status: {constant: "open"},
  amount: {from: ${JSON.stringify(header)}${keys}}}});
`;
  const read = async (header: string, keys: string, ...cells: string[]) => {
    const run = await deliver(
      {"a.csv": csv(`No,${header}`, ...cells.map((c, i) => `${i + 1},${c}`))},
      {"a.ts": mapping(header, keys)}
    );
    return {amounts: (await rowsOf(run, "deals", ["deal_id", "amount"])).map(([, a]) => a), told: warningsOf(run, "a.csv")};
  };

  test("is told by every run while its amounts are taken as they are", async () => {
    const said: unknown = expect.stringMatching(
      /^amount_scale: "Betrag TEUR" seems to count in thousands or millions, and amounts are taken as they are/
    );
    expect(await read("Betrag TEUR", "", "12.5", "8")).toEqual({amounts: ["12.5000", "8.0000"], told: [said]});
    // what only the reading of each record by itself can take is told as well
    expect(await read("Betrag TEUR", ', sign: "positive"', "12.5", "-8")).toMatchObject({
      told: expect.arrayContaining([said]) as unknown
    });
  });

  test("is read in full by a mapping that says what to multiply by, and then no longer told", async () => {
    expect(await read("Betrag TEUR", ", times: 1000", "12.5", "1.2345", "0")).toEqual({
      amounts: ["12500.0000", "1234.5000", "0.0000"],
      told: []
    });
    expect(await read("Amount (cents)", ", times: 0.01", "1250", "5")).toEqual({amounts: ["12.5000", "0.0500"], told: []});
    expect(await read("Betrag TEUR", ", times: 1000, suffixes: {m: 1000}", "2m", "3")).toEqual({
      amounts: ["2000000.0000", "3000.0000"],
      told: []
    });
  });

  test("is no longer told once a mapping says that its amounts are right as they are", async () => {
    expect(await read("Betrag TEUR", ", times: 1", "12500")).toEqual({amounts: ["12500.0000"], told: []});
  });
});
