import {existsSync} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import path from "node:path";
import {format} from "prettier";
import {DuckDB, literal} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {explain, type Explained} from "../explain/explain.ts";
import {factsFromRecords, type Records} from "../facts/fromRecords.ts";
import {metricModels} from "../metrics/files.ts";
import {runModels, startMetrics} from "../metrics/run.ts";
import {Settings, type Settings as SettingsNow} from "../settings.ts";
import {plainSettings} from "../settingsValues.ts";
import {columnsOf} from "../tables/columns.ts";
import {tableNamed} from "../tables/index.ts";
import {columnSql} from "../tables/sqlTypes.ts";

/** What a draft is made from. */
export interface DraftWish {
  metric: string;
  keys: string[];
  build: string;
  settings: SettingsNow;
  /** The checkout, whose tests it joins. */
  project: string;
}

type Row = Record<string, string | number | boolean | null>;

/** The most records of a sort: nobody counts more by hand. */
const most = 12;
/** What the words of a record are taken over as they are; names and other free text are not. */
const words = ["tier", "kind", "region", "industry", "product", "stage"];

/**
 * Drafts a hand test of a metric from rows of the last rebuild: the newest records behind one of its rows, with ids in place of names, and
 * what the metric comes to over these records alone, worked out at once.
 * @returns what was written, and what to do next
 * @throws HandshakeError (64) where there is such a file, (66) without a build or such a row
 */
export async function draftTest({metric, keys, build, settings, project}: DraftWish): Promise<string> {
  const to = path.join("test", "metrics", `${metric}.draft.test.ts`);
  if (existsSync(path.join(project, to)))
    throw new HandshakeError(`${to} exists already. Finish it and give it another name first.`, {exitCode: 64});
  const draft = await draftOf({metric, keys, build, settings});
  const {left} = draft;
  const text = testText(draft);
  await mkdir(path.dirname(path.join(project, to)), {recursive: true});
  await writeFile(
    path.join(project, to),
    await format(text, {parser: "typescript", printWidth: 130, bracketSpacing: false, trailingComma: "none"}),
    {flag: "wx"}
  );
  const more = left ? ` It has the newest ${most} records of a sort; ${left} more are behind the live row.` : "";
  return `Wrote ${to}.${more} Count its expected row by hand, give it a title that says the rule, and run it: npx vitest run ${to}`;
}

/** A test's content: records, the settings that are not the product's, the day, and the row that is expected of them. */
export interface Draft {
  row: Explained;
  records: Records;
  own: Record<string, unknown>;
  /** SQL that finds the row. */
  where: string;
  expected: Row[];
  /** The number of records behind the live row that are left out. */
  left: number;
}

/** What a test of a metric's row is made of. */
export async function draftOf({metric, keys, build, settings}: Omit<DraftWish, "project">): Promise<Draft> {
  const {explained} = await explain({metric, keys, asOf: null, build, settings, most});
  const [row] = explained;
  if (!row) throw new HandshakeError(`${metric} has no such row.`, {exitCode: 66});
  const {records, left, coded} = coder(await recordsOf(build, row));
  const where = conditionOf(row, coded);
  return {row, records, left, where, own: ownSettings(settings), expected: await worked(row, records, settings, where)};
}

/** The records behind a row as facts have them, of each table the newest, and how many are left. */
async function recordsOf(build: string, {behind, row}: Explained): Promise<{records: Record<string, Row[]>; left: number}> {
  const db = await DuckDB.open();
  try {
    await db.run(`attach ${literal(path.join(build, "handshake.duckdb"))} as built (read_only); use built`);
    const ids = new Map<string, Set<string>>();
    let left = 0;
    const take = (table: string, key: string, values: readonly string[]) => {
      const found = ids.get(`${table} ${key}`) ?? new Set();
      values.forEach((value) => found.add(value));
      ids.set(`${table} ${key}`, found);
    };
    for (const {entry, rows} of behind) {
      const [key = ""] = tableNamed(entry.table)!.key;
      take(
        entry.table,
        key,
        rows.slice(0, most).map((r) => String(r[key]))
      );
      left += Math.max(0, rows.length - most);
    }
    const deals = [...(ids.get("deals deal_id") ?? [])];
    if (deals.length) take("deal_partners", "deal_id", deals);
    if (typeof row.partner_id === "string") take("partners", "partner_id", [row.partner_id]);
    const records: Record<string, Row[]> = {};
    for (const [place, values] of ids) {
      const [table = "", key = ""] = place.split(" ");
      const columns = Object.keys(tableNamed(table)!.row.shape).map(columnSql).join(", ");
      const list = [...values].map(literal).join(", ");
      const rows = await db.rows<Row>(`select ${columns} from facts.${table} where ${key} in (${list}) order by all`);
      if (rows.length) records[table] = rows;
    }
    return {records, left};
  } finally {
    db.close();
  }
}

/** How a column of a canonical table is read: "id", "text", "day". */
const kindOf = (table: string, column: string): string => columnsOf(tableNamed(table)!).find(({name}) => name === column)!.kind;

/** Records with short ids in place of their own, and without names; `coded` tells an id's. */
function coder({records: found, left}: {records: Record<string, Row[]>; left: number}) {
  const codes = new Map<string, string>();
  const counts = new Map<string, number>();
  const letterOf = (column: string) =>
    /partner|parent/.test(column)
      ? "p"
      : /customer/.test(column)
        ? "c"
        : /rep|manager|person|owner_id/.test(column)
          ? "h"
          : (column[0] ?? "x");
  const coded = (column: string, value: string): string => {
    const letter = letterOf(column);
    const known = codes.get(`${letter} ${value}`);
    if (known !== undefined) return known;
    const n = (counts.get(letter) ?? 0) + 1;
    counts.set(letter, n);
    codes.set(`${letter} ${value}`, `${letter}${n}`);
    return `${letter}${n}`;
  };
  const kept = (table: string, row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).flatMap(([column, value]) => {
        const kind = kindOf(table, column);
        if (value === null || column === "updated_at") return [];
        if (kind === "id") return [[column, coded(column, String(value))]];
        if (kind !== "text" || words.includes(column)) return [[column, value]];
        return column === "name" ? [[column, "someone"]] : [];
      })
    );
  const records: Records = Object.fromEntries(
    Object.entries(found).map(([table, rows]) => [table, rows.map((row) => kept(table, row))])
  );
  return {records, left, coded};
}

/** Settings that are not the product's: the test has them too. */
const ownSettings = (settings: SettingsNow): Record<string, unknown> => {
  const usual = plainSettings(Settings.parse({}));
  const now = plainSettings(settings);
  return Object.fromEntries(
    Object.entries(now).filter(
      ([name, value]) => JSON.stringify(usual[name]) !== JSON.stringify(value) && name !== "history_months"
    )
  );
};

const isText = (value: unknown): value is string => typeof value === "string";

/** SQL that finds the row among those of the drafted records. */
const conditionOf = ({metric, row, asOf}: Explained, coded: (column: string, value: string) => string): string =>
  metric.key
    .map((column) => {
      const value = row[column] ?? (column === "as_of" ? asOf : null);
      if (value === null) return `${column} is null`;
      return `${column} = ${isText(value) ? literal(column.endsWith("_id") ? coded(column, value) : value) : String(value)}`;
    })
    .join(" and ");

/** The row over the drafted records alone. */
async function worked(row: Explained, records: Records, settings: SettingsNow, where: string): Promise<Row[]> {
  const alone = {...settings, history_months: 0};
  const db = await factsFromRecords(records, alone);
  try {
    await startMetrics(db, alone, row.asOf);
    await runModels(db, plainSettings(alone), metricModels());
    return await db.rows<Row>(`select * from metrics.${row.metric.name} where ${where}`);
  } finally {
    db.close();
  }
}

function testText({row, records, own, where, expected}: Draft): string {
  const {metric, asOf} = row;
  return `import {expect, it} from "vitest";
import {metricsOf} from "./support.ts";

/*
 * Drafted from a live row. ${metric.question}
 * ${metric.definition}
 * Make it a rule: keep the few records that show it, count what must come of them by hand, and say it in the title.
 */
it("${metric.name}: SAY THE RULE", async () => {
  const m = await metricsOf(${JSON.stringify(records)}, ${JSON.stringify(own)}, ${JSON.stringify(asOf)});
  expect(await m.rows(${JSON.stringify(metric.name)}, "*", ${JSON.stringify(where)})).toEqual(${JSON.stringify(expected)});
});
`;
}
