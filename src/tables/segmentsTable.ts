import type {File, RowOf} from "../contract/index.js";
import {nameColumn} from "./figureTables.js";
import {money, percent, whole} from "../shared/formats.js";
import {labelName} from "../copy/names.js";
import {shareBar} from "../charts/shareBar.js";
import {howItCame} from "../ui/pageWays.js";
import {table, type Column} from "./table.js";

type Segment = RowOf<File<"segments">["partners"]>;

export function segmentsTable(
  rows: readonly Segment[],
  {currency, hours, contact}: {currency: string | null; hours: boolean; contact: boolean}
): Node {
  const most = Math.max(0, ...rows.map((row) => row.value_share));
  const time: Column<Segment>[] = hours
    ? [
        {label: "Of our hours", value: (row) => row.service_share, show: (row) => percent(row.service_share), numeric: true},
        {label: "Served", value: (row) => row.served}
      ]
    : [];
  const days: Column<Segment>[] = contact
    ? [{label: "Days since contact", value: (row) => row.days_since_contact, numeric: true}]
    : [];
  return table(rows, {
    caption: "Revenue, expected annual value and attention by partner",
    file: "segments",
    find: "Find a partner",
    first: 25,
    filters: [{label: "All groups", name: "abc", noun: "group", of: (row) => row.abc, say: (abc) => `Group ${abc}`}],
    inAddress: true,
    empty: "No partners in the data.",
    columns: [
      nameColumn<Segment>(),
      {label: "#", value: (row) => row.rank, numeric: true},
      {label: "ABC", value: (row) => row.abc},
      {label: "Segment", value: labelName, narrow: true},
      {label: "Revenue", value: (row) => row.revenue, show: (row) => money(row.revenue, currency), numeric: true, narrow: true},
      {
        label: "Share",
        value: (row) => row.value_share,
        show: (row) => shareBar(row.value_share, most, row.abc === "A"),
        numeric: true
      },
      ...time,
      {
        label: "Expected annual value",
        value: (row) => row.merit,
        show: (row) => money(row.merit, currency),
        numeric: true,
        narrow: true
      },
      {
        label: "Score",
        value: (row) => row.score,
        show: (row) => (row.score === null ? "–" : whole(row.score)),
        numeric: true
      },
      ...days
    ]
  });
}

export const firstDealsTable = (rows: File<"segments">["first_deals"]): Node =>
  table(rows, {
    caption: "Partners with a first deal, by the year in which they started",
    file: "first-deals",
    empty: "Too few partners started in one year.",
    leads: () => howItCame,
    columns: [
      {label: "Started in", value: (d) => d.cohort, narrow: true},
      {label: "Partners", value: (d) => d.size, numeric: true},
      {label: "Days", value: (d) => d.days, numeric: true, narrow: true},
      {label: "With a first deal", value: (d) => d.active, show: (d) => percent(d.active), numeric: true, narrow: true}
    ]
  });
