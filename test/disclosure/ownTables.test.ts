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

async function rulesOf(rules: Partial<Rules>) {
  const coarse = {shares: true, records: true, fiscal_year_first_month: 1};
  const ids = {partner: new Map<string, string>(), customer: new Map<string, string>(), person: new Map<string, string>()};
  const codes = (await readCodes("")).of("");
  return {audience: Audience.parse(rules), codes, money: (n: number) => n, coarse, ids};
}

const shownTo = async (rules: Partial<Rules>): Promise<Record<string, unknown>[]> =>
  limitRows("homes", rows, await rulesOf(rules), homes);

test("what outsiders know of a partner is in no table of a company's own beside its code: a region of one would name it", async () => {
  const coded = await shownTo({partners: "coded", customers: "left_out", people: "left_out", money: "banded"});
  expect(coded.map(({home, won}) => [home, won])).toEqual([
    [null, 10],
    [null, 10]
  ]);
  expect(coded[0]!.partner_id).toMatch(/^p\d+$/);
  expect((await shownTo({money: "banded"})).map(({home}) => home)).toEqual(["North", "Isle"]);
});

const sums = {region: text("region", "trait"), won: count("won deals")};
const regions = table({metric: "by_region", order: "region"}, sums);
const sized = table(
  {metric: "by_region", order: "region"},
  {...sums, partners: count("partners", {unit: "partners", tells: "group_size"})}
);
const groups = [
  {region: "Isle", won: 12, partners: 1},
  {region: "North", won: 11, partners: 4},
  {region: "South", won: 10, partners: 3},
  {region: "West", won: 9, partners: 5}
];

test("a group of a company's own metric is shown to readers who may not see all only where it says of how many it is, and not of too few", async () => {
  const shown = async (of: typeof regions, rules: Partial<Rules>) => {
    const all = of === regions ? groups.map(({partners: _, ...row}) => row) : groups;
    const limited = limitRows("by_region", all, await rulesOf(rules), of);
    return limited.map((row) => row.region);
  };
  const coded = {partners: "coded", customers: "left_out", people: "left_out", money: "banded"} as const;
  expect(await shown(regions, coded)).toEqual([]);
  // Isle alone would be the rest of the whole, so the next larger one goes with it
  expect(await shown(sized, coded)).toEqual(["North", "West"]);
  expect(await shown(regions, {customers: "coded", money: "banded"})).toEqual([]);
  expect(await shown(regions, {money: "banded"})).toEqual(["Isle", "North", "South", "West"]);
  expect(await shown(regions, {smallest_group: 3})).toEqual([]);
});
