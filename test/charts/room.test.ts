import {expect, test} from "vitest";
import {directColumns} from "../../src/charts/directColumns.ts";
import {forecastRange} from "../../src/charts/forecastRange.ts";
import {quarterColumns} from "../../src/charts/quarterColumns.ts";
import {shareColumns} from "../../src/charts/shareColumns.ts";
import {drawn} from "../support/drawn.ts";

/* Texts of pictures have room of their own. */

/** Half of a letter's usual width on either side of the middle. */
const half = (text: string) => 3.5 * text.length;

test.each([640, 358])("names of fiscal quarters below columns of revenue don't touch, at %i px", (width) => {
  const rows = Array.from({length: width < 500 ? 8 : 10}, (_, i) => ({
    ...{label: `Q${1 + (i % 4)} FY${2025 + Math.floor(i / 4)}`, starts_on: "2026-02-01", is_complete: true},
    ...{partner: 60, direct: 40, share: 0.6}
  }));
  const {texts} = drawn(() => directColumns(rows, {width, currency: "USD"}));
  const years = texts.filter((t) => /FY\d{4}/.test(t.text)).sort((a, b) => a.x - b.x);
  expect(years.length).toBeGreaterThan(5);
  years.slice(1).forEach((year, i) => expect(year.x - years[i]!.x).toBeGreaterThan(2 * half("FY2025")));
  // what the parts are is over no column's share
  const names = texts.filter((t) => /^(with partners|direct)$/.test(t.text));
  const shares = texts.filter((t) => t.text === "60%");
  expect([names.length, shares.length]).toEqual([2, years.length]);
  for (const name of names)
    for (const share of shares) expect(Math.abs(name.y - share.y) > 12 || name.x > share.x + half("60%")).toBe(true);
});

test.each([308, 358])("the name of the only region has room beside what the box says, at %i px", (width) => {
  const rows = [{id: null, name: "EMEA", share: 1, net: 1, members: 1, disclosed: false}];
  const {texts} = drawn(() => shareColumns(rows, {count: 1, effective: 1, noun: "region"}, {width}));
  const [name, box] = [texts.find((t) => t.text === "EMEA 100%")!, texts.find((t) => t.text.startsWith("equivalent to"))!];
  // nine letters, capitals and the sign of percent the widest, of 12 px
  expect(box.x - name.x).toBeGreaterThan(9 * 7 + 12);
});

test.each([640, 358])(
  "what is expected to be next to nothing is named above its line, not among the months, at %i px",
  (width) => {
    const rows = Array.from({length: 12}, (_, i) => ({
      as_of: `2025-${String(1 + i).padStart(2, "0")}-28`,
      ...{expected: 1, lower: null, upper: null, actual: i < 9 ? 12 + i : null},
      ...{horizon: "days", level: "all", member: "all", method: "model", until: "2026-01-31"}
    })) as unknown as Parameters<typeof forecastRange>[0];
    const {texts, label} = drawn(() => forecastRange(rows, {width, currency: "EUR"}));
    const name = texts.find((t) => t.text === "expected")!;
    const months = texts.filter((t) => /2025|Jan|Apr/.test(t.text));
    expect(months.length).toBeGreaterThan(0);
    for (const month of months) expect(month.y - name.y).toBeGreaterThan(20);
    expect(label).toContain("9 outcomes are known.");
  }
);

test.each([640, 358, 280])("what came is named where the name of what is expected is not, at %i px", (width) => {
  const expected = [0, 0, 115, 200, 258, 258, 278, 262, 252, 220, 250, 225];
  const came = [200, 258, 143, 263, 268, 247, 129, 221, 164, 204, 52, 133];
  const rows = came.map((actual, i) => ({
    as_of: `2025-${String(1 + i).padStart(2, "0")}-28`,
    ...{expected: expected[i]!, lower: null, upper: null, actual},
    ...{horizon: "days", level: "all", member: "all", method: "model", until: "2026-01-31"}
  })) as unknown as Parameters<typeof forecastRange>[0];
  const {texts} = drawn(() => forecastRange(rows, {width, currency: "EUR"}));
  const [one, other] = ["expected", "what came"].map((name) => texts.find((t) => t.text === name)!);
  expect(Math.abs(one!.y - other!.y) > 12 || other!.x - one!.x > 2 * half("expected") + half("what came")).toBe(true);
});

test("what refunds left below nothing has its place over the names of the months, and its number is on no column", () => {
  const rows = [-60, 10, -30].map((actual, i) => ({
    as_of: `2025-0${1 + i}-28`,
    ...{expected: 20, lower: null, upper: null, actual},
    ...{horizon: "days", level: "all", member: "all", method: "model", until: "2026-01-31"}
  })) as unknown as Parameters<typeof forecastRange>[0];
  const {texts, dots} = drawn(() => forecastRange(rows, {width: 640, currency: "EUR"}));
  const months = texts.filter((t) => /2025|Feb|Mar/.test(t.text)).map((t) => t.y);
  expect(Math.min(...months) - Math.max(...dots.map((d) => d.y))).toBeGreaterThan(6);

  const quarters = [80, 40, 60, 20, -50].map((net, i) => ({
    label: `Q${1 + (i % 4)} ${2025 + Math.floor(i / 4)}`,
    is_complete: true,
    net
  }));
  const {texts: said, rects} = drawn(() => quarterColumns(quarters, {width: 640, currency: "EUR"}));
  const below = rects.find((r) => r.fill === "var(--accent)")!;
  expect(said.find((t) => t.text === "-€50")!.y).toBeLessThan(below.y);
});
