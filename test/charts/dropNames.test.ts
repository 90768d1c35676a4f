import {describe, expect, test} from "vitest";
import {hang, hangMost, type Hung, type Spot} from "../../src/charts/dropNames.ts";
import {paretoPlot} from "../../src/charts/paretoPlot.ts";
import {drawn} from "../support/drawn.ts";

/** Numbers between 0 and 1 that look random and are the same each time. */
function dice(): () => number {
  let state = 7;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const spans = ({x, width}: Hung, {left}: Spot): readonly [number, number] => (left ? [x - 8 - width, x] : [x, x + 8 + width]);
const passed = (items: readonly Hung[], spots: readonly Spot[]): number =>
  items.filter((item, i) => {
    const [from, to] = spans(item, spots[i]!);
    return items.some(({x}, j) => j !== i && spots[j]!.lane > spots[i]!.lane && x > from && x < to);
  }).length;

describe("names on lines", () => {
  test("get a lane each within the picture, none passed by another's line, or say that there is no such place", () => {
    const next = dice();
    let hung = 0;
    for (let round = 0; round < 300; round++) {
      const count = 1 + Math.floor(next() * 6);
      const items = Array.from({length: count}, () => ({x: next() * 360, width: 20 + next() * 120})).sort((a, b) => a.x - b.x);
      const spots = hang(items, [0, 360]);
      if (!spots) continue;
      hung++;
      expect(new Set(spots.map((s) => s.lane)).size).toBe(count);
      expect(passed(items, spots)).toBe(0);
      for (const [i, item] of items.entries()) {
        const [from, to] = spans(item, spots[i]!);
        expect([from >= 0, to <= 360]).toEqual([true, true]);
      }
    }
    expect(hung).toBeGreaterThan(150);
  });

  test("that have no place together lose one after another, as they are told, until the rest have", () => {
    const items = [10, 20, 30].map((x) => ({x, width: 400}));
    expect(hang(items, [0, 360])).toBe(null);
    expect(
      hangMost(
        items,
        (d) => d,
        [0, 360],
        () => 0
      )
    ).toEqual([]);
    const mixed = [
      {x: 10, width: 400},
      {x: 20, width: 40}
    ];
    expect(
      hangMost(
        mixed,
        (d) => d,
        [0, 360],
        () => 0
      ).map(({item}) => item.x)
    ).toEqual([20]);
  });
});

test("who moved keeps a name in the picture of the largest partners where not all have room, before who is next", () => {
  const points = Array.from({length: 60}, (_, i) => ({rank: i + 1, cumulative: 1 - (1 - (i + 1) / 60) ** 3}));
  const mark = (kind: "entered" | "left" | "next", rank: number) => ({
    ...{id: `P${rank}`, name: `A partner called ${rank}`, kind, rank, to_trusted: 2}
  });
  const marks = [mark("next", 2), mark("entered", 20), mark("left", 22), mark("next", 24), mark("next", 26)];
  const {texts} = drawn(() => paretoPlot(points, {k80: 15, k_a: 15, k_ab: 30, marks}, 60, {width: 358}));
  const named = texts.map((t) => t.text).filter((t) => t.includes("A part"));
  expect(named.filter((t) => /entered|left/.test(t))).toHaveLength(2);
});
