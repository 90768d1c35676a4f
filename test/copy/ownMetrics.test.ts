import {expect, test} from "vitest";
import {ownValue} from "../../src/copy/ownMetrics.ts";

test.each([
  [0.467, "share", "47%"],
  [0.04, "fraction", "4%"],
  [0.04, "hours per deal", "0.04"],
  [-0.0312, null, "-0.0312"],
  [0, "hours per deal", "0"],
  [12.345, "hours per deal", "12"]
])("of a company's own metric %d of the unit %s is shown so that what is small isn't nothing: %s", (value, unit, text) =>
  expect(ownValue(value, {type: "double", unit, tells: "share"}, "EUR").replace("\u2212", "-")).toBe(text)
);
