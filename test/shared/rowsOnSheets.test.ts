import {expect, test} from "vitest";
import {rowsOnSheets} from "../../src/shared/rowsOnSheets.ts";

const of = (length: number) => ({length});

test("short lists are printed whole, and long ones share what room is left", () => {
  expect(rowsOnSheets({deals: of(56), partners: of(200), referrals: of(0), reviews: of(4)}, 40)).toEqual({
    referrals: 0,
    reviews: 4,
    deals: 18,
    partners: 18
  });
  expect(rowsOnSheets({deals: of(3), partners: of(8)}, 40)).toEqual({deals: 3, partners: 8});
});
