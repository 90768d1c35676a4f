import {expect, test} from "vitest";
import {firstDealsAnswer} from "../../src/copy/firstDeals.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

test.each([
  [
    0.25,
    "Active in their second year: 50% (40% to 60%) of 4 partners with a won deal in the first 180 days, 25% (20% to 30%) of 8 others; 25 points higher (90% interval: 5 to 45 points higher)."
  ],
  [null, ""]
])("an early win is told beside the others where the difference is known: %s", (difference, told) => {
  const row = {difference, diff_lower: 0.05, diff_upper: 0.45, verdict: "better" as const};
  const early = {...row, early_win: true, partners: 4, active: 2, lower: 0.4, upper: 0.6};
  const later = {...row, early_win: false, partners: 8, active: 2, lower: 0.2, upper: 0.3};
  const f = portfolio(1, () => ({first_deal: [], first_deals: [], early_wins: [early, later]}));
  const said = firstDealsAnswer(f).paragraphs.map((p) => plain(p).replaceAll("\u00a0", " "));
  expect(said.join("")).toBe(told);
});
