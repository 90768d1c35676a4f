import type {File, RowOf, Trend} from "../contract/index.js";
import {element} from "../ui/dom.js";
import {wayIn} from "../ui/pageWays.js";
import {endOfMonth, yearsEarlier} from "../shared/days.js";
import {capital, decimal, listed, longDate, money, percent, shortDate} from "../shared/formats.js";
import {spark} from "../charts/spark.js";
import {siteLink} from "../shared/address.js";
import {nameColumn} from "./figureTables.js";
import {table, type Column} from "./table.js";

type Score = {day: string; score: number | null} | null;
type Move = {
  before: number | null;
  now: number | null;
  corrected: number | null;
  redefined: number | null;
  events: number | null;
};

/** What each headline is called, in the order in which they are told. */
const names: Record<string, string> = {
  partners: "Partners",
  trusted: "Trusted",
  at_risk: "At risk",
  unproven: "Not enough data to rate",
  typical: "Average score",
  received: "Referrals received",
  given: "Referrals sent",
  weighted_reciprocity: "Referrals reciprocated",
  they_owe: "Return clearly fewer referrals",
  partner_revenue: "Partner revenue",
  effective_n: "Effective number of partners",
  largest_share: "Largest partner’s share",
  bad_year: "Bad year (1 in 20) loses at least",
  k80: "Partners that bring 80%",
  ignored: "Without contact",
  over_served: "Over-served",
  quiet_alarms: "Referrals below normal pace, alarms",
  direct_revenue: "Direct revenue",
  hhi: "Herfindahl index",
  effective_customers: "Effective number of customers",
  p_lose_20: "Probability of losing a fifth",
  partners_for_80: "Share of partners that bring 80%",
  quiet_watches: "Referrals below normal pace, watches"
};
const order = Object.keys(names);

/** The page that a headline figure is from. */
const pages: Record<string, readonly string[]> = {
  trust: ["trusted", "at_risk", "unproven", "typical"],
  reciprocity: ["received", "given", "weighted_reciprocity", "they_owe"],
  revenue: ["partner_revenue", "direct_revenue"],
  concentration: ["effective_n", "largest_share", "bad_year", "hhi", "effective_customers", "p_lose_20"],
  segments: ["k80", "partners_for_80"],
  service: ["ignored", "over_served"],
  attention: ["quiet_alarms", "quiet_watches"]
};
const pageOf = (headline: string): string =>
  siteLink(`./${Object.keys(pages).find((page) => pages[page]!.includes(headline)) ?? "partners"}`);

/** A figure in its unit. */
export function figureText(value: number | null, unit: string, currency: string | null): string {
  if (value === null) return "–";
  if (unit === "money") return money(value, currency);
  return unit === "share" || unit === "probability" ? percent(value) : decimal(value);
}

/** A difference in its unit, with its sign; shares in points. */
export function differenceText(value: number | null, unit: string, currency: string | null): string {
  if (value === null) return "–";
  const size = Math.abs(value);
  const points = unit === "share" || unit === "probability" ? `${decimal(100 * size)} points` : null;
  const text = points ?? (unit === "money" ? money(size, currency) : decimal(size));
  if (/^[^1-9]*$/.test(text)) return "no change";
  return `${value < 0 ? "−" : "+"}${text}`;
}

const ordered = <R extends {headline: string}>(rows: readonly R[]): R[] =>
  [...rows].sort((a, b) => order.indexOf(a.headline) - order.indexOf(b.headline));

const named = ({headline}: {headline: string}) => names[headline] ?? capital(headline.replaceAll("_", " "));

type Since = "since_month" | "since_quarter" | "since_year" | "since_drop";
const nouns = {since_month: "month", since_quarter: "quarter", since_drop: "delivery"} as const;

/** Comparisons that have the same differences in every row are one: the last month may have ended with the quarter. */
function comparisons(rows: readonly Trend[]): {key: Since; label: string}[] {
  const kept: {key: keyof typeof nouns; names: string[]}[] = [];
  for (const key of ["since_month", "since_quarter", "since_drop"] as const) {
    const same = kept.find((other) => rows.some((row) => row[key] !== null) && rows.every((row) => row[key] === row[other.key]));
    if (same) same.names.push(nouns[key]);
    else kept.push({key, names: [nouns[key]]});
  }
  return [
    ...kept.map(({key, names}) => ({key, label: `since last ${listed(names)}`})),
    {key: "since_year" as const, label: "in a year"}
  ];
}

/** Headlines with how they moved since the month, the quarter, the year and the drop before; of `first`, the rest one click away. */
export function trendsTable(rows: readonly Trend[], currency: string | null, first = 30): Node {
  const since = ({key, label}: {key: Since; label: string}): Column<Trend> => ({
    label,
    value: (row) => row[key],
    show: (row) => differenceText(row[key], row.unit, currency),
    numeric: true,
    narrow: key === "since_year"
  });
  return table(ordered(rows), {
    caption: "Headline figures, and how they moved",
    file: "headlines",
    first,
    empty: "Nothing is recorded.",
    leads: ({headline}) => pageOf(headline),
    columns: [
      {label: "Figure", value: named, narrow: true},
      {
        label: "Now",
        value: (row) => row.value,
        show: (row) => figureText(row.value, row.unit, currency),
        numeric: true,
        narrow: true
      },
      {label: "History", value: (row) => row.history.at(0) ?? null, show: sparkOf},
      ...comparisons(rows).map(since)
    ]
  });
}

/** A figure at each month-end, on a scale of its own. */
function sparkOf({history}: Trend): Node {
  const known = history.filter((v) => v !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return spark(history, history, history, known.length && most > least ? [least, most] : [least - 1, most + 1]);
}

type Published = NonNullable<File<"changes">["published"]>;

const moveColumns = <R extends Move>(unitOf: (row: R) => string, currency: string | null): Column<R>[] => [
  {
    label: "Published before",
    value: (row) => row.before,
    show: (row) => figureText(row.before, unitOf(row), currency),
    numeric: true
  },
  {label: "Now", value: (row) => row.now, show: (row) => figureText(row.now, unitOf(row), currency), numeric: true, narrow: true},
  ...(["events", "corrected", "redefined"] as const).map((part) => ({
    label: {events: "happened since", corrected: "records corrected", redefined: "definition or setting"}[part],
    value: (row: R) => row[part],
    show: (row: R) => differenceText(row[part], unitOf(row), currency),
    numeric: true,
    narrow: part !== "redefined"
  }))
];

/** Headlines as published before and now, and what made the difference. */
export const publishedTable = (rows: RowOf<Published["headlines"]>[], currency: string | null): Node =>
  table(ordered(rows), {
    caption: "What was published, what is now, and what made the difference",
    file: "published",
    first: 30,
    empty: "Nothing was published before.",
    leads: ({headline}) => pageOf(headline),
    columns: [
      {label: "Figure", value: named, narrow: true},
      ...moveColumns<RowOf<Published["headlines"]>>((row) => row.unit, currency)
    ]
  });

/** The same for the scores of partners, largest differences first. */
export const publishedScores = (rows: RowOf<Published["scores"]>[]): Node =>
  table(
    [...rows].sort((a, b) => Math.abs((b.now ?? 0) - (b.before ?? 0)) - Math.abs((a.now ?? 0) - (a.before ?? 0))),
    {
      caption: "Scores as published and now, the largest differences first",
      file: "published_scores",
      find: "Find a partner",
      empty: "Nothing was published before.",
      columns: [{...nameColumn<RowOf<Published["scores"]>>()}, ...moveColumns<RowOf<Published["scores"]>>(() => "score", null)]
    }
  );

/** A partner's score against what it was: month, quarter, year, drop, and as it was published, with what made that difference. */
export function scoreMovesTable(
  score: number | null,
  months: readonly {as_of: string; score: number | null}[],
  moved: {drop: Score; published: ({day: string} & Move) | null},
  leads: (day: string) => string | null = () => null
): Node | string {
  if (score === null) return "";
  const past = months.slice(0, -1).filter((m) => m.score !== null);
  const quarter = past.findLast((m) => /-(03-31|06-30|09-30|12-31)$/.test(m.as_of));
  const year = past.findLast((m) => m.as_of <= yearBefore(months.at(-1)!.as_of));
  const rows = [
    ...line("the month before", past.at(-1), score, leads),
    ...line("the quarter before", quarter, score, leads),
    ...line("a year before", year, score, leads),
    ...line("the delivery before", moved.drop ? {as_of: moved.drop.day, score: moved.drop.score} : undefined, score, leads),
    ...publishedLine(moved.published)
  ];
  if (!rows.length) return "";
  const head = ["Against", "Score then", "Difference"].map((label) => element("th", {scope: "col"}, label));
  return element(
    "div",
    {class: "table"},
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows))
  );
}

/** The day a year earlier; of a month's last day, the last of that month. */
export function yearBefore(day: string): string {
  const earlier = yearsEarlier(day, 1);
  return day === endOfMonth(day) ? endOfMonth(earlier) : earlier;
}

const row = (...cells: (Node | string)[]) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));

const line = (
  what: string,
  then: {as_of: string; score: number | null} | undefined,
  now: number,
  leads: (day: string) => string | null
): HTMLElement[] =>
  !then || then.score === null
    ? []
    : [
        row(
          wayIn(leads(then.as_of), `${what}, ${shortDate(then.as_of)}`),
          decimal(then.score),
          differenceText(now - then.score, "score", null)
        )
      ];

function publishedLine(move: ({day: string} & Move) | null): HTMLElement[] {
  if (move === null || move.before === null || move.now === null) return [];
  const parts = [
    ["what happened since", move.events],
    ["corrected records", move.corrected],
    ["a changed definition or setting", move.redefined]
  ] as const;
  const why = parts.flatMap(([name, by]) => {
    const text = differenceText(by, "score", null);
    return text === "no change" || text === "–" ? [] : [`${text} by ${name}`];
  });
  const difference = differenceText(move.now - move.before, "score", null);
  return [
    row(
      `as published for ${longDate(move.day)}`,
      decimal(move.before),
      why.length ? `${difference}: ${why.join(", ")}` : difference
    )
  ];
}
