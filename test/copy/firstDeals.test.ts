import {expect, test} from "vitest";
import {activeBy, firstDealsAnswer} from "../../src/copy/firstDeals.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const point = (days: number, active: number) => ({cohort: "2024", days, active, lower: active, upper: active, partners: 4});
type Points = Parameters<typeof activeBy>[0];

test("of a cohort none has won by a day before its first win, and nothing is known of a day that is not over unless all have won", () => {
  const won = (...points: ReturnType<typeof point>[]) => activeBy(points as unknown as Points, 365);
  expect([won(point(400, 0.5)), won(point(300, 0.5), point(365, 0.75), point(366, 1))]).toEqual([0, 0.75]);
  expect([won(point(364, 0.5)), won(point(100, 1)), won()]).toEqual([null, 1, null]);
});

test("the newest cohort whose year is over is told, and not one whose year is not", () => {
  const first_deals = [
    point(365, 0.5),
    {...point(365, 0.25), cohort: "2025"},
    {...point(30, 0.1), cohort: "2026"}
  ] as unknown as Points;
  const f = portfolio(1, () => ({first_deal: [], first_deals, early_wins: []}));
  expect(plain(firstDealsAnswer(f).finding)).toMatch(/^25% of the partners that started in 2025 won a deal within /);
});

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
