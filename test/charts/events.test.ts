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
