import type {File, RowOf, Trend} from "../contract/index.js";
import {capital, listed} from "../shared/formats.js";
import {spark} from "../charts/spark.js";
import {siteLink} from "../shared/address.js";
import {differenceText, figureText, type Move} from "./figureTexts.js";
import {nameColumn} from "./figureTables.js";
import {table, type Column} from "./table.js";

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
  ignored: "Active partners without contact",
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

const ordered = <R extends {headline: string}>(rows: readonly R[]): R[] =>
  [...rows].sort((a, b) => order.indexOf(a.headline) - order.indexOf(b.headline));

const named = ({headline}: {headline: string}) => names[headline] ?? capital(headline.replaceAll("_", " "));

/** An index is published as a part of 1 and told in points. */
const unitOf = ({headline, unit}: {headline: string; unit: string}): string => (headline === "hhi" ? "index" : unit);

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
    show: (row) => differenceText(row[key], unitOf(row), currency),
    numeric: true,
    narrow: key === "since_year",
    ifAny: key === "since_drop"
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
        show: (row) => figureText(row.value, unitOf(row), currency),
        numeric: true,
        narrow: true
      },
      {label: "History", inFiles: "At the earliest month-end", value: (row) => row.history.at(0) ?? null, show: sparkOf},
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
    columns: [{label: "Figure", value: named, narrow: true}, ...moveColumns<RowOf<Published["headlines"]>>(unitOf, currency)]
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
