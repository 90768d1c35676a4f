import {expect, test} from "vitest";
import {notNarrowed} from "../../src/copy/narrowing.ts";
import {unknownNames} from "../../src/ui/filters.ts";

const rows = [
  {region: "EMEA", tier: "gold"},
  {region: null, tier: "silver"}
];
const filters = [
  {label: "All regions", name: "region", of: (row: (typeof rows)[number]) => row.region},
  {label: "All tiers", name: "tier", of: (row: (typeof rows)[number]) => row.tier}
];

test.each([
  ["?region=EMEA&tier=gold", []],
  ["?region=–&tier=", []],
  ["?region=Nowhere&tier=gold&other=1", ["region"]],
  ["?region=emea&tier=%00", ["region", "tier"]]
])(
  "of the address %s what no row has is found, for a link must not show all partners as if they were its part",
  (search, names) => expect(unknownNames(search, rows, filters)).toEqual(names)
);

test("a page says what its address asks for that no partner has, without repeating the value, and a quarter without figures", () => {
  expect(notNarrowed([])).toBe("");
  expect(notNarrowed(["region"])).toBe("No partner here has the partner region in the address: lists are not narrowed by it.");
  expect(notNarrowed(["tier", "manager"], true)).toBe(
    "No partner here has the tier and account manager in the address: lists are not narrowed by them. There are no figures of the quarter in the address to compare with."
  );
});
