import type {Explained} from "../../src/contract/explained.ts";
import type {MetricDefinition} from "../metrics/catalogue.ts";
import {tableNamed} from "../tables/index.ts";
import {firstAgreeing} from "./agreeing.ts";
import {open, said, termsTold, type Input, type Scope, type Together, type Worked} from "./formula.ts";
import {shown} from "./numbers.ts";
import {keyOf} from "./origins.ts";
import type {InputsOf} from "./partners/inputs.ts";
import type {Places} from "./partners/places.ts";
import type {Behind, Found} from "./partners/records.ts";
import type {MetricRow} from "./pick.ts";
import {entryText} from "../metrics/recordsLanguage.ts";
import {brief, told} from "./text.ts";

/* How one figure came about, of a partner or of all of them. */

export type ExplainedFigure = Explained["figures"][number];

/** The number of rows of a metric told; one with more that are not the partner's own says nothing of it. */
const mostRows = 6;

/** Formulas without numbers. */
export const plainFormulas = ({formula}: MetricDefinition) =>
  formula.map(({column, expression}) => ({column, steps: [expression]}));

/** What a figure is worked out from. */
export interface Context {
  catalogue: ReadonlyMap<string, MetricDefinition>;
  inputs: InputsOf;
  behind: readonly Behind[];
  records: ReadonlyMap<Behind, ReadonlyMap<string, Found>>;
  places: Places;
  settings: Record<string, MetricRow[string]>;
  asOf: string;
}

/** What a metric says of itself. */
export const saidOf = ({name, question, definition}: MetricDefinition) => ({metric: name, question, definition});

/** The partner that a row is of; "" for a row of all of them. */
export const ownerOf = (row: MetricRow): string => (row.partner_id === undefined ? "" : String(row.partner_id));

/** How one row of a metric came about: its figures, formulas with their numbers, what it is made of, and the records behind it. */
export async function figureOf(
  metric: MetricDefinition,
  made: readonly MetricDefinition[],
  row: MetricRow,
  context: Context
): Promise<ExplainedFigure> {
  const {catalogue, inputs, behind, settings, records, places} = context;
  const keys = metric.key.filter((c) => c !== "as_of" && c !== "partner_id");
  const needs = metric.needs.flatMap((name) => catalogue.get(name) ?? []);
  const rowsOf = await Promise.all(needs.map(async (need) => ({need, ...(await inputs(need, row))})));
  const below = rowsOf.filter(({count}) => count === 1);
  return {
    ...saidOf(metric),
    row: keys.map((c) => `${c} ${shown(row[c]!)}`).join(", "),
    values: Object.keys(row)
      .filter((c) => !metric.key.includes(c) && row[c] !== null)
      .map((c) => `${c} ${shown(row[c]!)}`),
    formulas: [
      ...(await formulasOf(metric, row, context)),
      ...(await Promise.all(below.map(({need, rows}) => formulasOf(need, rows[0]!, context, `${need.name}.`)))).flat()
    ].map(({column, steps}) => ({column, steps})),
    made_of: rowsOf
      .filter(({need, count}) => count > 0 && (count <= mostRows || ("partner_id" in row && need.key.includes("partner_id"))))
      .map(({need, rows}) => ({metric: need.name, question: need.question, rows: rows.slice(0, mostRows).map(brief)})),
    partners: {count: 0, first: []},
    settings: [...new Set(made.flatMap((m) => m.settings))].map((name) => `${name} ${String(settings[name])}`),
    records: behind.flatMap((each) => {
      const {entry} = each;
      const found = records.get(each)?.get(ownerOf(row));
      if (!found) return [];
      const newest = found.newest.map((record) => {
        const key = keyOf(entry.table, record);
        return {key, says: told(record, entry), place: places.get(entry.table)?.get(key) ?? "named by other records"};
      });
      return [{which: entryText(entry), count: found.count, newest}];
    })
  };
}

const tables = new Map<string, ReadonlySet<string>>();

/** What a formula names with a dot behind it: the tables whose columns it asks for. Each is looked through once. */
function tablesIn(expression: string): ReadonlySet<string> {
  const known = tables.get(expression) ?? new Set([...expression.matchAll(/\b([a-z_]+)\./g)].map((m) => m[1]!));
  tables.set(expression, known);
  return known;
}

/** The formulas of a metric with the numbers of one of its rows; what needs records that are not told here stays a formula. */
async function formulasOf(
  metric: MetricDefinition,
  row: MetricRow,
  {catalogue, inputs, behind, settings, records}: Context,
  before = ""
): Promise<Worked[]> {
  const named = new Set(metric.formula.flatMap(({expression}) => [...tablesIn(expression)]));
  const found = new Map<string, Input & {count: number}>();
  for (const name of named) {
    const other = catalogue.get(name);
    const about = behind.find((b) => b.entry.table === name);
    const listed = about && records.get(about)?.get(ownerOf(row));
    if (other) {
      const {rows, count} = await inputs(other, row);
      found.set(name, {rows, sql: "", key: other.key, count});
    } else if (listed) found.set(name, {rows: listed.newest, sql: "", key: tableNamed(name)!.key, count: listed.count});
  }
  const scope: Scope = {row, settings, inputs: found};
  return metric.formula.map((formula) => {
    const asked = [...found].filter(([name]) => tablesIn(formula.expression).has(name));
    const many = asked.some(([, {rows}]) => rows.length > 1) ? asked.filter(([, input]) => open(input, row)) : [];
    const apart = new Map(asked.filter((a) => !many.includes(a)).map(([name, {rows}]) => [name, rows[0] ?? null]));
    const value = row[formula.column];
    const together = {rows: joined(many, row), count: many[0]?.[1].count ?? 0};
    const worked = said(formula, scope, {apart, together, value: typeof value === "number" ? value : null});
    return {...worked, column: `${before}${formula.column}`};
  });
}

/** Rows of several inputs side by side, as many as are told: each of the first with those of the others that agree with it. */
function joined(many: readonly [string, Input][], row: MetricRow): Together[] {
  const [first, ...others] = many;
  if (!first) return [];
  const [name, {rows, key}] = first;
  return rows.slice(0, termsTold).map((own) => {
    const together: Together = {[name]: own};
    for (const [other, input] of others) {
      const shared = input.key.filter((c) => key.includes(c) && !(c in row));
      together[other] = firstAgreeing(input.rows, shared, own);
    }
    return together;
  });
}
