import {counted, plural} from "../../src/shared/formats.ts";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {Warning} from "../stage/stagedFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import type {StagedFile} from "./rows.ts";

/**
 * What two exports of the same records have alike whatever their ids: all columns of one of these lists. Where a deal is opened and closed
 * on one day its days say little, and its customer must be the same.
 */
const alike: Record<string, {columns: string[]; where: string}[]> = {
  deals: [
    {columns: ["opened_on", "closed_on", "amount", "status"], where: "closed_on > opened_on"},
    {columns: ["closed_on", "amount", "status", "customer_id"], where: "closed_on is not null"}
  ],
  referrals: [{columns: ["made_on", "answered_on", "outcome", "partner_id", "customer_id"], where: "answered_on is not null"}],
  tickets: [{columns: ["opened_on", "resolved_on", "due_on", "hours", "customer_id"], where: "resolved_on is not null"}]
};

/** Of the records of one export, at least this part must be in the other. */
const least = 0.1;

/**
 * Notes where two exports, each with its own mapping, have records that are alike and have other ids, as after a move from one system to
 * another: each would count twice. Only what is alike once in each export counts, so that prices of a list on a busy day are no reason.
 * @param results the newest file of the export that came later is told
 */
export async function noteCountedTwice(
  db: DuckDB,
  table: CanonicalTable,
  files: readonly StagedFile[],
  {settings, results}: {settings: Settings; results: Reconciled[]}
): Promise<void> {
  const lists = alike[table.name];
  const sources = [...new Set(files.map((f) => f.mapping ?? ""))];
  if (!lists || sources.length < 2) return;
  await db.run(singles(lists, files));
  const pairs = await db.rows<{a: string; b: string; n: string; key: string; other: string}>(
    `select least(x.source, y.source) as a, greatest(x.source, y.source) as b, count(distinct x._key) as n,
       min(x._key) as key, arg_min(y._key, x._key) as other
     from singles as x join singles as y using (list, signature)
     where x.source < y.source and x._key <> y._key group by all`
  );
  const sizes = await db.rows<{source: string; n: string}>(
    "select source, count(distinct _key) as n from singles group by source"
  );
  await db.run("drop table singles");
  const sizeOf = (source: string) => Number(sizes.find((s) => s.source === source)!.n);
  for (const {a, b, n, key, other} of pairs) {
    const records = Number(n);
    if (records < settings.bad_rows_min || records < least * Math.min(sizeOf(a), sizeOf(b))) continue;
    const [first, later] = beganOn(files, a) <= beganOn(files, b) ? [a, b] : [b, a];
    const told = newest(files, later);
    results[told.index]!.twice = {records, of: first || null, key: later === a ? key : other, other: later === a ? other : key};
  }
}

/** Table singles: records in force, each with its export and what it has of a list, where no other of its export has the same. */
function singles(lists: {columns: string[]; where: string}[], files: readonly StagedFile[]): string {
  const mappings = files.map((f) => `(${f.index}, ${literal(f.mapping ?? "")})`).join(", ");
  const signatures = lists.map(
    ({columns, where}, i) =>
      `select ${i} as list, source, _key, hash(${columns.join(", ")}) as signature
       from reconciling join mappings on mappings.file = _file
       where _state = 'accepted' and not _deleted and ${where} and ${columns.map((c) => `${c} is not null`).join(" and ")}`
  );
  return `create or replace temp table singles as
    with mappings(file, source) as (values ${mappings}), signed as (${signatures.join(" union all ")})
    select * from signed qualify count(*) over (partition by list, source, signature) = 1`;
}

const of = (files: readonly StagedFile[], source: string) => files.filter((f) => (f.mapping ?? "") === source);
const beganOn = (files: readonly StagedFile[], source: string): string => of(files, source).map((f) => f.drop_date).sort()[0]!; // prettier-ignore
const newest = (files: readonly StagedFile[], source: string): StagedFile =>
  of(files, source).reduce((last, f) => (f.drop_date >= last.drop_date ? f : last));

/** What is said of records that two exports have under other ids. */
export function twiceWarning({name, key: [id]}: CanonicalTable, twice: NonNullable<Reconciled["twice"]>): Warning {
  const {records, of: earlier, key, other} = twice;
  const source = earlier === null ? `files with the headers of ${name}` : `the export that ${earlier} reads`;
  return {
    reason: "counted_twice",
    detail: `${counted(records, "record")} of this export ${plural(records, "is like one", "are like ones")} of ${source}, under another ${id}: ${JSON.stringify(key)} is like ${JSON.stringify(other)}. If they are the same ${name}, as after a move to another system, each counts twice. Where this export has them all, make the earlier one not count${earlier === null ? "" : `: in its mapping, ${earlier}, give ignore: "moved to another system" in place of table and columns`}; else read ${id} from the column of this export that has the earlier id`
  };
}
