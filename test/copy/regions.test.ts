import {expect, test} from "vitest";
import {regionsAnswer} from "../../src/copy/regions.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const {about} = portfolio(3);
const finding = (rows: [string, number][], known = true, excluded: typeof about.excluded = null) =>
  plain(
    regionsAnswer(
      rows.map(([region, net]) => ({region, net})),
      known,
      {...about, excluded}
    ).finding
  );

test("regions are led by the largest, and by three where there are more", () => {
  expect(
    finding([
      ["DACH", 60],
      ["Iberia", 30],
      ["Nordics", 10]
    ])
  ).toBe("DACH brings 60% of partner revenue");
  expect(
    finding([
      ["DACH", 50],
      ["Iberia", 30],
      ["Nordics", 10],
      ["France", 10]
    ])
  ).toBe("DACH brings 50% of partner revenue, the three largest 90%");
});

test("revenue without a region is in the whole and is called no region", () => {
  expect(
    finding([
      ["no region recorded", 60],
      ["DACH", 40]
    ])
  ).toBe("DACH brings 40% of partner revenue");
  expect(finding([["no region recorded", 60]])).toBe("No region is recorded of what partners brought");
});

test("a region whose refunds are more than its sales is in no share", () => {
  expect(
    finding([
      ["DACH", 60],
      ["Iberia", 40],
      ["Nordics", -50]
    ])
  ).toBe("DACH brings 60% of partner revenue");
});

test("no share is told where regions are hidden, nothing was won or too much is excluded", () => {
  expect(finding([["DACH", 60]], false)).toBe("Shares of regions are not shown here");
  expect(finding([])).toBe("No revenue through partners to spread");
  const excluded = {deals: 8, of: 11, half: true, material: true, amounts: []};
  expect(finding([["DACH", 60]], true, excluded)).toBe("Revenue is incomplete: 8 of 11 won deals have no exchange rate");
});
