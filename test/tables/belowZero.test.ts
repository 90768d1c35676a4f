import {expect, test} from "vitest";
import {belowZeroTable} from "../../src/tables/concentrationTables.ts";
import {inDocument} from "../support/drawn.ts";

type Dimensions = Parameters<typeof belowZeroTable>[0];
const dimensions = [
  {dimension: "partner", negative: [{name: "A", net: -40}]},
  {dimension: "customer", negative: [{name: "B", net: -900}]}
] as unknown as Dimensions;

test("what is below zero and counted as nothing is listed, the most first, and no list is there where nothing is", () => {
  const cells = inDocument(() =>
    [...(belowZeroTable(dimensions, "EUR") as Element).querySelectorAll("td")].map((td) => td.textContent)
  );
  expect(cells).toEqual(["B", "customer", "-€900", "A", "partner", "-€40"]);
  expect(belowZeroTable([], "EUR")).toBe("");
});
