import {shownPath} from "../engines/sqlFault.ts";
import {factsBehind} from "../metrics/lineage.ts";
import type {Explained} from "./explain.ts";
import type {Worked} from "./formula.ts";
import {shown} from "./numbers.ts";
import {keyOf} from "./origins.ts";
import type {MetricRow} from "./pick.ts";
import {entryText, type RecordsBehind} from "../metrics/recordsLanguage.ts";
import type {Settings} from "../settings.ts";
import {plainSettings} from "../settingsValues.ts";

const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((t) => t.length));

/** An explanation as a person reads it in a terminal. */
export function explainText(explained: readonly Explained[], rows: number, settings: Settings, most: number): string {
  const parts = explained.map((e) => [
    ...heading(e),
    ...figures(e),
    ...formulas(e),
    ...inputs(e),
    ...settingsOf(e, settings),
    ...records(e, most)
  ]);
  const more =
    rows > explained.length ? [`${rows - explained.length} more rows match; name more of the key to explain one of them.`] : [];
  return [...parts.map((lines) => lines.join("\n")), ...more].join("\n\n");
}

function heading({metric, row, asOf, name}: Explained): string[] {
  const key = metric.key.filter((c) => c !== "as_of").map((c) => `${c} ${shown(row[c]!)}`);
  const of = key.length ? ` of ${key.join(", ")}${name ? ` (${name})` : ""}` : "";
  return [
    `${metric.name}${of}, as of ${row.as_of === undefined ? asOf : shown(row.as_of)}`,
    `  ${metric.question}`,
    `  ${metric.definition}`
  ];
}

function figures({metric, row}: Explained): string[] {
  const columns = Object.keys(row).filter((c) => !metric.key.includes(c));
  const width = longest(columns);
  return ["", "Figures", ...columns.map((c) => `  ${c.padEnd(width)}  ${shown(row[c]!)}`)];
}

function formulas({formulas: worked, row, metric}: Explained): string[] {
  if (!worked.length) return [];
  const width = longest(worked.map((w) => w.column));
  const others = worked.filter((one) => isOther(one, row)).map(({column}) => column);
  return [
    "",
    "Formula, with its numbers",
    ...worked.flatMap(({column, steps}) => steps.map((step, i) => `  ${(i ? "" : column).padEnd(width)} = ${step}`)),
    ...others.map(
      (column) =>
        `  DOUBT: this is not the figure ${column} above, which the SQL gives. Correct "formula:" or "records:" in the header of ${shownPath(metric.file)}, or the SQL.`
    )
  ];
}

/** Whether a formula comes to another number than its column has; the last digits are those of the order of a sum. */
function isOther({column, value}: Worked, row: MetricRow): boolean {
  const figure = row[column];
  if (figure === null || (typeof figure === "number" && value === null)) return figure !== value;
  if (typeof figure !== "number" || value === null) return false;
  return Math.abs(value - figure) > 1e-6 * Math.max(1, Math.abs(figure));
}

/** A row in one line. */
export const brief = (row: MetricRow): string =>
  Object.entries(row)
    .filter(([name, value]) => name !== "as_of" && value !== null)
    .map(([name, value]) => `${name} ${shown(value)}`)
    .join(", ");

function inputs({inputs: made}: Explained): string[] {
  const found = made.filter((input) => input.rows.length);
  if (!found.length) return [];
  return [
    "",
    "Computed from (explain these in turn)",
    ...found.flatMap(({name, rows}) => [
      ...rows.slice(0, 3).map((row) => `  ${name}: ${brief(row)}`),
      ...(rows.length > 3 ? [`  ${name}: ${rows.length} rows in all`] : [])
    ])
  ];
}

function settingsOf({settings: names}: Explained, settings: Settings): string[] {
  const plain = plainSettings(settings);
  const values = names.map((name) => `${name} ${String(plain[name])}`);
  return values.length ? ["", `Settings: ${values.join(", ")}`] : [];
}

/** What is said where no records are listed: a header may just not say which of those that its SQL reads are behind a row. */
const noRecords = (read: readonly string[]): string =>
  read.length
    ? `Records behind it: not listed. Its SQL reads ${read.join(", ")}; to list those behind a row, name them under "records:" in its header (docs/analyst.md).`
    : "Records behind it: none; it follows from dates and settings alone.";

function records({behind, metric}: Explained, most: number): string[] {
  if (!behind.length) return ["", noRecords(factsBehind().get(metric.name) ?? [])];
  return [
    "",
    "Records behind it, newest first, with the file and line of the drop",
    ...behind.flatMap((b) => [
      `  ${entryText(b.entry)}: ${b.rows.length}`,
      ...b.rows
        .slice(0, most)
        .map(
          (row) =>
            `    ${keyOf(b.entry.table, row)}  ${told(row, b.entry)}  ${b.lines.get(keyOf(b.entry.table, row)) ?? "named by other records"}`
        ),
      ...(b.rows.length > most ? [`    … ${b.rows.length - most} more; --all shows them`] : [])
    ])
  ];
}

/** Columns that say what a record is, in the order in which they are told. */
const telling = [
  "name",
  "direction",
  "kind",
  "owner",
  "status",
  "outcome",
  "amount",
  "refunded",
  "currency",
  "credit",
  "value",
  "hours",
  "opened_on",
  "due_on",
  "resolved_on",
  "reopened",
  "registration"
];

/** The columns of the records of an entry that are told, in their order. */
export const toldColumns = ({dated}: RecordsBehind): string[] => [
  ...(dated ? [dated] : []),
  ...telling.filter((c) => c !== dated)
];

/** What a record says, in one line. */
export const told = (row: MetricRow, entry: RecordsBehind): string =>
  toldColumns(entry)
    .flatMap((c) => (row[c] === null || row[c] === undefined ? [] : [`${c} ${shown(row[c])}`]))
    .join(", ");
