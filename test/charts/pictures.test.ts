import {describe, expect, test} from "vitest";
import {contactDots} from "../../src/charts/contactDots.ts";
import {dumbbells} from "../../src/charts/dumbbells.ts";
import {textWidth} from "../../src/charts/chart.ts";
import {lossCurve} from "../../src/charts/lossCurve.ts";
import {paretoPlot} from "../../src/charts/paretoPlot.ts";
import {firstDealsFigure} from "../../src/charts/segmentsFigures.ts";
import {reviewsFigure} from "../../src/charts/serviceFigures.ts";
import {shareColumns} from "../../src/charts/shareColumns.ts";
import {inactivityTable} from "../../src/tables/concentrationTables.ts";
import {valueBars} from "../../src/charts/valueBars.ts";
import {trendsTable} from "../../src/tables/trends.ts";
import {drawn, inDocument} from "../support/drawn.ts";

describe("business reviews", () => {
  const reviews = {
    id: ["A", "B", "C", "D"],
    name: ["Acme", "Bolt", "Core", "Dune"],
    last_review_on: ["2026-01-01", "2026-06-01", null, "2026-05-01"],
    days_since_review: [180, 29, null, 60],
    stale: [true, false, true, false]
  };

  test("are the strip of contacts: a dot a partner by days since, the overdue by name beyond the line", () => {
    const {dots, lines, texts, label} = drawn(() => reviewsFigure(reviews, 90) as Node);
    const limit = lines.find((l) => l.stroke === "var(--quiet)")!;
    expect(dots).toHaveLength(3);
    expect(dots.filter((d) => d.x > limit.x).map((d) => d.fill)).toEqual(["var(--warn)"]);
    expect(texts.map((t) => t.text)).toContain("Acme");
    expect(texts.map((t) => t.text)).toContain("90 days");
    expect(label).toMatch(/3 partners; 1 of them more than 90 days ago/);
  });
});

describe("names on drop lines", () => {
  test.each([640, 358])("are passed by no other name's line, at %i px", (width) => {
    const late = [100, 130, 160, 190, 210, 260].map((days, i) => ({
      id: `P${i}`,
      name: `A partner called ${i}`,
      days,
      ignored: true
    }));
    const {lines, texts} = drawn(() => contactDots(late, 90, {width}));
    const names = texts.filter((t) => t.text.startsWith("A partner"));
    const drops = lines.filter((l) => l.stroke === "var(--warn)");
    expect(names.length).toBeGreaterThan(3);
    expect(drops).toHaveLength(names.length);
    for (const name of names) {
      const wide = name.text.length * 6;
      const [from, to] = name.anchor === "end" ? [name.x - wide, name.x] : [name.x, name.x + wide];
      const through = drops.filter((l) => l.x > from + 1 && l.x < to - 1 && Math.min(l.y, l.y2) < name.y - 12);
      expect(through, name.text).toHaveLength(0);
    }
  });
});

test("one-sided partners are bars in money from one line: what we sent to the left, what theirs brought to the right", () => {
  const partner = (id: string, given_value: number, received_value: number) => ({
    ...{id, name: `Partner ${id}`, received: 1, given: 5, verdict: "they_owe" as const, share_lower: 0, share_upper: 0.4},
    ...{received_value, given_value}
  });
  const rows = [partner("A", 400, 100), partner("B", 800, 0)];
  const {rects, lines, texts} = drawn(() => valueBars(rows, {width: 640, currency: "EUR"}));
  const middle = lines.find((l) => l.x === l.x2)!.x;
  const sent = rects.filter((r) => r.fill === "var(--warn)");
  const won = rects.filter((r) => r.fill === "var(--accent)" && r.width > 0);
  expect(sent.map((r) => Math.round(r.x + r.width - middle))).toEqual([0, 0]);
  expect(sent[0]!.width / sent[1]!.width).toBeCloseTo(2, 1);
  expect(won).toHaveLength(1);
  expect(won[0]!.x).toBeCloseTo(middle, 0);
  expect(sent[1]!.width / won[0]!.width).toBeCloseTo(4, 1);
  expect(texts.map((t) => t.text)).toEqual(expect.arrayContaining(["€500", "€0", "← we sent", "won from theirs →"]));
});

test("first deals are a curve a year of start, of the days since the start, each named at its end", () => {
  const row = (cohort: string, days: number, active: number) => ({cohort, size: 10, days, at_risk: 5, active});
  const rows = [row("2023", 100, 0.2), row("2023", 400, 0.6), row("2024", 50, 0.3), row("2024", 380, 0.5)];
  const {paths, dots, texts, text} = drawn(() => firstDealsFigure(rows) as Node);
  const curves = paths.filter(
    (p) => p.node.getAttribute("d") !== null && ["var(--accent)", "var(--mark)"].includes(p.stroke ?? "")
  );
  expect(curves).toHaveLength(2);
  // steps: between two points a curve is level
  for (const curve of curves) expect(curve.node.getAttribute("d")).toMatch(/^M[^C]+$/);
  const end = Math.max(...dots.map((d) => d.x));
  expect(text("2024 (10)")!.fill).toBe("var(--accent)");
  for (const year of ["2024 (10)", "2023 (10)"]) expect(text(year)!.x).toBeLessThanOrEqual(end + 12);
  expect(texts.some((t) => t.text === "day 0")).toBe(true);
});

test("hours beside revenue have an axis with numbers, on which both dots are where they should be", () => {
  const rows = [
    {id: "A", name: "Acme", service_share: 0.2, value_share: 0.05},
    {id: "B", name: "Bolt", service_share: 0.02, value_share: 0.1}
  ];
  const {dots, texts} = drawn(() => dumbbells(rows, {width: 640}));
  const ticks = texts.filter((t) => /^\d+%$/.test(t.text) && t.y > 80);
  expect(ticks.length).toBeGreaterThan(2);
  const [a, b] = [ticks[0]!, ticks.at(-1)!];
  const [from, to] = [a, b].map((t) => parseFloat(t.text) / 100) as [number, number];
  const across = (share: number) => a.x + ((share - from) / (to - from)) * (b.x - a.x);
  expect(dots.map((d) => Math.round(d.x))).toEqual([0.05, 0.1, 0.2, 0.02].map((share) => Math.round(across(share))));
});

test.each([
  [1, () => 3],
  [40, () => 3],
  [300, () => 3],
  [300, (i: number) => Math.floor(40 * (i / 300) ** 4)],
  [300, (i: number) => i % 7]
] as const)("days since the last contact are stacked within their picture: %i partners", (count, daysOf) => {
  const rows = Array.from({length: count}, (_, i) => ({id: `P${i}`, name: `P ${i}`, days: daysOf(i), ignored: false}));
  for (const width of [280, 640, 900]) {
    const {dots} = drawn(() => contactDots(rows, 90, {width}));
    expect(dots).toHaveLength(count);
    expect(Math.min(...dots.map((d) => d.y))).toBeGreaterThan(8);
  }
});

describe("the probability of a loss", () => {
  const curve = [1, 1, 0.92, 0.2, 0.001, 0].map((probability, i) => ({share_lost: 0.11 + i / 100, probability}));

  test("falls through the year in twenty and is marked at one half, also between whole percents", () => {
    const {dots, paths, texts} = drawn(() => lossCurve(curve, {width: 640, bad: 0.144}));
    const line = paths.find((p) => p.node.closest("[stroke-width='2']") !== null)!.points;
    const over = ([x, y]: [number, number], i: number) => {
      const next = line[i + 1];
      return (of: {x: number; y: number}) =>
        next !== undefined && of.x >= x - 0.6 && of.x <= next[0] + 0.6
          ? Math.abs(y + ((of.x - x) / (next[0] - x)) * (next[1] - y) - of.y)
          : Infinity;
    };
    expect(dots).toHaveLength(2);
    for (const dot of dots) expect(Math.min(...line.map((point, i) => over(point, i)(dot)))).toBeLessThan(1);
    expect(texts.map((t) => t.text).join(" ")).toContain("13% or more");
  });
});

test.each([
  [[1, 0.42, 0.42, 0.04, 0], "in most years less than 1%"],
  [[1, 0.6, 0.5, 0.3, 0.01], "in most years 2% or more"],
  [[1, 0.2, 0.2, 0.2, 0.2], "in most years less than 1%"],
  [[1, 0.9, 0.9, 0.9, 0.9], "in most years 4% or more"]
])("of most years is said what the curve knows: %j", (probabilities, said) => {
  const curve = probabilities.map((probability, i) => ({share_lost: i / 100, probability}));
  const {texts, label} = drawn(() => lossCurve(curve, {width: 640, bad: 0.03}));
  expect(texts.map((t) => t.text.replace("\n", " ")).join(" ")).toContain(said.replace(/ (?=less|\d)/, ""));
  expect(label).toContain(said);
});

describe("shares of revenue side by side", () => {
  test("begin with the largest share, whatever the order of the rows, and end within the picture", () => {
    const shares = [0.02, 0.01, 0.05, 0.02];
    const rows = shares.map((share, i) => ({id: `P${i}`, name: `P ${i}`, share, net: 2, members: 1, disclosed: false}));
    const {rects, texts} = drawn(() =>
      shareColumns(rows, {count: 4, effective: 3, noun: "partner", highest: 0.05}, {width: 308})
    );
    const columns = rects.filter((r) => r.fill === "var(--mark)");
    expect(columns.map((r) => r.height)).toEqual([...columns.map((r) => r.height)].sort((a, b) => b - a));
    expect(Math.min(...columns.map((r) => r.y))).toBeGreaterThan(0);
    expect(texts.some((t) => t.text === "P 2 5%")).toBe(true);
  });

  test.each([
    [150, 140, 3, "150 partners"],
    [2000, 1200, 3, "2,000 partners"],
    [2000, 10, 3, "the largest 120 of 2,000 partners"]
  ])("have a place for those without a row: %i partners, equivalent to %i", (count, effective, named, said) => {
    const rows = Array.from({length: named}, (_, i) => ({
      id: `P${i}`,
      name: `P ${i}`,
      share: 0.02,
      net: 2,
      members: 1,
      disclosed: false
    }));
    const others = {id: null, name: "all others", share: 0.94, net: 94, members: count - named, disclosed: false};
    const {rects, texts} = drawn(() => shareColumns([...rows, others], {count, effective, noun: "partner"}, {width: 308}));
    const columns = rects.filter((r) => r.fill === "var(--mark)");
    expect(Math.max(...columns.map((r) => r.x + r.width))).toBeCloseTo(300, -1);
    expect(texts.map((t) => t.text)).toContain(said);
  });

  const members = (...shares: number[]) =>
    shares.map((share, i) => ({id: `P${i}`, name: `P ${i}`, share, net: share, members: 1, disclosed: false}));
  const picture = (shares: number[], highest: number, effective = 2) =>
    drawn(() => shareColumns(members(...shares), {count: shares.length, effective, noun: "partner", highest}, {width: 308}));
  const columns = (of: ReturnType<typeof drawn>) => of.rects.filter((r) => r.fill === "var(--mark)").map((r) => r.height);

  test.each([
    [358, 60, 14],
    [308, 60, 14],
    [640, 60, 14],
    [358, 209, 45],
    [358, 12, 8.6],
    [280, 12, 3]
  ])("have no dashed line through a name: at %i px, %i equivalent to %d", (width, count, effective) => {
    const largest = [0.19, 0.09, 0.08];
    const shares = [...largest, ...Array.from({length: count - 3}, () => (1 - 0.36) / (count - 3))];
    const rows = members(...shares).map((m, i) => ({...m, name: `Halvard Systemhaus ${i}`, disclosed: i < 3}));
    const {paths, rects, texts} = drawn(() => shareColumns(rows, {count, effective, noun: "partner", highest: 0.4}, {width}));
    const dashed = (node: Element) => node.closest("[stroke-dasharray]") !== null;
    const box = rects.find((r) => dashed(r.node))!;
    const corner: [number, number] = [box.x + box.width, box.y];
    const sides = [[[box.x, box.y], corner] as const, [corner, [corner[0], corner[1] + box.height]] as const];
    const links = paths.filter((p) => dashed(p.node)).map((p) => [p.points[0]!, p.points.at(-1)!] as const);
    const names = texts.filter((t) => t.text.startsWith("Halvard"));
    expect(names).toHaveLength(3);
    for (const name of names)
      for (const [[x1, y1], [x2, y2]] of [...sides, ...links]) {
        const over = Math.max(x1, x2) > name.x && Math.min(x1, x2) < name.x + 6 * name.text.length;
        // a text stands on its line: letters reach 9 px above it and 3 below
        const level = Math.max(y1, y2) > name.y - 9 && Math.min(y1, y2) < name.y + 3;
        expect([name.text, over && level]).toEqual([name.text, false]);
      }
  });

  test.each([1, 2, 3, 4].flatMap((count) => [280, 308, 640].map((width) => [count, width] as const)))(
    "have their names within the picture and none on another: %i partners of long names at %i px",
    (count, width) => {
      const shares = [[1], [0.6, 0.4], [0.4, 0.35, 0.25], [0.31, 0.27, 0.22, 0.2]][count - 1]!;
      const rows = members(...shares).map((m, i) => ({...m, name: `A partner of some length ${i}`, disclosed: true}));
      const effective = 1 / shares.reduce((sum, share) => sum + share ** 2, 0);
      const {texts} = drawn(() => shareColumns(rows, {count, effective, noun: "partner"}, {width}));
      const said = texts.filter((t) => /^A .*%$|^equivalent to/.test(t.text));
      expect(said).toHaveLength(count + 1);
      const boxes = said.map((t) => {
        const ends = t.node.closest("[text-anchor=end]") !== null;
        const wide = 6 * (t.text.startsWith("equivalent to") ? "equivalent to 2.9".length : t.text.length);
        return {text: t.text, left: t.x - (ends ? wide : 0), right: t.x + (ends ? 0 : wide), y: t.y};
      });
      for (const a of boxes) {
        expect([a.text, a.left >= 0, a.right <= width, a.y >= 10]).toEqual([a.text, true, true, true]);
        for (const b of boxes.filter((other) => other !== a))
          expect([a.text, b.text, a.left < b.right && b.left < a.right && Math.abs(a.y - b.y) < 10]).toEqual([
            a.text,
            b.text,
            false
          ]);
      }
    }
  );

  test("share one scale", () => {
    const [large, small] = [picture([0.8, 0.2], 0.8), picture([0.4, 0.3, 0.3], 0.8)];
    expect(columns(large)[0]! / columns(small)[0]!).toBeCloseTo(2, 1);
    expect(large.texts.filter((t) => /%$/.test(t.text) && t.x < 44).map((t) => t.text)).toEqual(
      small.texts.filter((t) => /%$/.test(t.text) && t.x < 44).map((t) => t.text)
    );
  });

  test.each([4, 60, 200, 444, 2000])("are no paler where they are many: %i cover the ground under them", (count) => {
    const shares = Array.from({length: count}, (_, i) => (2 * (count - i)) / (count * (count + 1)));
    const {rects} = picture(shares, 1, count * 0.75);
    const of = rects.filter((r) => r.fill === "var(--mark)").sort((a, b) => a.x - b.x);
    expect(of).toHaveLength(count);
    expect(Math.min(...of.map((r) => r.width))).toBeGreaterThanOrEqual(0.99);
    let [covered, end] = [0, of[0]!.x];
    for (const {x, width} of of) {
      covered += Math.max(0, x + width - Math.max(x, end));
      end = Math.max(end, x + width);
    }
    expect(covered / (end - of[0]!.x)).toBeGreaterThan(0.75);
  });

  test("show the numbers of a scale of their own where the shared one would leave them empty", () => {
    const own = picture([0.004, 0.003, 0.003], 0.9, 300);
    const ticks = own.texts.filter((t) => /%$/.test(t.text) && t.x < 44).map((t) => t.text);
    expect(ticks.length).toBeGreaterThan(1);
    expect(Math.max(...ticks.map(parseFloat))).toBeLessThanOrEqual(0.4);
  });
});

test.each([358, 640])("the dashed line of the real split passes no name of who moved, at %i px", (width) => {
  const points = Array.from({length: 60}, (_, i) => ({rank: i + 1, cumulative: 1 - (1 - (i + 1) / 60) ** 3}));
  const marks = [12, 14].map((rank, i) => ({
    ...{id: `P${i}`, name: `Bellacqua Informatica ${i}`, rank, kind: "entered" as const, to_trusted: null}
  }));
  const {paths, texts} = drawn(() => paretoPlot(points, {k80: 15, k_a: 15, k_ab: 19, marks}, 60, {width}));
  const split = paths
    .filter((p) => p.node.closest("[stroke-dasharray]"))
    .map((p) => [p.points[0]!, p.points.at(-1)!] as const)
    .find(([[x1], [x2]]) => x1 === x2)!;
  const names = texts.filter((t) => t.text.includes("entered A"));
  expect(names).toHaveLength(2);
  const low = Math.max(split[0][1], split[1][1]);
  for (const {x, y, text, anchor} of names) {
    const [from, to] = anchor === "end" ? [x - 6 * text.length, x] : [x, x + 6 * text.length];
    expect([text, split[0][0] > from && split[0][0] < to && low > y - 9]).toEqual([text, false]);
  }
});

test.each([
  [280, 0.82],
  [358, 0.95],
  [640, 0.9],
  [640, 0.99]
])(
  "what the first partner brings stands within the picture and on no number of the axis, at %i px with a share of %d",
  (width, cumulative) => {
    const points = [
      {rank: 1, cumulative},
      {rank: 2, cumulative: (1 + cumulative) / 2}
    ];
    const {texts} = drawn(() => paretoPlot(points, {k80: 1, k_a: 1, k_ab: 1, marks: []}, 39, {width}));
    const box = ({text, x, y, anchor}: (typeof texts)[number]) => {
      const wide = 1.1 * Math.max(...text.split(/(?=brings)/).map(textWidth));
      const from = anchor === "end" ? x - wide : anchor === "start" ? x : x - wide / 2;
      return {from, to: from + wide, y, anchor};
    };
    const told = texts.filter((t) => /1 of 39|brings/.test(t.text)).map(box);
    const ticks = texts.filter((t) => /^\d+%$/.test(t.text)).map(box);
    expect([told.length > 0, ticks.length > 3]).toEqual([true, true]);
    for (const {from, to, y, anchor} of told) {
      expect([from >= -0.01, to <= width]).toEqual([true, true]);
      // its two lines are above the place of a text that ends there, and below that of one that begins there
      const [top, bottom] = anchor === "end" ? [y - 26, y] : [y, y + 26];
      expect(ticks.filter((t) => t.from < to && t.to > from && t.y + 5 > top && t.y - 5 < bottom)).toEqual([]);
    }
  }
);

test("a table has a column of parent companies only where some partner has one", () => {
  const partner = (id: string, parent: string | null) => ({
    ...{id, name: `Partner ${id}`, group_id: id, revenue: 100, share: 0.5, expected_deals: 2, p_silent: 0.1, expected_loss: 10},
    ...{parent, third: 1}
  });
  const heads = (...rows: Parameters<typeof inactivityTable>[0]) =>
    inDocument(() => {
      const made = inactivityTable(rows, "EUR") as HTMLElement;
      return [...made.querySelectorAll("th")].map((th) => th.textContent).filter((label) => /parent/i.test(label));
    });
  expect(heads(partner("A", null), partner("B", null))).toEqual([]);
  expect(heads(partner("A", null), partner("B", "Acme Group"))).toEqual(["Parent company"]);
});

test("each headline figure has its history as a small line, as long as there are months, and none without a second", () => {
  const trend = (headline: string, history: (number | null)[]) => ({
    ...{headline, value: 3, unit: "partners", history},
    ...{since_month: 1, since_quarter: 1, since_year: 2, since_drop: null}
  });
  const lines = inDocument(() => {
    const table = trendsTable(
      [trend("trusted", [1, 2, 3]), trend("at_risk", [null, 2, 2]), trend("k80", [null, null, 4])] as never,
      null
    );
    return [...(table as Element).querySelectorAll("tbody tr")].map(
      (tr) => tr.querySelector("svg.spark polyline")?.getAttribute("points")?.split(" ").length ?? 0
    );
  });
  expect([...lines].sort()).toEqual([0, 2, 3]);
});
