import {expect, test} from "vitest";
import {scaleOf} from "../../../loaders/mappings/draft/scale.ts";
import {deals, mapped} from "./attacked.ts";

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
    '"Amount (USD k)" seems to count in thousands or millions, and amounts are taken as they are: export them in full'
  );
  expect(await told("Amount (cents)")).toContain(
    '"Amount (cents)" seems to count in hundredths of its currency, and amounts are taken as they are: export them with decimals'
  );
});
