import {z} from "zod";
import {literal, type DuckDB} from "../../loaders/engines/duckdb.ts";

/** A node of the tree that DuckDB parses SQL into. */
type Tree = {[key: string]: unknown};

/** A column that a SELECT with a join reads without saying of which table; `at` counts bytes of the SQL. */
export interface Unqualified {
  column: string;
  at: number;
  /** The tables it may be of. */
  tables: string[];
}

/** What the columns of a SELECT may be of, and which names need no table. */
interface Scope {
  tables: string[];
  merged: Set<string>;
  outputs: Set<string>;
  /** The tables of the queries that this one is inside of. */
  outer: string[];
}

const Row = z.object({tree: z.string()});
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;
const treesOf = (value: unknown): Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const namesOf = (value: unknown): string[] => z.array(z.string()).parse(value ?? []);

/**
 * The columns without a table in those SELECTs of an SQL text that join tables. A column of a `using` belongs to both sides and needs none;
 * nor does an output that the SELECT names itself.
 */
export async function unqualifiedIn(db: DuckDB, sql: string): Promise<Unqualified[]> {
  const [row] = await db.rows(`select json_serialize_sql(${literal(sql)}) as tree`);
  const found = new Map<number, Unqualified>();
  visit(JSON.parse(Row.parse(row).tree), null, (column) => found.set(column.at, column));
  return [...found.values()].sort((a, b) => a.at - b.at);
}

type Report = (column: Unqualified) => void;

function visit(value: unknown, scope: Scope | null, report: Report): void {
  if (Array.isArray(value)) for (const each of value) visit(each, scope, report);
  if (!isTree(value) || Array.isArray(value)) return;
  if (value["type"] === "SELECT_NODE") visitSelect(value, scope, report);
  else if (value["class"] === "COLUMN_REF") checkColumn(value, scope, report);
  else if (value["class"] === "LAMBDA") visitLambda(value, scope, report);
  else for (const each of Object.values(value)) visit(each, scope, report);
}

function visitSelect(select: Tree, outside: Scope | null, report: Report): void {
  const outputs = treesOf(select["select_list"]);
  const named = outputs.map(({alias}) => textOf(alias));
  const from = {...scopeOf(select["from_table"]), outer: outside ? [...outside.tables, ...outside.outer] : []};
  const scope = {...from, outputs: new Set<string>()};
  // an output is named for those after it, never for itself
  outputs.forEach((output, i) => visit(output, {...from, outputs: new Set(named.slice(0, i))}, report));
  visit(select["from_table"], scope, report);
  const implied = outputs.flatMap(({column_names: names}) => namesOf(names).slice(-1));
  visit(select["modifiers"], {...from, outputs: new Set([...named, ...implied])}, report);
  visit(select["where_clause"], scope, report);
  const {select_list: _list, from_table: _from, modifiers: _modifiers, where_clause: _where, ...rest} = select;
  for (const each of Object.values(rest)) visit(each, {...from, outputs: new Set(named)}, report);
}

function visitLambda(lambda: Tree, scope: Scope | null, report: Report): void {
  const parameters = new Set(parametersIn(lambda["lhs"]));
  visit(lambda["expr"], scope && {...scope, outputs: new Set([...scope.outputs, ...parameters])}, report);
}

function parametersIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(parametersIn);
  if (!isTree(value)) return [];
  return value["class"] === "COLUMN_REF" ? namesOf(value["column_names"]) : Object.values(value).flatMap(parametersIn);
}

function checkColumn(column: Tree, scope: Scope | null, report: Report): void {
  const [first = ""] = namesOf(column["column_names"]);
  if (!scope || scope.tables.length < 2) return;
  if ([...scope.tables, ...scope.outer].includes(first) || scope.merged.has(first) || scope.outputs.has(first)) return;
  report({column: first, at: Number(column["query_location"]), tables: scope.tables});
}

/** The tables that a FROM makes visible, and the columns that its joins merge; of a semi or anti join only the left side is. */
function scopeOf(from: unknown): Pick<Scope, "tables" | "merged"> {
  if (!isTree(from)) return {tables: [], merged: new Set()};
  if (from["type"] !== "JOIN") return {tables: [textOf(from["alias"]) || textOf(from["table_name"])], merged: new Set()};
  const [left, right] = [scopeOf(from["left"]), scopeOf(from["right"])];
  const half = from["join_type"] === "SEMI" || from["join_type"] === "ANTI";
  return {
    tables: half ? left.tables : [...left.tables, ...right.tables],
    merged: new Set([...left.merged, ...(half ? [] : right.merged), ...namesOf(from["using_columns"])])
  };
}
