import type {File, RowOf} from "../contract/index.js";
import {decimal, money, monthYear, percent} from "../shared/formats.js";
import {gradeText} from "../copy/grades.js";
import {gradeNames, verdictNames} from "../copy/names.js";
import type {ToDay} from "../charts/chart.js";
import {partnersOf} from "../shared/ways.js";
import {howItCame} from "../ui/pageWays.js";
import {rangeBar, shareBar} from "../charts/shareBar.js";
import {table, type Column} from "./table.js";
import {partnerName} from "../ui/words.js";

/* The tables behind the pictures. */

type Overview = File<"overview">;

/** A column of partner names that lead to their pages. */
export const nameColumn = <R extends {id: string; name: string}>(): Column<R> => ({
  label: "Partner",
  value: (row) => row.name,
  show: (row) => partnerName(row.id, row.name),
  narrow: true
});

export function scoresTable(grades: Overview["grades"], dots: readonly RowOf<Overview["dots"]>[], average: number | null): Node {
  if (!dots.length)
    return table(grades, {
      caption: "Partners by grade",
      file: "grades",
      empty: "No partners.",
      leads: (g) => partnersOf({grade: g.grade}),
      columns: [
        {label: "Grade", value: (g) => gradeNames[g.grade], narrow: true},
        {label: "Partners", value: (g) => g.partners, numeric: true, narrow: true},
        {label: "Entered", value: (g) => g.entered, numeric: true, narrow: true},
        {label: "Left", value: (g) => g.left, numeric: true, narrow: true}
      ]
    });
  return table(dots, {
    caption: "Trust score of each partner",
    file: "trust",
    still: 200,
    empty: "No partners.",
    find: "Find a partner",
    columns: [
      nameColumn(),
      {
        label: "Score",
        value: (d) => d.score,
        show: (d) => rangeBar(d.score, d.lower, d.upper, d.grade === "unproven"),
        numeric: true,
        narrow: true
      },
      {label: "Lower", value: (d) => d.lower, numeric: true},
      {label: "Upper", value: (d) => d.upper, numeric: true},
      {label: "Grade", value: (d) => gradeNames[d.grade], show: (d) => gradeText(d, average) ?? "–", narrow: true},
      {label: "Before", value: (d) => (d.before ? gradeNames[d.before] : null)}
    ]
  });
}

export const exchangeTable = (rows: readonly RowOf<Overview["exchange"]>[]): Node =>
  table(rows, {
    caption: "Referrals received and sent by partner",
    file: "leads",
    empty: "No referrals.",
    find: "Find a partner",
    columns: [
      nameColumn(),
      {label: "Received", value: (d) => d.received, numeric: true, narrow: true},
      {label: "Sent", value: (d) => d.given, numeric: true, narrow: true},
      {label: "Verdict", value: (d) => verdictNames[d.verdict], narrow: true}
    ]
  });

export const memberTable = (
  members: Overview["members"],
  currency: string | null,
  of: "partner" | "customer" | "rep" | "region" = "partner",
  leads: (member: Overview["members"][number]) => string | null = () => null
): Node => {
  const largest = Math.max(0, ...members.filter((m) => m.members === 1).map((m) => m.share));
  return table(members, {
    caption: `Revenue by ${of}`,
    file: of === "partner" ? "revenue" : `revenue-by-${of}`,
    empty: "No revenue.",
    leads: (m) => (m.id === null ? (leads(m) ?? howItCame) : null),
    columns: [
      {label: "Name", value: (m) => m.name, show: (m) => (m.id === null ? m.name : partnerName(m.id, m.name)), narrow: true},
      {label: "Revenue", value: (m) => m.net, show: (m) => money(m.net, currency), numeric: true, narrow: true},
      {
        label: "Share",
        value: (m) => m.share,
        show: (m) => shareBar(m.share, largest, m.disclosed),
        numeric: true,
        narrow: true
      }
    ]
  });
};

export const paretoTable = (points: readonly RowOf<Overview["pareto"]>[]): Node =>
  table(
    points.filter((p) => p.rank > 0),
    {
      caption: "Revenue added up",
      file: "pareto",
      empty: "No revenue.",
      leads: () => howItCame,
      columns: [
        {label: "The first … partners", value: (p) => p.rank, numeric: true, narrow: true},
        {label: "bring", value: (p) => p.cumulative, show: (p) => percent(p.cumulative), numeric: true, narrow: true}
      ]
    }
  );

export const curveTable = (curve: Overview["curve"]): Node =>
  table(curve, {
    caption: "Probability of losing at least a share of partner revenue in a year",
    file: "loss",
    empty: "No revenue to lose.",
    leads: () => howItCame,
    columns: [
      {label: "At least", value: (d) => d.share_lost, show: (d) => percent(d.share_lost), numeric: true, narrow: true},
      {
        label: "Probability in a year",
        value: (d) => d.probability,
        show: (d) => percent(d.probability),
        numeric: true,
        narrow: true
      }
    ]
  });

export const weighedTable = (rows: Overview["weighed"]): Node =>
  table(rows, {
    caption: "Hours against revenue",
    file: "hours",
    empty: "No partner’s hours lie far from its revenue share.",
    columns: [
      nameColumn(),
      {label: "Of our hours", value: (d) => d.service_share, show: (d) => percent(d.service_share), numeric: true, narrow: true},
      {label: "Of revenue", value: (d) => d.value_share, show: (d) => percent(d.value_share), numeric: true, narrow: true}
    ]
  });

export const contactTable = (rows: readonly RowOf<Overview["contact"]>[]): Node =>
  table(rows, {
    caption: "Days since the last contact",
    file: "contact",
    empty: "No contact is recorded.",
    find: "Find a partner",
    columns: [
      nameColumn(),
      {label: "Days", value: (d) => d.days, numeric: true, narrow: true},
      {label: "Beyond the limit", value: (d) => d.ignored, narrow: true}
    ]
  });

/** One figure at each month's end, the newest first. */
export const valueTable = (
  points: readonly {as_of: string; value: number | null}[],
  name: string,
  {isShare = false, leads}: {isShare?: boolean; leads?: ToDay} = {}
): Node =>
  table([...points].reverse(), {
    caption: `${name} at each month’s end`,
    file: "history",
    empty: "No history yet.",
    leads: (d) => leads?.(d.as_of) ?? howItCame,
    columns: [
      {label: "At the end of", value: (d) => d.as_of, show: (d) => monthYear(d.as_of), narrow: true},
      {
        label: name,
        value: (d) => d.value,
        show: (d) => (d.value === null ? "–" : isShare ? percent(d.value) : decimal(d.value)),
        numeric: true,
        narrow: true
      }
    ]
  });
