import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {emptyReport, projectCopy, publishRecords, publishSite} from "../release/project.ts";
import {builtPages, saidOn} from "../support/builtPages.ts";

const won = (deal_id: string, partner_id: string, currency: string, amount: string) => ({
  deal_id,
  partner_id,
  customer_id: `customer of ${partner_id}`,
  opened_on: "2026-01-10",
  closed_on: "2026-03-10",
  status: "won",
  amount,
  currency
});
/** Ann brings 1,000 EUR; two deals of Bee, together 2,000 USD, have no exchange rate: two thirds of the deals and of the money. */
const records = {
  partners: [
    {partner_id: "A", name: "Ann", joined_on: "2024-01-01"},
    {partner_id: "B", name: "Bee", joined_on: "2024-01-01"}
  ],
  deals: [won("1", "A", "EUR", "1000"), won("2", "B", "USD", "1200"), won("3", "B", "USD", "800")],
  activities: [{activity_id: "a", kind: "call", happened_on: "2026-03-01", partner_id: "B", hours: "100"}],
  rates: [{month: "2020-01-01", currency: "USD", per_unit: "1"}]
};
const line =
  "Excluded from every money figure: 2 of 3 won deals in 12 months (USD 2K), because their currency has no exchange rate.";
/** Pages without a figure of money. */
// a glossary says what words mean, as the method page does
const moneyless = ["alerts", "trust", "method", "partner", "glossary"];

let said: Map<string, string>;
let remove: () => void;
beforeAll(async () => {
  const copy = projectCopy();
  remove = copy.remove;
  await publishRecords(records, path.join(copy.root, "src/data"), emptyReport, null, {reporting_currency: "EUR"});
  await publishSite({root: copy.root, site: "dist", company: "Test & Co"});
  const pages = builtPages(path.join(copy.root, "dist/current"));
  said = new Map(pages.map((page) => [page.address, saidOn(page)]));
});
afterAll(() => remove());

describe("where two thirds of the money has no exchange rate", () => {
  test("every page with money says how many deals and how much is excluded", () => {
    const silent = [...said].filter(([address, text]) => !moneyless.includes(address) && !text.includes(line));
    expect(silent.map(([address]) => address)).toEqual([]);
    expect(said.size).toBeGreaterThan(12);
  });

  test("no sentence, title or key number calls a partner's share of the rest its share", () => {
    for (const [address, text] of [...said].filter(([name]) => !["method", "glossary"].includes(name))) {
      const sentences = text.split("\n").filter((block) => !block.includes(" | "));
      expect([
        address,
        sentences.filter(
          (s) =>
            /\b(Ann|customer of A)\b.*\b100%|100% of(?! our hours)|largest/.test(s) &&
            !/largest (amount|first|,)|largest( partner)? first/.test(s)
        )
      ]).toEqual([address, []]);
    }
    expect(said.get("index")).toContain("revenue is incomplete: 2 of 3 won deals have no exchange rate");
  });

  test("the partner's page says which of its deals its revenue leaves out", () => {
    expect(said.get("partner/B")).toContain(
      "Excluded from its revenue: 2 won deals (USD 2K), because their currency has no exchange rate."
    );
    expect(said.get("partner/B")).toContain("No revenue with an exchange rate in 12 months");
    expect(said.get("partner/A")).not.toContain("Excluded from its revenue");
  });

  test("nobody is said to use too much of our time for a revenue that is not counted", () => {
    for (const text of said.values()) expect(text).not.toMatch(/Bee uses (far more|\d+%)/);
  });
});
