import {expect, test} from "vitest";
import {scoreMovesTable} from "../../src/tables/scoreMoves.ts";
import {inDocument} from "../support/drawn.ts";

const month = (as_of: string, score: number) => ({as_of, score});
const months = [month("2026-07-31", 67.6), month("2026-08-31", 60), month("2026-09-30", 56.4), month("2026-10-15", 58.4)];

test("the quarter before is one of the company's fiscal year", () => {
  const quarterBefore = (fiscal_year_first_month: number) =>
    inDocument(() => {
      const table = scoreMovesTable(58.4, months, {drop: null, published: null}, {fiscal_year_first_month}) as HTMLElement;
      const cells = [...table.querySelectorAll("tbody tr")].map((row) => [...row.children].map((c) => c.textContent));
      return cells.find(([what]) => what!.startsWith("the quarter before"))!.map((text) => text.replaceAll("\u00a0", " "));
    });
  expect(quarterBefore(1)).toEqual(["the quarter before, 30 Sep 2026", "56", "+2"]);
  expect(quarterBefore(2)).toEqual(["the quarter before, 31 Jul 2026", "68", "−9.2"]);
});
