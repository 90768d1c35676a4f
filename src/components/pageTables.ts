import type {File, Partner, RowOf} from "../contract.js";
import {nameColumn} from "./figures.js";
import {decimal, gradeNames, labelNames, money, percent, shortDate, verdictNames} from "./format.js";
import {rangeBar, shareBar} from "./shareBar.js";
import {table, type Column} from "./table.js";
import {partnerName} from "./words.js";

/* The large tables of the pages. */

const partnerColumn: Column<{id: string; name: string}> = nameColumn();

export function partnersTable(
  rows: readonly Partner[],
  {currency, referrals}: {currency: string | null; referrals: boolean}
): Node {
  const most = Math.max(0, ...rows.map((row) => row.share ?? 0));
  const leads: Column<Partner>[] = referrals
    ? [
        {label: "Leads from them", value: (row) => row.received, numeric: true},
        {label: "from us", value: (row) => row.given, numeric: true},
        {label: "Balance", value: (row) => verdictNames[row.verdict]}
      ]
    : [];
  return table(rows, {
    caption: "All partners",
    file: "partners",
    find: "Find a partner",
    first: 25,
    empty: "There are no partners in the data.",
    columns: [
      partnerColumn,
      {
        label: "Score",
        value: (row) => row.score,
        show: (row) => rangeBar(row.score, row.lower, row.upper, row.grade === "unproven"),
        numeric: true,
        narrow: true
      },
      {label: "Grade", value: (row) => (row.grade ? gradeNames[row.grade] : null), narrow: true},
      {label: "Revenue", value: (row) => row.revenue, show: (row) => money(row.revenue, currency), numeric: true, narrow: true},
      {label: "Share", value: (row) => row.share, show: (row) => shareBar(row.share, most), numeric: true},
      ...leads,
      {label: "Segment", value: (row) => (row.label ? labelNames[row.label] : null)},
      {label: "Region", value: (row) => row.region}
    ]
  });
}

const kept = (k: number, n: number) => (n > 0 ? `${decimal(k)} of ${decimal(n)}` : "–");

export function trustTable(rows: readonly RowOf<File<"trust">["partners"]>[]): Node {
  return table(rows, {
    caption: "Trust of each partner, and what it is made of",
    file: "trust",
    find: "Find a partner",
    first: 25,
    empty: "There are no partners in the data.",
    columns: [
      partnerColumn,
      {
        label: "Score",
        value: (row) => row.score,
        show: (row) => rangeBar(row.score, row.lower, row.upper, row.grade === "unproven"),
        numeric: true,
        narrow: true
      },
      {label: "Grade", value: (row) => gradeNames[row.grade], narrow: true},
      {label: "Sure it is better", value: (row) => row.p_better, show: (row) => percent(row.p_better), numeric: true},
      {
        label: "Deals won",
        value: (row) => (row.deals > 0 ? row.deals_kept / row.deals : null),
        show: (row) => kept(row.deals_kept, row.deals),
        numeric: true
      },
      {
        label: "Leads accepted",
        value: (row) => (row.leads > 0 ? row.leads_kept / row.leads : null),
        show: (row) => kept(row.leads_kept, row.leads),
        numeric: true
      },
      {
        label: "Tickets in time",
        value: (row) => (row.tickets > 0 ? row.tickets_kept / row.tickets : null),
        show: (row) => kept(row.tickets_kept, row.tickets),
        numeric: true
      },
      {
        label: "Promises to trusted",
        value: (row) => (row.grade === "trusted" ? 0 : row.to_trusted),
        show: (row) => (row.grade === "trusted" ? "is trusted" : row.to_trusted === null ? "over 50" : String(row.to_trusted)),
        numeric: true,
        narrow: true
      }
    ]
  });
}

type Exchanged = RowOf<File<"reciprocity">["partners"]>;

export const reciprocityTable = (rows: readonly Exchanged[], currency: string | null): Node =>
  table(rows, {
    caption: "Leads and their value both ways, by partner",
    file: "give-and-get",
    find: "Find a partner",
    empty: "No leads went either way.",
    columns: [
      nameColumn<Exchanged>(),
      {label: "From them", value: (row) => row.received, numeric: true, narrow: true},
      {label: "From us", value: (row) => row.given, numeric: true, narrow: true},
      {
        label: "Theirs of all, range",
        value: (row) => row.share_lower,
        show: (row) => (row.share_lower === null ? "–" : `${percent(row.share_lower)} to ${percent(row.share_upper)}`),
        numeric: true
      },
      {label: "Verdict", value: (row) => verdictNames[row.verdict], narrow: true},
      {
        label: "Won from theirs",
        value: (row) => row.received_value,
        show: (row) => money(row.received_value, currency),
        numeric: true
      },
      {label: "Worth of ours", value: (row) => row.given_value, show: (row) => money(row.given_value, currency), numeric: true}
    ]
  });

type Taker = RowOf<File<"reciprocity">["takers"]>;

export const takersTable = (rows: readonly Taker[]): Node =>
  table(rows, {
    caption: "Partners that take and do not give",
    file: "takers",
    empty: "No partner takes without giving, as far as is recorded.",
    columns: [
      nameColumn<Taker>(),
      {label: "Had from us", value: (row) => row.given, numeric: true, narrow: true},
      {label: "Gave", value: (row) => row.received, numeric: true, narrow: true},
      {label: "Deals at our customers", value: (row) => row.customer_deals, numeric: true}
    ]
  });

type Pair = RowOf<File<"reciprocity">["alliances"]>;

export const alliancesTable = (rows: readonly Pair[]): Node =>
  table(rows, {
    caption: "Pairs of people whose leads run both ways",
    file: "alliances",
    find: "Find a partner",
    empty: "No two people pass leads both ways, as far as is recorded.",
    columns: [
      nameColumn<Pair>(),
      {label: "Ours", value: (row) => row.ours, narrow: true},
      {label: "Theirs", value: (row) => row.theirs, narrow: true},
      {label: "Came", value: (row) => row.received, numeric: true},
      {label: "Went", value: (row) => row.given, numeric: true},
      {label: "Both ways since", value: (row) => row.since, show: (row) => (row.since ? shortDate(row.since) : "–")},
      {label: "Our people", value: (row) => row.reps_now, numeric: true},
      {label: "On paper", value: (row) => (row.on_paper ? "yes" : row.ready ? "ready" : "no"), narrow: true}
    ]
  });

type Silence = RowOf<File<"concentration">["partners"]>;

export function silenceTable(rows: readonly Silence[], currency: string | null): Node {
  const most = rows[0]?.share ?? 1;
  const ordered = [...rows].sort((a, b) => b.expected_loss - a.expected_loss);
  return table(ordered, {
    caption: "What each partner brings and what its silence would cost",
    file: "concentration",
    find: "Find a partner",
    empty: "No partner brought revenue in the window.",
    columns: [
      nameColumn<Silence>(),
      {label: "Under", value: (row) => row.parent},
      {label: "Revenue", value: (row) => row.revenue, show: (row) => money(row.revenue, currency), numeric: true, narrow: true},
      {label: "Share", value: (row) => row.share, show: (row) => shareBar(row.share, most), numeric: true},
      {
        label: "Deals a year",
        value: (row) => row.expected_deals,
        show: (row) => (row.expected_deals === null ? "–" : decimal(row.expected_deals)),
        numeric: true
      },
      {
        label: "Chance of silence",
        value: (row) => row.p_silent,
        show: (row) => percent(row.p_silent),
        numeric: true,
        narrow: true
      },
      {
        label: "Expected loss",
        value: (row) => row.expected_loss,
        show: (row) => money(row.expected_loss, currency),
        numeric: true,
        narrow: true
      }
    ]
  });
}

type Region = File<"concentration">["regions"][number];

export const regionsTable = (rows: readonly Region[], currency: string | null): Node =>
  table(rows, {
    caption: "Partner revenue by region",
    file: "regions",
    empty: "No revenue through partners in the window.",
    columns: [
      {label: "Region", value: (row) => row.region, narrow: true},
      {label: "Partners", value: (row) => row.partners, numeric: true},
      {label: "Revenue", value: (row) => row.net, show: (row) => money(row.net, currency), numeric: true, narrow: true},
      {
        label: "As if equal",
        value: (row) => row.effective_n,
        show: (row) => (row.effective_n === null ? "–" : decimal(row.effective_n)),
        numeric: true,
        narrow: true
      },
      {
        label: "Largest",
        value: (row) => row.top_name,
        show: (row) => (row.top_id && row.top_name ? partnerName(row.top_id, row.top_name) : "–"),
        narrow: true
      },
      {label: "with", value: (row) => row.top_share, show: (row) => percent(row.top_share), numeric: true}
    ]
  });

type Segment = RowOf<File<"segments">["partners"]>;

export function segmentsTable(
  rows: readonly Segment[],
  {currency, hours, contact}: {currency: string | null; hours: boolean; contact: boolean}
): Node {
  const most = rows[0]?.value_share ?? 1;
  const time: Column<Segment>[] = hours
    ? [
        {label: "Of our hours", value: (row) => row.service_share, show: (row) => percent(row.service_share), numeric: true},
        {label: "Served", value: (row) => row.served}
      ]
    : [];
  const days: Column<Segment>[] = contact ? [{label: "Days silent", value: (row) => row.days_since_contact, numeric: true}] : [];
  return table(rows, {
    caption: "What each partner brings, deserves and gets",
    file: "segments",
    find: "Find a partner",
    first: 25,
    empty: "There are no partners in the data.",
    columns: [
      nameColumn<Segment>(),
      {label: "#", value: (row) => row.rank, numeric: true},
      {label: "Segment", value: (row) => labelNames[row.label], narrow: true},
      {label: "Revenue", value: (row) => row.revenue, show: (row) => money(row.revenue, currency), numeric: true, narrow: true},
      {
        label: "Share",
        value: (row) => row.value_share,
        show: (row) => shareBar(row.value_share, most, row.abc === "A"),
        numeric: true
      },
      ...time,
      {label: "Merit", value: (row) => row.merit, show: (row) => money(row.merit, currency), numeric: true, narrow: true},
      {
        label: "Score",
        value: (row) => row.score,
        show: (row) => (row.score === null ? "–" : String(Math.round(row.score))),
        numeric: true
      },
      ...days
    ]
  });
}
