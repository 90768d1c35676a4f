import type {File} from "../contract/index.js";
import {money, percent, period, shortDate, whole} from "../shared/formats.js";
import {siteLink} from "../shared/address.js";
import {definitionLink} from "../shared/ways.js";
import {element} from "../ui/dom.js";
import {table, type Column} from "./table.js";

/* The tables of the page about the data. */

type Data = File<"data">;
const words = (name: string) => name.replaceAll("_", " ");
const outcomes: Record<string, string> = {accept: "taken", refuse: "refused", hold: "held", ignore: "ignored"};

export const freshnessTable = (rows: Data["freshness"], {unusable = []}: Pick<Data["about"], "unusable"> = {}): Node =>
  table(rows, {
    caption: "Records and newest delivery by table",
    file: "freshness",
    empty: "No table has records.",
    columns: [
      {label: "Table", value: (row) => words(row.table), narrow: true},
      {label: "Records", value: (row) => row.records, show: (row) => whole(row.records), numeric: true, narrow: true},
      {label: "Rejected", value: (row) => row.quarantined, show: (row) => whole(row.quarantined), numeric: true},
      {
        label: "Newest delivery",
        value: (row) => row.newest_drop,
        show: (row) => (row.newest_drop ? shortDate(row.newest_drop) : "–"),
        narrow: true
      },
      {
        label: "State",
        value: (row) => state(row, unusable),
        show: (row) => element("span", {class: isWarned(row, unusable) ? "warn" : ""}, state(row, unusable)),
        narrow: true
      }
    ]
  });

type Unusable = NonNullable<Data["about"]["unusable"]>;
type FreshnessRow = Data["freshness"][number];

const isUnusable = (row: FreshnessRow, unusable: Unusable) =>
  row.records === 0 && unusable.some(({table: name}) => name === row.table);
const isWarned = (row: FreshnessRow, unusable: Unusable) => isUnusable(row, unusable) || (row.stale && row.records > 0);

const state = (row: FreshnessRow, unusable: Unusable) =>
  row.records === 0
    ? isUnusable(row, unusable)
      ? "none could be used"
      : "not recorded"
    : row.age_days === null
      ? "named in other tables"
      : row.stale
        ? `stale, ${row.age_days} days old`
        : row.age_days === 0
          ? "current"
          : `${row.age_days} days old`;

type FileRow = Data["report"]["files"][number];
const count = (
  label: string,
  key: "records" | "accepted" | "deduplicated" | "superseded" | "quarantined",
  narrow = false
): Column<FileRow> => ({
  label,
  value: (row) => row[key],
  show: (row) => whole(row[key]),
  numeric: true,
  narrow
});

/** What somebody should look at first, then the newest. */
const concern = (row: FileRow) => (row.outcome !== "accept" ? 0 : row.quarantined > 0 ? 1 : row.warnings.length > 0 ? 2 : 3);
const byConcern = (a: FileRow, b: FileRow) =>
  concern(a) - concern(b) || (b.drop_date ?? "").localeCompare(a.drop_date ?? "") || (a.path < b.path ? -1 : 1);

export const filesTable = (rows: readonly FileRow[]): Node =>
  table([...rows].sort(byConcern), {
    caption: "Every file that was delivered, and what became of its records",
    file: "files",
    find: "Find a file",
    first: 25,
    empty: "No file was delivered.",
    columns: [
      {label: "File", value: (row) => row.path, show: (row) => element("span", {class: "path"}, row.path), narrow: true},
      {label: "Table", value: (row) => (row.table ? words(row.table) : null)},
      {label: "Outcome", value: (row) => outcomes[row.outcome] ?? words(row.outcome), show: (row) => outcome(row), narrow: true},
      count("Records", "records", true),
      count("Accepted", "accepted"),
      count("Repeated", "deduplicated"),
      count("Superseded", "superseded"),
      count("Rejected", "quarantined", true)
    ]
  });

const outcome = (row: FileRow): Node => {
  const said = outcomes[row.outcome] ?? words(row.outcome);
  const why = [
    row.message?.replace(`${row.path}: `, "") || (row.reason ? words(row.reason) : ""),
    ...row.warnings.map((w) => `${words(w.reason)}: ${w.detail}`)
  ].filter(Boolean);
  return element(
    "span",
    {},
    element("span", {class: row.outcome === "accept" ? "" : "warn"}, said),
    why.length ? element("span", {class: "why"}, why.join("; ")) : null
  );
};

export const quarantineTable = (rows: Data["report"]["quarantine"]): Node =>
  table(rows, {
    caption: "Records rejected, by reason",
    file: "rejected-records",
    empty: "No record is rejected.",
    columns: [
      {label: "Reason", value: (row) => words(row.reason), narrow: true},
      {label: "Records", value: (row) => row.count, show: (row) => whole(row.count), numeric: true, narrow: true},
      {label: "Files", value: (row) => row.files, numeric: true},
      {
        label: "For example",
        value: (row) => (row.example_line === null ? row.example_path : `${row.example_path}, line ${row.example_line}`),
        show: (row) =>
          element(
            "span",
            {class: "path"},
            row.example_line === null ? row.example_path : `${row.example_path}, line ${row.example_line}`
          )
      },
      {label: "What to do", value: (row) => row.what_to_do, narrow: true}
    ]
  });

export const nearMissesTable = (rows: Data["report"]["near_misses"]["pairs"]): Node | string =>
  rows.length
    ? table(rows, {
        caption: "Pairs of ids that look the same, the surest first",
        file: "near-misses",
        empty: "No two ids look the same.",
        columns: [
          {label: "Who", value: (row) => row.kind},
          {label: "One", value: (row) => called(row.from, row.from_name), narrow: true},
          {label: "The other", value: (row) => called(row.to, row.to_name), narrow: true},
          {label: "Likeness", value: (row) => row.score, show: (row) => percent(row.score), numeric: true, narrow: true},
          {label: "Because of", value: (row) => row.why}
        ]
      })
    : "";

/** A name, with its id where that is not one that was built from the name. */
const called = (id: string, name: string): string => (id === name || /^[0-9a-f]{24}$/.test(id) ? name : `${name} (${id})`);

export const revenueTable = (
  rows: Data["revenue"],
  {currency, window_days: days}: Pick<Data["about"], "currency" | "window_days">
): Node =>
  table(rows, {
    caption: `Revenue won in ${period(days)}`,
    file: "revenue",
    empty: "No deal was won.",
    leads: (row) => (row.kind === "partner" ? siteLink("./revenue") : definitionLink("revenue")),
    columns: [
      {label: "Revenue", value: (row) => (row.kind === "partner" ? "through partners" : "direct"), narrow: true},
      {label: "Net", value: (row) => row.net, show: (row) => money(row.net, currency), numeric: true, narrow: true},
      {label: "Deals", value: (row) => row.deals, show: (row) => whole(row.deals), numeric: true, narrow: true},
      {label: "Excluded, no rate", value: (row) => row.excluded_deals, numeric: true, narrow: true},
      {label: "Negative", value: (row) => row.negative_deals, numeric: true}
    ]
  });
