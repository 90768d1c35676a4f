import {expect, test} from "vitest";
import {regionDimension} from "../../loaders/publish/regionDimension.ts";

type Portfolio = Parameters<typeof regionDimension>[0];
const portfolio = (nets: Record<string, number>, hidden = 0, about = {}) =>
  ({
    about,
    hidden_regions: hidden,
    regions: Object.entries(nets).map(([region, net]) => ({region, net})),
    settings: {hhi_low_max: 0.1, hhi_moderate_max: 0.18}
  }) as unknown as Portfolio;

test("regions are spread by their shares of what partners brought: 75 and 25 are like 1.6 equal ones", () => {
  const [found] = regionDimension(portfolio({North: 25, South: 75, West: 0, East: -10}));
  expect(found).toMatchObject({
    dimension: "region",
    n: 4,
    total: 100,
    hhi: 0.625,
    effective_n: 1.6,
    cr1: 0.75,
    cr3: 1,
    band: "high"
  });
  expect(found!.members.map((m) => [m.name, m.share])).toEqual([
    ["South", 0.75],
    ["North", 0.25]
  ]);
  expect(found!.top20_share).toBe(0.75);
  expect(found!.gini).toBeCloseTo((2 * (4 * 0.75 + 3 * 0.25) - 5) / 3, 12);
  expect(found!.negative).toEqual([{name: "East", net: -10}]);
});

test("without revenue there is no such picture", () => expect(regionDimension(portfolio({North: 0}))).toEqual([]));

test("regions of which some are hidden are not compared: their shares would be of no whole", () => {
  expect(regionDimension(portfolio({North: 25, South: 75}, 1))).toEqual([]);
});

test("of amounts in bands there is no such picture: their sum is no whole", () => {
  expect(regionDimension(portfolio({North: 20, South: 50}, 0, {amounts: "banded"}))).toEqual([]);
});
