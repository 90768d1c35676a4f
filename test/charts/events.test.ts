import {expect, test} from "vitest";
import {valueHistory} from "../../src/charts/valueHistory.ts";
import {drawn} from "../support/drawn.ts";

const events = [{day: "2026-06-28", what: "settings" as const}];

test.each([280, 358, 640])("what changed is said over the highest value, not on its name, at %i px", (width) => {
  for (const highest of [0, 8, 15, 19, 23]) {
    const points = Array.from({length: 24}, (_, i) => ({
      as_of: `${2024 + Math.floor((i + 6) / 12)}-${String(1 + ((i + 6) % 12)).padStart(2, "0")}-28`,
      value: i === highest ? 15 : 11 + (i % 3)
    }));
    const {texts} = drawn(() => valueHistory(points, {width, name: "Effective number", events}));
    const said = texts.find((t) => t.text.includes("definitions changed"))!;
    expect(said.y).toBeGreaterThan(9);
    const others = texts.filter((t) => /\d in |now/.test(t.text));
    expect(others.length).toBeGreaterThan(1);
    for (const t of others) expect([highest, t.text, t.y - said.y > 11]).toEqual([highest, t.text, true]);
  }
});

test.each([280, 358, 640])(
  "an event of the company's own is named over the highest value, not on its name, at %i px",
  (width) => {
    const own = ["2025-08-03", "2025-09-20"].map((day) => ({day, what: "event" as const, text: "A new list of prices"}));
    for (const highest of [8, 12, 15]) {
      const points = Array.from({length: 24}, (_, i) => ({
        as_of: `${2024 + Math.floor((i + 6) / 12)}-${String(1 + ((i + 6) % 12)).padStart(2, "0")}-28`,
        value: i === highest ? 15 : 11 + (i % 3)
      }));
      const {texts} = drawn(() => valueHistory(points, {width, name: "Effective number", events: [...own, ...events]}));
      const said = texts.filter((t) => /prices|definitions changed/.test(t.text)).map((t) => t.y);
      expect(said).toHaveLength(3);
      const highs = texts.filter((t) => /\d in |now/.test(t.text)).map((t) => t.y);
      // each on a line of its own, within the picture, and all over the names of values
      expect([...said].sort((a, b) => a - b).every((y, i, all) => y > 8 && (i === 0 || y - all[i - 1]! > 11))).toBe(true);
      expect(Math.min(...highs) - Math.max(...said)).toBeGreaterThan(11);
    }
  }
);
