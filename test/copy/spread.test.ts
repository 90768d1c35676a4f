import {expect, test} from "vitest";
import {spreadAnswer} from "../../src/copy/concentration.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const regions = [{dimension: "region" as const, n: 5, effective_n: 4, gini: 0.2, band: "high" as const}];

test("revenue is most evenly spread over what its curve shows most even, regions among the others", () => {
  const {finding, paragraphs} = spreadAnswer(portfolio(8), regions);
  expect(plain(finding)).toBe("Least evenly over partners, most evenly over regions");
  const said = paragraphs.map(plain).join(" ");
  expect(said).toContain("Gini index, 0 where all bring the same: partners 0.50 and regions 0.20.");
  expect(said).toContain("partners 4 of 8 (high concentration) and regions 4 of 5 (high concentration)");
});

test("where regions are hidden, or there is one of each, nothing is compared", () => {
  expect(plain(spreadAnswer(portfolio(8)).finding)).toBe("Revenue is equivalent to 4 equal partners, of 8");
});
