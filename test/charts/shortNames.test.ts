import {expect, test} from "vitest";
import {shortAmong} from "../../src/charts/chart.ts";

test("names that begin alike are cut in the middle, others at their end, short ones nowhere", () => {
  const names = [
    "Brightmoor Consulting Nordics",
    "Brightmoor Consulting Iberia",
    "Halvard Systemhaus Kirschgarten",
    "Dunmere IT"
  ];
  const cut = shortAmong(names, 16);
  expect(names.map(cut)).toEqual(["Brightmo…Nordics", "Brightmo…Iberia", "Halvard Systemh…", "Dunmere IT"]);
  expect(Math.max(...names.map((name) => cut(name).length))).toBe(16);
});
