import {expect, test} from "vitest";
import {Audience, type Audience as Rules} from "../../loaders/disclosure/audience.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {limitRows} from "../../loaders/disclosure/limitRows.ts";
import {count, partnerId, partnerName, table, text} from "../../src/contract/columns.ts";

/* The tables of a company's own metrics, to which the rules apply as to the product's. */

const homes = table(
  {metric: "homes", order: "partner_id"},
  {partner_id: partnerId(), partner: partnerName(), home: text("its region", "trait").nullable(), won: count("won deals")}
);
const rows = [
  {partner_id: "P1", partner: "Ada", home: "North", won: 11},
  {partner_id: "P2", partner: "Bea", home: "Isle", won: 12}
];

async function shownTo(rules: Partial<Rules>): Promise<Record<string, unknown>[]> {
  const coarse = {shares: true, records: true, fiscal_year_first_month: 1};
  const ids = {partner: new Map<string, string>(), customer: new Map<string, string>(), person: new Map<string, string>()};
  const codes = (await readCodes("")).of("");
  return limitRows("homes", rows, {audience: Audience.parse(rules), codes, money: (n) => n, coarse, ids}, homes);
}

test("what outsiders know of a partner is in no table of a company's own beside its code: a region of one would name it", async () => {
  const coded = await shownTo({partners: "coded", customers: "left_out", people: "left_out", money: "banded"});
  expect(coded.map(({home, won}) => [home, won])).toEqual([
    [null, 10],
    [null, 10]
  ]);
  expect(coded[0]!.partner_id).toMatch(/^p\d+$/);
  expect((await shownTo({money: "banded"})).map(({home}) => home)).toEqual(["North", "Isle"]);
});
