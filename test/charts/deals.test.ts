import {describe, expect, test} from "vitest";
import {discountsFigure, maturityFigure} from "../../src/charts/dealsFigures.ts";
import {decisionDots} from "../../src/charts/decisionDots.ts";
import {differenceRanges} from "../../src/charts/differenceRanges.ts";
import {shareLines, type ShareLine} from "../../src/charts/shareLines.ts";
import {drawn, inDocument} from "../support/drawn.ts";

type Decision = Parameters<typeof decisionDots>[0][number];

const decision = (days: number, state: Decision["state"]): Decision => ({id: `P${days}`, name: `Partner ${days}`, days, state});

describe("registrations by the time of their decision", () => {
  const rows = [
    ...[0, 1, 1, 1, 2].map((days) => decision(days, "in_time")),
    ...[3, 4].map((days) => decision(days, "late")),
    decision(2, "waiting"),
    decision(5, "overdue"),
    // decided on the weekend after the due day: two business days, and late
    decision(2, "late")
  ];

  test.each([640, 358])("are a dot each, beyond the rule's line exactly those that are late, at %i px", (width) => {
    const {dots, lines, text} = drawn(() => decisionDots(rows, {width}));
    const [line] = lines.filter((l) => l.x === l.x2);
    expect(dots).toHaveLength(rows.length);
    expect(dots.filter((d) => d.x > line!.x)).toHaveLength(4);
    expect(dots.filter((d) => d.stroke === "var(--warn)").map((d) => d.x > line!.x)).toEqual([true, true, true, true]);
    expect(text("late after 2 business days")!.x).toBeGreaterThan(line!.x);
  });

  test("are hollow while they are open", () => {
    const {dots} = drawn(() => decisionDots(rows, {width: 640}));
    expect(dots.filter((d) => d.fill === "var(--theme-background)")).toHaveLength(2);
  });

  test("are gathered above the number of their day, none on another", () => {
    const {dots, texts} = drawn(() => decisionDots(rows, {width: 640}));
    const day = texts.find((t) => t.text === "1")!;
    const column = dots.slice(1, 4);
    expect(column.reduce((sum, d) => sum + d.x, 0) / 3).toBeCloseTo(day.x, 6);
    expect(new Set(dots.map((d) => `${d.x.toFixed(2)} ${d.y.toFixed(2)}`)).size).toBe(rows.length);
  });
});

test("what a partner adds is a dot in its interval, beside the line of no difference", () => {
  const rows = [
    {label: "With a partner", rate: 0.6, other: 0.4, difference: 0.2, lower: 0.1, upper: 0.3, verdict: "better" as const},
    {label: "Influenced", rate: 0.42, other: 0.4, difference: 0.02, lower: -0.1, upper: 0.14, verdict: "unclear" as const},
    {label: "Sourced", rate: 0.2, other: 0.4, difference: -0.2, lower: -0.3, upper: -0.1, verdict: "worse" as const}
  ];
  const {dots, lines, paths, texts} = drawn(() => differenceRanges(rows, "direct deals", {width: 640}));
  const zero = lines.find((l) => l.x === l.x2 && Math.abs(l.y2 - l.y) > 50)!.x;
  const ranges = paths.filter((p) => p.points.length === 2);
  expect([dots.length, ranges.length]).toEqual([3, 3]);
  for (const [i, dot] of dots.entries()) {
    const [from, to] = ranges[i]!.points.map(([x]) => x) as [number, number];
    expect(dot.x).toBeCloseTo((from + to) / 2, 2);
    expect(from < zero && to > zero).toBe(rows[i]!.verdict === "unclear");
  }
  expect(dots.map((d) => d.fill)).toEqual(["var(--accent)", "var(--mark)", "var(--warn)"]);
  for (const {label} of rows) expect(texts.some((t) => t.text === label)).toBe(true);
});

test("a difference is told with the sign of each of its ends, also to those who hear the picture", () => {
  const rows = [
    {label: "With a partner", rate: 0.338, other: 0.4, difference: -0.062, lower: -0.2, upper: 0.11, verdict: "unclear" as const},
    {label: "Influenced", rate: 0.45, other: 0.4, difference: 0.05, lower: -0.015, upper: 0.12, verdict: "unclear" as const},
    {label: "Sourced", rate: 0.41, other: 0.4, difference: 0.01, lower: 0.0001, upper: 0.02, verdict: "better" as const}
  ];
  const {label} = drawn(() => differenceRanges(rows, "direct deals", {width: 640}));
  expect(label.replace(/\u00a0/g, " ")).toBe(
    "With a partner: 34% against 40%, a difference of −6.2 points (−20 to +11); " +
      "Influenced: 45% against 40%, a difference of +5 points (−1.5 to +12); " +
      "Sourced: 41% against 40%, a difference of +1 point (0 to +2)."
  );
});

test.each([640, 358])("the numbers of points stand apart and within the picture, at %i px", (width) => {
  const row = {label: "With a partner", rate: 0.6, other: 0.4, difference: 0.2, lower: 0.1, verdict: "better" as const};
  for (const upper of [0.12, 0.23, 0.3, 0.6]) {
    const {texts} = drawn(() => differenceRanges([{...row, upper}], "direct deals", {width}));
    const ticks = texts.filter((t) => /^([−+][\d.]+ points?|0)$/.test(t.text));
    const spans = ticks.map((t) => [t.x - t.text.length * 3.5, t.x + t.text.length * 3.5] as const).sort(([a], [b]) => a - b);
    expect(spans.length).toBeGreaterThan(2);
    expect([upper, spans[0]![0] >= 0, spans.at(-1)![1] <= width]).toEqual([upper, true, true]);
    spans.slice(1).forEach(([from], i) => expect(from, `${upper}`).toBeGreaterThan(spans[i]![1]));
  }
});

describe("a relationship over its years", () => {
  const year = (n: number, deals: number, win_rate: number) => ({
    year: n,
    deals,
    win_rate,
    discount: 10,
    priced: deals,
    contested: 0.5
  });
  const picture = (...deals: number[]) => drawn(() => maturityFigure(deals.map((n, i) => year(i + 1, n, 0.5))) as Node);

  test("is a line a share, in its band, for the years with 30 deals or more", () => {
    const {paths, texts} = picture(60, 40, 30, 29);
    const lines = paths.filter((p) => /^var\(--(accent|warn|mark)\)$/.test(p.stroke ?? ""));
    expect(lines.map((p) => p.points.length)).toEqual([3, 3, 3]);
    // a band has an upper and a lower end at each point
    expect(paths.filter((p) => p.points.length === 6)).toHaveLength(2);
    expect(texts.filter((t) => /^(year )?\d$/.test(t.text)).map((t) => t.text)).toEqual(["year 1", "2", "3"]);
    for (const name of ["won", "met a competitor", "mean discount"]) expect(texts.some((t) => t.text === name)).toBe(true);
  });

  test("has a line of discounts for the years in which 30 deals or more record one", () => {
    const rows = [year(1, 60, 0.5), year(2, 50, 0.5), {...year(3, 50, 0.5), priced: 29}];
    const {paths} = drawn(() => maturityFigure(rows) as Node);
    const lines = paths.filter((p) => /^var\(--(accent|warn|mark)\)$/.test(p.stroke ?? ""));
    expect(lines.map((p) => p.points.length)).toEqual([3, 3, 2]);
  });

  test("is not joined over a year with fewer", () => {
    const {paths} = picture(60, 40, 29, 50, 35);
    const won = paths.filter((p) => p.stroke === "var(--accent)");
    const [line] = won;
    expect(line!.node.getAttribute("d")!.match(/M/g)).toHaveLength(2);
  });

  test("has a table instead of lines where fewer than two years have as many", () => {
    const made = drawn(() => {
      const place = document.createElement("div");
      place.append(
        maturityFigure([year(1, 60, 0.5), year(2, 29, 0.5)]),
        document.createElementNS("http://www.w3.org/2000/svg", "svg")
      );
      return place;
    });
    expect(made.dots).toHaveLength(0);
  });
});

describe("lines of shares of which little is known", () => {
  const line = (name: string, ...values: (number | null)[]): ShareLine => ({
    name,
    points: values.map((value, x) => ({x, value, lower: null, upper: null}))
  });
  const picture = (...lines: ShareLine[]) => drawn(() => shareLines(lines, {width: 640, noun: "year"}));

  test.each([
    ["no line", []],
    ["a line without a point", [line("won")]],
    ["a line of unknown values", [line("won", null, null)]]
  ])("say so where there is %s", (_, lines) => {
    const {svg, texts} = picture(...lines);
    expect(svg.getAttribute("aria-label")).toBe("Not enough data to draw.");
    expect(texts.map(({text}) => text)).toEqual(["Not enough data to draw"]);
    expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("name the line that has a single point, and leave out the one that has none", () => {
    const {svg, texts} = picture(line("won", null, 0.4, null), line("met a competitor", null, null));
    expect(svg.getAttribute("aria-label")).toBe("won: 40% at year 1, 40% at year 1.");
    expect(texts.filter(({text}) => /[a-z]{3}/.test(text)).map(({text}) => text.replace("year ", ""))).toContain("won");
    expect(texts.some(({text}) => text === "met a competitor")).toBe(false);
    expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test("every partner whose discounts are compared is in the table of their picture, and those without net sales are counted as not drawn", () => {
  const id = ["A", "B", "C", "D", "E"];
  const columns = {id, name: id, net: [900, 300, 50, 0, -80], discount: [5, 4, 3, 2, 1]};
  const text = inDocument(() => (discountsFigure(columns, "EUR") as HTMLElement).textContent).replaceAll("\u00a0", " ");
  expect(text).toContain("Discount and net sold of 5 partners");
  expect(text).toContain("Not drawn: 2 without net sales above 0.");
  for (const name of id) expect(text).toContain(name);
  expect(text).toContain("-€80");
});
