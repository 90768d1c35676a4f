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
