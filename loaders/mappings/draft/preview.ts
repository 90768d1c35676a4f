import type {DuckDB} from "../../engines/duckdb.ts";
import type {Settings} from "../../settings.ts";
import {claimRecords} from "../../stage/claim.ts";
import {parseMapping, partsOf} from "../engine/mapping.ts";
import {rowsSql} from "../../stage/rows.ts";
import type {Raw} from "../../read/rawTable.ts";
import {Refusal} from "../../read/refusal.ts";
import {columnsOf} from "../../tables/columns.ts";
import {answerable, type Answerable} from "../../../src/shared/answerable.ts";
import {mappingOf, missingIn, type Draft} from "./draft.ts";
import {counted} from "./question.ts";
import {tried, type Trial} from "./trial.ts";

/** What would come of the export through the draft as it is. */
export interface Preview {
  /** Needed columns that nothing fills: then there are no records to show. */
  missing: string[];
  /** Why the file would be refused as a whole. */
  refused: string | null;
  /** The first five records as they would come in, filled columns only; a rejected one with its reason. */
  records: {reason: string | null; cells: Record<string, string>}[];
  accepted: number;
  rejected: {reason: string; n: number}[];
  /** The rejected ones; null where the file would be refused, or a needed column is missing. */
  trial: Trial | null;
  leftOut: number;
  /** What the site could say from this file alone. */
  questions: Answerable[];
}

/** Reads the whole export through the draft's mapping, as a rebuild would, and keeps nothing. */
export async function previewOf(db: DuckDB, raw: Raw, draft: Draft, settings: Settings): Promise<Preview> {
  const missing = missingIn(draft);
  const nothing = {
    missing,
    refused: null,
    records: [],
    accepted: 0,
    rejected: [],
    trial: null,
    leftOut: 0,
    questions: answerable(new Map())
  };
  if (missing.length) return nothing;
  const parsed = parseMapping(mappingOf(draft));
  if (!parsed.success) return {...nothing, missing: parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`)};
  const [mapping] = partsOf(parsed.data);
  const {table} = draft;
  const lookups = {get: () => "lookups"};
  const as = {table, mapping: mapping!, first: true, read: raw.headers};
  // what refuses the whole file, such as an order of days that its cells contradict, is to be settled first
  const claimed = await claimRecords(db, raw, as, lookups, settings).catch((error: unknown) => {
    if (error instanceof Refusal) return error.message;
    throw error;
  });
  if (typeof claimed === "string") return {...nothing, refused: claimed};
  await db.run(`create or replace table typed as ${rowsSql({table, mapping: claimed.mapping}, raw.headers, settings, lookups)}`);
  const trial = await tried(db, claimed.raw, {table, mapping: claimed.mapping!}, settings, lookups);
  const reasons = await db.rows<{reason: string | null; n: string}>(
    "select _reason as reason, count(*) as n from typed group by 1 order by 2 desc, 1"
  );
  const names = columnsOf(table).map((c) => c.name);
  const first = await db.rows<Record<string, string | null>>(
    `select _reason, ${names.map((n) => `cast(${n} as varchar) as ${n}`).join(", ")} from typed order by _ordinal limit 5`
  );
  const records = first.map(({_reason, ...cells}) => ({
    reason: _reason ?? null,
    cells: Object.fromEntries(
      Object.entries(cells).filter((e): e is [string, string] => e[1] !== null && !e[1].startsWith("\u0001"))
    )
  }));
  const unread = claimed.raw.bad.map((b) => b.reason);
  const rejected = reasons.flatMap((r) => (r.reason ? [{reason: r.reason, n: Number(r.n)}] : []));
  for (const reason of new Set(unread)) rejected.push({reason, n: unread.filter((u) => u === reason).length});
  return {
    missing,
    refused: null,
    records,
    accepted: reasons.filter((r) => !r.reason).reduce((n, r) => n + Number(r.n), 0),
    rejected,
    trial,
    leftOut: raw.records - claimed.raw.records,
    questions: answerable(await sharesOf(db, table.name, names))
  };
}

async function sharesOf(db: DuckDB, table: string, names: string[]): Promise<Map<string, number>> {
  const [found] = await db.rows<Record<string, string>>(
    `select count(*) as n, ${names.map((c) => `count(${c}) as ${c}`).join(", ")} from typed where _reason is null`
  );
  const n = Number(found!.n);
  return new Map(names.map((c) => [`${table}.${c}`, n ? Number(found![c]) / n : 0]));
}

const answers = {yes: "yes", partly: "in part", no: "not yet"} as const;

/** The preview for a person, who looks at the own file. */
export function previewText({missing, refused, records, accepted, rejected, leftOut, questions}: Preview): string {
  if (missing.length) return `No record can come in before ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} filled.`;
  if (refused !== null) return `No record would come in: ${refused}`;
  const rows = records.map(({reason, cells}) => {
    const text = Object.entries(cells).map(([name, value]) => `${name} ${value.length > 40 ? `${value.slice(0, 39)}…` : value}`);
    return `  ${text.join(" · ")}${reason ? `  (rejected: ${reason})` : ""}`;
  });
  const out = [
    ...rejected.map((r) => `${r.n.toLocaleString("en")} rejected (${r.reason})`),
    ...(leftOut ? [`${leftOut.toLocaleString("en")} left out`] : [])
  ];
  const can = questions.map(
    (q) => `  ${answers[q.answer].padEnd(8)} ${q.question}${q.missing.length ? ` Missing: ${q.missing.join(", ")}.` : ""}`
  );
  return [
    `The first ${records.length === 1 ? "record" : `${records.length} records`} as they would come in:`,
    ...rows,
    `${counted(accepted)} accepted${out.length ? `, ${out.join(", ")}` : ""}.`,
    "From this file alone, the site can answer:",
    ...can
  ].join("\n");
}
