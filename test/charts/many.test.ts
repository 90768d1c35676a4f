import {describe, expect, test} from "vitest";
import {textWidth} from "../../src/charts/chart.ts";
import {drawnLines, spreadLines} from "../../src/charts/spreadLines.ts";
import {trustStrip} from "../../src/charts/trustStrip.ts";
import {valueTrust} from "../../src/charts/valueTrust.ts";
import type {Grade} from "../../src/contract/index.ts";
import {dependenceCaption, spreadCaption} from "../../src/copy/people.ts";
import {exchangePlot} from "../../src/charts/exchangePlot.ts";
import {forecastRange} from "../../src/charts/forecastRange.ts";
import {drawn} from "../support/drawn.ts";

/* Pictures where partners are many. */

describe("how partnerships spread, of 200 partners with five of our people each and one with six,", () => {
  const days = ["2025-01-01", "2025-03-01", "2025-05-01", "2025-07-01", "2025-09-01", "2025-11-01"];
  const steps = (id: string, reps: number) =>
    days.slice(0, reps).map((first_on, i) => ({id, name: `Partner ${id}`, first_on, reps: i + 1}));
  const rows = [...steps("most", 6), ...Array.from({length: 200}, (_, i) => steps(String(i), 5)).flat()];

  test("is lines of those with the most, while the names count all", () => {
    const {paths, dots, text} = drawn(() => spreadLines(rows, "2025-12-31", {width: 640}));
    const of = drawnLines(rows, "2025-12-31");
    expect([of.lines.length, of.drawn[0]!.id]).toEqual([201, "most"]);
    // 6 and a day of the data, then 5 and a day of the data each: 48 more are within 300 steps
    expect(of.drawn).toHaveLength(49);
    expect(dots).toHaveLength(6 + 48 * 5);
    expect(paths.filter((p) => ["var(--accent)", "var(--mark)", "var(--line)"].includes(p.stroke ?? ""))).toHaveLength(49);
    expect(text("200 partners")!.text).toBe("200 partners: 5");
  });

  test("says below of how many it is, and nothing where it is of all", () => {
    expect(spreadCaption(201, 49)).toContain("Drawn: the 49 of 201 partners with the most; the table has all.");
    expect(spreadCaption(55, 55)).not.toContain("Drawn");
    expect(dependenceCaption(40, 20)).toContain("Drawn: the 20 who won most; the table has all.");
    expect(dependenceCaption(20, 20)).not.toContain("Drawn");
  });
});

const scored = (i: number, grade: Grade) => ({
  ...{
    id: `P${i}`,
    name: `Partner ${i}`,
    rank: i + 1,
    abc: "A" as const,
    revenue: 1000 - 10 * i,
    revenue_share: 0.01,
    served: null
  },
  ...{service_share: null, expected_value: null, label: null, score: 50 + (i % 3), lower: 44, upper: 58, grade, pace: null}
});

test("where the weak of group A are many, each that is named has its range, and its name at the end of it", () => {
  const rows = Array.from({length: 90}, (_, i) => scored(i, "below_typical")) as unknown as Parameters<typeof valueTrust>[0];
  const {lines, texts} = drawn(() => valueTrust(rows, {width: 640, currency: "EUR"}));
  const names = texts.filter((t) => t.text.startsWith("Partner "));
  const ranges = lines.filter((l) => l.stroke === "var(--warn)");
  expect(names.length).toBeGreaterThan(0);
  expect(ranges).toHaveLength(names.length);
  for (const name of names) {
    const range = ranges.find((l) => Math.abs(l.y - name.y) < 6)!;
    expect(Math.min(...[range.x, range.x2].map((x) => Math.abs(x - name.x)))).toBeLessThan(12);
  }
});

/** So many scores from 58 down to 44, in their intervals. */
const sample = (n: number) => {
  const score = Array.from({length: n}, (_, i) => 58 - (14 * i) / Math.max(1, n - 1));
  return {score, lower: score.map((s) => s - 7), upper: score.map((s) => s + 7)};
};

test.each([640, 504])("grades of two partners beside grades of hundreds have names that don't touch, at %i px", (width) => {
  const counts: [Grade, number][] = [
    ["trusted", 2],
    ["candidate", 467],
    ["below_typical", 461],
    ["at_risk", 2],
    ["unproven", 1068]
  ];
  const grades = counts.map(([grade, partners]) => ({
    ...{grade, partners, entered: 15, left: 15},
    scores: sample(Math.min(partners, 60))
  }));
  const {texts} = drawn(() => trustStrip({average: 51, grades}, [], {width}));
  const names = texts.filter((t) => /^(Trusted|Above|Below|At risk|Not enough)/.test(t.text)).sort((a, b) => a.x - b.x);
  expect(names).toHaveLength(5);
  const first = (text: string) => /^(Trusted|Above average|Below average|At risk|Not enough)/.exec(text)![0];
  names.slice(1).forEach((name, i) => expect(names[i]!.x + textWidth(first(names[i]!.text))).toBeLessThanOrEqual(name.x));
});

test.each([640, 358])("a grade has its own dots above its name, each in its interval, also as a sample, at %i px", (width) => {
  const counts: [Grade, number][] = [
    ["trusted", 2],
    ["candidate", 8],
    ["below_typical", 10],
    ["at_risk", 2],
    ["unproven", 178]
  ];
  const grades = counts.map(([grade, n]) => ({grade, partners: 2 * n, entered: 0, left: 0, scores: sample(n)}));
  const {dots, lines, texts, label} = drawn(() => trustStrip({average: 51, grades}, [], {width}));
  const names = texts.filter((t) => /^(Trusted|Above|Below|At risk|Not enough|Too little)/.test(t.text));
  // scores fall within a grade: where they rise, the next grade begins
  const starts = dots.filter((d, i) => i === 0 || d.y < dots[i - 1]!.y - 1).map((d) => d.x);
  const ends = [...starts.slice(1), width];
  expect(names).toHaveLength(5);
  expect(starts).toHaveLength(5);
  names.forEach((name, i) => expect([name.x >= starts[i]! - 5, name.x < ends[i]!], name.text).toEqual([true, true]));
  for (const dot of dots)
    expect(
      lines.some((l) => l.x === l.x2 && Math.abs(l.x - dot.x) < 0.01),
      "its interval"
    ).toBe(true);
  expect(label).toMatch(/^A sample of trust scores, by grade: 4 trusted, /);
});

test.each([1000, 640, 358])("no name of who owes whom is on a dot, however many partners it is of, at %i px", (width) => {
  const of = (n: number, received: number, given: number, verdict: "no_clear_imbalance" | "they_owe" | "we_owe") =>
    Array.from({length: n}, (_, i) => ({
      ...{id: `${received} ${given} ${i}`, name: `A partner with ${received} and ${given}, ${i}`, received, given, verdict},
      ...{share_lower: 0, share_upper: 1, received_value: null, given_value: null}
    }));
  const rows = [
    ...[0, 1, 2, 3].flatMap((received) => [0, 1, 2].flatMap((given) => of(40, received, given, "no_clear_imbalance"))),
    ...of(17, 0, 3, "they_owe"),
    ...of(1, 0, 4, "they_owe"),
    ...of(1, 0, 5, "they_owe"),
    ...of(1, 6, 1, "we_owe"),
    ...of(1, 24, 22, "no_clear_imbalance")
  ] as unknown as Parameters<typeof exchangePlot>[0];
  const {dots, texts} = drawn(() => exchangePlot(rows, [], {width}));
  const names = texts.filter((t) => t.text.startsWith("A partner"));
  expect(names.length).toBeGreaterThan(0);
  // one name of a dot of several says of how many
  for (const name of names.filter((t) => t.text.includes("more"))) expect(name.text).toMatch(/ and 16 more$/);
  for (const name of names) {
    const wide = 6 * name.text.length;
    const [from, to] = name.anchor === "end" ? [name.x - wide, name.x] : [name.x, name.x + wide];
    const on = dots.filter((d) => d.x + d.r > from && d.x - d.r < to && Math.abs(d.y - name.y) < d.r + 3);
    expect([name.text, on.length]).toEqual([name.text, 0]);
  }
});

test.each([308, 358, 640, 900])("no dot of several partners is on what a corner of referrals means, at %i px", (width) => {
  const rows = Array.from({length: 2000}, (_, i) => ({
    ...{id: String(i), name: `Partner ${i}`, verdict: i % 2 ? "we_owe" : "they_owe"},
    ...(i % 2 ? {given: 0, received: 10 + ((i * 7) % 29)} : {given: 10 + ((i * 7) % 29), received: 0})
  })) as unknown as Parameters<typeof exchangePlot>[0];
  const {dots, texts} = drawn(() => exchangePlot(rows, [], {width}));
  const [above, below] = ["They send more", "We send more"].map((said) => texts.find((t) => t.text.startsWith(said))!);
  const wide = 7 * "They send more:".length;
  const on = (box: {from: number; to: number; top: number; end: number}) =>
    dots.filter((d) => d.x + d.r > box.from && d.x - d.r < box.to && d.y + d.r > box.top && d.y - d.r < box.end).length;
  // y is the top of the upper two lines, and the foot of the lower ones
  expect(on({from: above!.x, to: above!.x + wide, top: above!.y, end: above!.y + 26})).toBe(0);
  expect(on({from: below!.x - wide, to: below!.x, top: below!.y - 26, end: below!.y})).toBe(0);
});

test.each([320, 640])("no name is on what the upper corner of referrals means, at %i px", (width) => {
  const rows = Array.from({length: 12}, (_, i) => ({
    ...{id: String(i), name: `A partner of ours ${i}`, given: Math.floor(i / 3), received: 40 - 2 * i, verdict: "we_owe"}
  })) as unknown as Parameters<typeof exchangePlot>[0];
  const {texts} = drawn(() => exchangePlot(rows, [], {width}));
  const names = texts.filter((t) => t.text.startsWith("A partner"));
  const title = texts.find((t) => t.text.startsWith("They send more"))!;
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const from = name.anchor === "end" ? name.x - 6 * name.text.length : name.x;
    // y is the base line of a name, and the top of the two lines
    const isOn = from < title.x + 100 && name.y + 3 > title.y && name.y - 9 < title.y + 26;
    expect([name.text, isOn]).toEqual([name.text, false]);
  }
});

test.each([
  ["under it at first", [17, 18, 19, 19, 18, 17, 17, 17, 17, 17], [13, 12, 13, 14, 13, 13, 13, 13, 13, null]],
  ["over it at first", [17, 16, 15, 15, 16, 17, 17, 17, 17, 17], [20, 21, 22, 20, 13, 13, 13, 13, 13, null]]
])("the name of what was expected is on no part of the line and on no outcome, %s", (_, expected, actual) => {
  const rows = Array.from({length: 24}, (_, i) => ({
    as_of: `${2024 + Math.floor(i / 12)}-${String(1 + (i % 12)).padStart(2, "0")}-28`,
    ...{expected: expected[Math.floor(i / 2.4)]!, lower: null, upper: null, actual: actual[Math.floor(i / 2.4)] ?? null},
    ...{horizon: "days", level: "portfolio", member: "all", method: "model", until: "2026-01-31"}
  })) as unknown as Parameters<typeof forecastRange>[0];
  const {dots, texts, paths} = drawn(() => forecastRange(rows, {width: 640, currency: "EUR"}));
  const name = texts.find((t) => t.text === "expected")!;
  const [from, to] = [name.x, name.x + 6 * name.text.length];
  const line = paths.find((p) => p.stroke === "var(--accent)" && p.points.length > 2)!;
  const near = [...dots.map((d) => [d.x, d.y] as const), ...line.points].filter(([x]) => x >= from - 3 && x <= to + 3);
  expect(near.length).toBeGreaterThan(2);
  for (const [x, y] of near) expect([x, Math.abs(y - name.y) > 8]).toEqual([x, true]);
});
