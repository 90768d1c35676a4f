import {expect, test} from "vitest";
import {directColumns} from "../../src/charts/directColumns.ts";
import {gradeHistory} from "../../src/charts/gradeHistory.ts";
import {paretoPlot} from "../../src/charts/paretoPlot.ts";
import {quarterColumns} from "../../src/charts/quarterColumns.ts";
import {scoreRug} from "../../src/charts/scoreRug.ts";
import {shareColumns} from "../../src/charts/shareColumns.ts";
import {upDownBars} from "../../src/charts/upDownBars.ts";
import {byQuarter} from "../../src/shared/periods.ts";
import {stepsTable} from "../../src/tables/partnerTables.ts";
import {drawn, inDocument} from "../support/drawn.ts";

/* What pictures say to those who hear them. */

test.each([
  [[0.6, 0.3, 0.1], 2.17, "Equivalent to 2.2 equal partners."],
  [[1], 1, "Equivalent to 1 equal partner."],
  [[0.5, 0.5], 14.2, "Equivalent to 14 equal partners."]
])("shares of %j are equivalent to as many equal ones as the page says", (shares, effective, said) => {
  const rows = shares.map((share, i) => ({id: `P${i}`, name: `P ${i}`, share, net: share, members: 1, disclosed: false}));
  const {label} = drawn(() => shareColumns(rows, {count: shares.length, effective, noun: "partner"}, {width: 308}));
  expect(label.endsWith(`. ${said}`)).toBe(true);
});

test("a score without outcomes behind it is said alone", () => {
  const partner = {score: 51, lower: 40, upper: 63} as Parameters<typeof scoreRug>[0];
  const kind = {kind: "deal", kept: 3, n: 8, mean: 0.375, lower: 0.16, upper: 0.65} as Parameters<typeof scoreRug>[2][number];
  const label = (...kinds: (typeof kind)[]) =>
    drawn(() => scoreRug(partner, [51], kinds, new Map(), {width: 640})).label.replace(/\u00a0/g, " ");
  expect(label()).toBe("Trust 51 (40 to 63) of 100.");
  expect(label(kind)).toBe("Trust 51 (40 to 63) of 100; Deals won 3 of 8: 38 (16 to 65).");
});

test("outcomes that are shared are told to a half or a tenth, in a picture and in its table, and add up to all", () => {
  const names: [string, string] = ["resolved well", "late"];
  const span = ["2026-01-01", "2026-06-30"] as const;
  const of = {interval: byQuarter({fiscal_year_first_month: 1}), known: span};
  const steps = [
    {date: "2026-01-01", up: 36.16667, down: 21.5},
    {date: "2026-04-01", up: 1.33333, down: 0}
  ];
  const {label} = drawn(() => upDownBars(steps, {...of, width: 640, names, span: [...span]}));
  expect(label).toBe("resolved well: 37.5; late: 21.5.");
  const cells = inDocument(() =>
    [...(stepsTable(steps, names, "tickets", of) as Element).querySelectorAll("tbody td")].map((td) => td.textContent)
  );
  expect(cells.filter((text) => /^[\d.]+$/.test(text))).toEqual(["1.3", "0", "36", "21.5"]);
});

test("a quarter that is over is not told so far in a picture, also where records do not cover it", () => {
  const quarter = (label: string, starts_on: string, is_complete: boolean) => ({
    ...{label, starts_on, is_complete, net: 5},
    ...{partner: 5, direct: 5, share: 0.5}
  });
  const rows = [
    quarter("Q2 2026", "2026-04-01", false),
    quarter("Q3 2026", "2026-07-01", true),
    quarter("Q4 2026", "2026-10-01", false)
  ];
  expect(drawn(() => quarterColumns(rows, {width: 640, currency: "EUR"})).label).toBe(
    "Revenue by quarter: Q2 2026 (not all recorded) €5, Q3 2026 €5, Q4 2026 so far €5."
  );
  expect(drawn(() => directColumns(rows, {width: 640, currency: "EUR"})).label).toBe(
    "Revenue by quarter: Q2 2026 (not all recorded): €5 with partners, €5 direct; Q3 2026: €5 with partners, €5 direct; Q4 2026 so far: €5 with partners, €5 direct."
  );
});

test("numbers of a thousand and more are told with their separator", () => {
  const points = [{rank: 1200, cumulative: 0.8}];
  const pareto = drawn(() => paretoPlot(points, {k80: 1200, k_a: 1200, k_ab: 1500, marks: []}, 2000, {width: 640}));
  expect(pareto.label).toContain("the first 1,200 bring 80%");
  const month = (as_of: string, trusted: number) => ({
    ...{as_of, trusted, candidate: 0, below_typical: 0, at_risk: 1100, unproven: 0, not_rated: 0, average: 60}
  });
  const rows = [month("2026-05-31", 1000), month("2026-06-30", 1250)] as Parameters<typeof gradeHistory>[0];
  expect(drawn(() => gradeHistory(rows, {width: 640})).label).toContain(
    "1,000 trusted then, 1,250 now; 1,100 at risk then, 1,100 now"
  );
});
