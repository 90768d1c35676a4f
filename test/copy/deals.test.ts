import {expect, test} from "vitest";
import {discountsAnswer} from "../../src/copy/deals.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const {about} = portfolio(3);
const finding = (partners: number, rank_correlation: number | null) =>
  plain(discountsAnswer({about, discount_ranks: [{partners, rank_correlation}]}).finding);

test("discounts follow what is sold only where so few partners don't have that order by chance", () => {
  expect(finding(3, -0.5)).toBe("Discounts do not clearly follow what is sold");
  expect(finding(3, 1)).toBe("Discounts do not clearly follow what is sold");
  expect(finding(31, 0.3)).toBe("Discounts do not clearly follow what is sold");
  expect(finding(32, 0.3)).toBe("Partners that sell more get higher discounts");
  expect(finding(32, -0.3)).toBe("Partners that sell more get lower discounts");
  expect(finding(2000, 0.29)).toBe("Discounts do not clearly follow what is sold");
  expect(finding(2, null)).toBe("Too few partners have discounts recorded to compare");
});
