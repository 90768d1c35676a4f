import {expect, test} from "vitest";
import {explainText} from "../../loaders/explain/text.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";

const textOf = (name: string): string => {
  const metric = readCatalogue().find((m) => m.name === name)!;
  const explained = {metric, row: {}, asOf: "2026-01-31", name: null, formulas: [], inputs: [], settings: [], behind: []};
  return explainText([explained], 1, parseSettings({}, "test"), 2);
};

test("a metric follows from dates alone only if its SQL, and that of what it reads, reads no records", () => {
  expect(textOf("headline_units")).toContain("Records behind it: none; it follows from dates and settings alone.");
  const listed = textOf("deal_rates");
  expect(listed).toMatch(
    /Records behind it: not listed\. Its SQL reads deal_credits, .*name them under "records:" in its header/
  );
  expect(listed).not.toContain("alone");
});

test.each([
  [38, 38, false],
  [38, 38 + 1e-9, false],
  [38, 39, true],
  [38, null, true],
  [null, 39, true],
  [null, null, false],
  // a text or a truth has no number to compare
  [true, 1, false]
])("a formula that does not come to its figure is a doubt: figure %s, formula %s: %s", (figure, value, isDoubt) => {
  const metric = readCatalogue().find((m) => m.name === "reciprocity")!;
  const formulas = [{column: "hours", steps: ["sum(activities.hours)"], value}];
  const explained = {
    metric,
    row: {hours: figure},
    asOf: "2026-01-31",
    name: null,
    formulas,
    inputs: [],
    settings: [],
    behind: []
  };
  const text = explainText([explained], 1, parseSettings({}, "test"), 2);
  expect(text.includes("DOUBT: this is not the figure hours above, which the SQL gives.")).toBe(isDoubt);
});
