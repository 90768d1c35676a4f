import {expect, test} from "vitest";
import {lossesInPoints} from "../../loaders/disclosure/loss.ts";

test("a bad year is told as a part of the revenue shown, to the nearest 5 points; without revenue, and where unknown, as nothing", () => {
  const losses = [
    {var95: 330, es95: 480},
    {var95: 0, es95: null}
  ] as unknown as Parameters<typeof lossesInPoints>[0];
  // 33% and 48% of 1,000 are 35% and 50% of the 2,000 that are shown
  expect(lossesInPoints(losses, {real: 1000, shown: 2000})).toEqual([
    {var95: 700, es95: 1000},
    {var95: 0, es95: null}
  ]);
  const nothing = {var95: null, es95: null};
  for (const real of [0, -5]) expect(lossesInPoints(losses, {real, shown: 0})).toEqual([nothing, nothing]);
});
