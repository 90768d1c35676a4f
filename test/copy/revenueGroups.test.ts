import {describe, expect, test} from "vitest";
import {directColumns} from "../../src/charts/directColumns.ts";
import {bothWays, directAnswer, isCompared} from "../../src/copy/direct.ts";
import {groupForecasts, groupsAheadSentence, methodSentence} from "../../src/copy/forecast.ts";
import {classesAnswer, gradesAnswer} from "../../src/copy/revenue.ts";
import type {WholePeriod, RevenueFacts} from "../../src/copy/revenueFacts.ts";
import {plain} from "../../src/copy/say.ts";
import {groupsTable} from "../../src/tables/revenueTables.ts";
import {drawn, inDocument} from "../support/drawn.ts";

const about = {
  ...{as_of: "2026-10-31", currency: "EUR", window_days: 365, partners: 10, excluded: null, recorded: {deals: true}}
} as unknown as RevenueFacts["about"];

const quarter = (label: string, starts_on: string, net: number, is_complete = true): WholePeriod => ({
  ...{label, starts_on, ends_on: starts_on, is_complete, net, deals: 3, one_deal: false, new_partners: false, net_before: null},
  ...{left_out: 0, left_out_before: 0}
});
const partner = [
  quarter("Q3 2025", "2025-07-01", 60),
  quarter("Q3 2026", "2026-07-01", 150),
  quarter("Q4 2026", "2026-10-01", 5, false)
];
const direct = [
  quarter("Q3 2025", "2025-07-01", 40),
  quarter("Q3 2026", "2026-07-01", 50),
  quarter("Q4 2026", "2026-10-01", 5, false)
];
const said = (f: Parameters<typeof directAnswer>[0]) => {
  const {finding, paragraphs} = directAnswer(f);
  return [finding, ...paragraphs].map(plain).filter(Boolean);
};

describe("partner and direct revenue", () => {
  test("are compared in the last complete quarter, and with the part of a year before", () =>
    expect(said({about, quarters: partner, direct})).toEqual([
      "75% of revenue in Q3 2026 is with partners",
      "With partners €150, direct €50.",
      "In Q3 2025 it was 60%."
    ]));

  test.each([
    [0, null, "No direct deal was won to compare with"],
    [1, null, "One direct deal won, without net revenue to compare with"],
    [6, null, "Six direct deals won, without net revenue to compare with"],
    [6, "USD", "Six direct deals with an exchange rate won, without net revenue to compare with"],
    [0, "USD", "No direct deal with an exchange rate was won to compare with"]
  ])("claim nothing where direct deals brought nothing, and draw nothing: %i won, excluded %s", (deals, currency, told) => {
    const none = direct.map((row, i) => ({...row, net: 0, deals: i ? 0 : deals}));
    const excluded = currency && {deals: 1, of: 9, half: false, material: false, amounts: [{currency, amount: 9}]};
    expect(said({about: {...about, excluded: excluded || null}, quarters: partner, direct: none})).toEqual([told]);
    expect(isCompared(bothWays(partner, none))).toBe(false);
  });

  test("have no share where refunds are more than what was won", () =>
    expect(bothWays([quarter("Q3 2026", "2026-07-01", 10)], [quarter("Q3 2026", "2026-07-01", -5)])[0]!.share).toBeNull());

  test("say of a complete quarter that refunds leave no share to tell, or that it brought nothing", () => {
    const quarters = (net: number) => [...partner.slice(0, -2), quarter("Q3 2026", "2026-07-01", net), partner.at(-1)!];
    const without = (net: number) => direct.map((row) => (row.label === "Q3 2026" ? {...row, net} : row));
    expect(said({about, quarters: quarters(-150), direct: without(50)})).toEqual([
      "Refunds leave no share to tell in Q3 2026",
      "With partners -€150, direct €50."
    ]);
    expect(said({about, quarters: quarters(0), direct: without(0)})).toEqual([
      "No revenue in Q3 2026",
      "With partners €0, direct €0."
    ]);
  });

  test.each([640, 358])("are columns of two parts with the part of partners above, at %i px", (width) => {
    const {rects, texts} = drawn(() => directColumns(bothWays(partner, direct), {width, currency: "EUR"}));
    const with_ = rects.filter((r) => r.fill === "var(--accent)");
    expect(with_).toHaveLength(2);
    expect(with_[1]!.height / with_[0]!.height).toBeCloseTo(150 / 60, 1);
    expect(texts.map((t) => t.text)).toEqual(expect.arrayContaining(["75%", "60%", "with partners", "direct"]));
    const edges = rects.filter((r) => r.node.closest("[stroke-dasharray]")).map((r) => r.node.getAttribute("stroke"));
    expect(edges, "the quarter that isn't over is drawn by its edges").toEqual(["var(--accent)", "var(--mark)"]);
  });
});

describe("what groups are expected to bring", () => {
  const group = (member: "A" | "B", partners: number, net: number, share: number) => ({
    ...{as_of: "2026-10-31", dimension: "class" as const, member, partners, net, share}
  });
  const ahead = (member: string, expected: number, more: Partial<RevenueFacts["forecasts"][number]> = {}) => ({
    ...{as_of: "2026-10-31", horizon: "days" as const, level: "class" as const, member, until: "2027-01-29"},
    ...{method: "model" as const, expected, lower: expected / 2, upper: expected * 2, actual: null},
    ...more
  });
  const tested = (pool: string, is_published: boolean, error_share: number): RevenueFacts["tests"][number] => ({
    ...{
      horizon: "days",
      pool,
      method: is_published ? "model" : "pipeline",
      origins: 13,
      forecasts: 13,
      too_high: 6,
      pinball: 1,
      error: 1
    },
    ...{error_share, coverage: 0.9, is_published}
  });
  const groups = [group("A", 2, 80, 0.8), group("B", 8, 20, 0.2)];
  const forecasts = [
    ahead("A", 40),
    ahead("B", 10),
    ahead("A", 99, {as_of: "2026-09-30"}),
    ahead("A", 77, {horizon: "quarter"}),
    ahead("all", 50, {level: "all"})
  ];
  const tests = [tested("A", false, 0.1), tested("A", true, 0.24)];

  test("is told from the day on, each with its range, and with how far off forecasts of the largest were", () =>
    expect(plain(classesAnswer({about, groups, forecasts, tests}).paragraphs[0]!).replaceAll("\u00a0", " ")).toBe(
      "Expected from 1 Nov 2026 to 29 Jan 2027: group A €40 (€20 to €80); group B €10 (€5 to €20). Each group is forecast alone, so they need not add up to the forecast for all. Over 13 past dates forecasts for group A were off by 24% on average, and 90% of outcomes lay in their 90% ranges."
    ));

  test("is not told where the parts contradict the whole: one above it, or all together far from it", () => {
    const said = (a: number, b: number, all: number) => {
      const rows = [ahead("A", a), ahead("B", b), ahead("all", all, {level: "all"})];
      return [
        groupForecasts(rows, about.as_of).length,
        plain(classesAnswer({about, groups, forecasts: rows, tests}).paragraphs[0]!)
      ];
    };
    expect(said(40, 10, 41)).toEqual([2, expect.stringMatching(/^Expected from/)]);
    expect(said(42, 0, 41)).toEqual([
      0,
      "What each group will bring can’t be told yet: forecast alone, they come to €42 together, against €41 for all partners."
    ]);
    expect([said(40, 12, 41)[0], said(0, 0, 41)[0], said(0, 0, 0)[0]]).toEqual([0, 0, 2]);
  });

  test("is told of the group with the most revenue among all partners, also where an audience may not see the other groups", () => {
    const finding = (shown: typeof groups) => plain(classesAnswer({about, groups: shown, forecasts: [], tests: []}).finding);
    expect(finding(groups)).toBe("Group A, 2 of 10 partners, brings 80% of partner revenue");
    expect(finding([group("B", 8, 20, 0.2)])).toBe("Group B, 8 of 10 partners, brings 20% of partner revenue");
    expect(finding([])).toBe("What each group brings is not shown here");
    expect(finding([group("B", 10, 0, 0)])).toBe("No partner revenue in the last 12 months");
  });

  test("is in their table with the past error of the forecast that is shown, and not where no group is forecast", () => {
    const cells = (rows: typeof forecasts) =>
      inDocument(() => {
        const node = groupsTable(groups, "EUR", "class", {forecasts: groupForecasts(rows, about.as_of), tests}) as Element;
        return [...node.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent));
      });
    expect(cells(forecasts).map((row) => row.slice(4))).toEqual([
      ["Expected", "90% from", "to", "Past error"],
      ["€40", "€20", "€80", "24%"],
      ["€10", "€5", "€20", "–"]
    ]);
    expect(cells([])[0]).toEqual(["Group", "Partners", "Net revenue", "Share"]);
  });
});

test("a model is said to have been no better only where its own past forecasts of these days show it", () => {
  const test = (method: string, horizon: string, pool: string, origins: number, is_published = false) => ({
    ...{method, horizon, pool, origins, is_published, error_share: null, coverage: null, forecasts: 0, too_high: 0},
    pinball: origins > 0 ? (is_published ? 5 : 6) : null
  });
  const told = (origins: number) => {
    const tests = [
      test("pipeline", "days", "all", origins, true),
      test("model", "days", "all", origins),
      test("model", "quarter", "all", 2)
    ];
    return plain(methodSentence({tests, forecast_days: 90} as unknown as Parameters<typeof methodSentence>[0]));
  };
  expect(told(0)).toContain("too few past dates show yet whether the model is better");
  expect(told(3)).toContain("the model was no better in the past");
});

test("a single group that is forecast apart from all is told in the singular", () => {
  const forecast = (member: string, level: string, expected: number) => ({
    ...{
      as_of: about.as_of,
      horizon: "days",
      member,
      level,
      expected,
      lower: null,
      upper: null,
      until: "2027-01-29",
      method: "model"
    }
  });
  const told = (groups: number, expected: number) =>
    plain(
      groupsAheadSentence({
        about,
        forecasts: [
          forecast("all", "all", 100),
          ...["A", "B"].slice(0, groups).map((group) => forecast(group, "class", expected))
        ],
        tests: []
      } as unknown as Parameters<typeof groupsAheadSentence>[0])
    ).replaceAll("\u00a0", " ");
  expect(told(1, 300)).toBe(
    "What group A will bring can’t be told yet: forecast alone, it comes to €300, against €100 for all partners."
  );
  expect(told(2, 300)).toBe(
    "What each group will bring can’t be told yet: forecast alone, they come to €600 together, against €100 for all partners."
  );
  expect(told(1, 90)).toContain("It is forecast alone, so it need not agree with the forecast for all.");
});

test("a model that is compared with no guess isn’t said to be better than any", () => {
  const model = {method: "model", horizon: "days", pool: "all", origins: 3, is_published: true, pinball: 5};
  const rest = {error_share: null, coverage: null, forecasts: 0, too_high: 0};
  const tests = [{...model, ...rest}];
  const told = plain(methodSentence({tests, forecast_days: 90} as unknown as Parameters<typeof methodSentence>[0]));
  expect(told).toContain("Method: open deals by age and size");
  expect(told).not.toContain("guess");
});

describe("of partner revenue by grade", () => {
  const grade = (member: string, partners: number, share: number) => ({
    dimension: "grade",
    member,
    partners,
    net: 1000 * share,
    share
  });
  const rows = [grade("trusted", 1, 0.3), grade("at_risk", 3, 0.1), grade("below_typical", 4, 0.6)];
  const told = (groups: typeof rows) =>
    plain(gradesAnswer({about: {...about, partners: 8}, groups: groups as unknown as RevenueFacts["groups"]}).finding);

  test("each part is told, and that of a grade which no partner has is 0%", () => {
    expect(told(rows)).toBe("30% of partner revenue is from trusted partners, 10% from partners at risk");
    expect(told([rows[0]!, {...rows[2]!, partners: 7}])).toBe(
      "30% of partner revenue is from trusted partners, 0% from partners at risk"
    );
  });

  test("a group of few partners that an audience may not see is not said to bring nothing", () => {
    expect(told(rows.slice(1))).toBe("10% of partner revenue is from partners at risk");
    expect(told([rows[0]!, rows[2]!])).toBe("30% of partner revenue is from trusted partners");
    expect(told([rows[2]!])).toBe("Shares of trusted partners and of partners at risk are not shown here");
  });
});
