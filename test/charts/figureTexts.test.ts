import {expect, test} from "vitest";
import {revenueTable} from "../../src/tables/dataTables.ts";
import {differenceText, figureText} from "../../src/tables/figureTexts.ts";
import {inDocument} from "../support/drawn.ts";

test("the Herfindahl index is told in points wherever it is told, as merger control counts it", () => {
  expect([figureText(0.1727, "index", null), differenceText(-0.0105, "index", null)]).toEqual(["1,727 points", "−105 points"]);
  expect(differenceText(0.00001, "index", null)).toBe("no change");
});

test("what was won is told with its months on the data page", () => {
  const rows: Parameters<typeof revenueTable>[0] = [{kind: "direct", net: 9, deals: 17, excluded_deals: 0, negative_deals: 0}];
  const text = inDocument(() => (revenueTable(rows, {currency: "EUR", window_days: 365}) as HTMLElement).outerHTML);
  expect(text.replaceAll("\u00a0", " ")).toContain("Revenue won in 12 months");
});
