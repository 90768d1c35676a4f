import {expect, test} from "vitest";
import {lossTable} from "../../src/tables/partnerTables.ts";
import {inDocument} from "../support/drawn.ts";

test("where refunds leave little without a partner, no share of the rest is above 100%", () => {
  // of 1,000,000 in all, 16 are left by two others: shares of them are published in five digits
  const partners = {id: ["p", "q", "r"], share: [0.99998, 0.00002, 0], revenue: [999984, 15, 1]};
  const published = {about: {currency: "EUR"}, total_revenue: 1000000, effective_n: 1, partners} as never;
  const row = {id: "p", revenue: 999984, share: 0.99998} as never;
  const texts = inDocument(() => (lossTable(row, published, {effective_n_rest: 1.13}) as HTMLElement).textContent);
  expect(texts).toContain("Largest share>99.9%94%");
});
