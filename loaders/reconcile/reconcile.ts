import type {DuckDB} from "../engines/duckdb.ts";
import type {FarEngine} from "../engines/far.ts";
import type {Settings} from "../settings.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import {tables} from "../tables/index.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {columnSql, ddlColumns} from "../tables/sqlTypes.ts";
import {applyAliases} from "./aliases.ts";
import {noteCountedTwice} from "./countedTwice.ts";
import {holdSmall, noteMissing, refuseBad} from "./drops.ts";
import {holdWithoutPartners, noteEmptied} from "./emptied.ts";
import {markLostZeros} from "./lostZeros.ts";
import {startMerges, takeOutGone} from "./merges.ts";
import {addNamed} from "./named.ts";
import {noteNoOrigins, noteOrigins} from "./origins.ts";
import {fillOtherColumns} from "./otherColumns.ts";
import {noteOtherNames} from "./otherName.ts";
import {noteOutranked} from "./outranked.ts";
import {madeFromNames} from "./parents.ts";
import {holdRescaled} from "./rescaled.ts";
import {noteReplaced} from "./replaced.ts";
import {columnNames, loadRows, markFuture, markUnknownParents, type StagedFile} from "./rows.ts";
import {joinSeveral} from "./several.ts";
import {noteShortIds} from "./shortIds.ts";
import {tally} from "./tally.ts";
import {orderDeletions, rankVersions} from "./versions.ts";

/**
 * Finds the current version of every record over all files received so far, and leaves the tables of schema facts.
 * The result depends only on what the files hold, their dates and their paths, never on the order in which they came.
 * @param files in the order of their index
 * @param options.confirmed indexes of files whose small volume somebody has confirmed
 */
export function reconcile(db: DuckDB, files: StagedFile[], options: ReconcileOptions): Promise<Reconciled[]> {
  const records = files.reduce((n, f) => n + f.records, 0);
  return db.unplannedIfFew(records, () => reconcileAll(db, files, options));
}

interface ReconcileOptions {
  asOf: string;
  settings: Settings;
  confirmed: Set<number>;
  far?: FarEngine | null;
}

const nothingYet = (): Reconciled => ({
  accepted: 0,
  deduplicated: 0,
  superseded: 0,
  quarantined: [],
  cleared: [],
  refused: null,
  held: null,
  gone: {deleted: 0, merged: 0},
  missing: null,
  emptied: [],
  dropped: 0,
  replaced: null,
  outranked: null,
  otherNames: null,
  twice: null,
  shortIds: []
});

async function reconcileAll(db: DuckDB, files: StagedFile[], options: ReconcileOptions): Promise<Reconciled[]> {
  const results = files.map(nothingYet);
  const fed = new Set<string>();
  await startMerges(db);
  for (const table of tables) {
    const own = files.filter((f) => f.table === table.name);
    if (own.length) await reconcileTable(db, table, own, {...options, fed, results, files});
    else await leaveEmpty(db, table);
  }
  const named = new Map(
    tables.flatMap(({name}) => {
      const own = files.filter((f) => f.table === name);
      return own.length ? [[name, own.flatMap((f) => f.names)]] : [];
    })
  );
  await noteShortIds(
    db,
    tables.filter((t) => named.has(t.name)),
    files,
    results
  );
  for (const name of madeFromNames) if (!fed.has(name)) await addNamed(db, name, named);
  for (const name of named.keys()) await db.run(`drop table named_in_${name}`);
  await db.run("drop table if exists reconciling; drop table merged_keys");
  return results;
}

/** A table of which no file has come. */
async function leaveEmpty(db: DuckDB, table: CanonicalTable): Promise<void> {
  await db.run(`create or replace table facts.${table.name} (${ddlColumns(table)})`);
  await noteNoOrigins(db, table);
}

interface Reconciling extends ReconcileOptions {
  /** The tables so far of which a file was accepted; this one is added. */
  fed: Set<string>;
  /** By the index of the file. */
  results: Reconciled[];
  /** Those of all tables. */
  files: readonly StagedFile[];
}

async function reconcileTable(
  db: DuckDB,
  table: CanonicalTable,
  own: StagedFile[],
  {asOf, settings, confirmed, far = null, fed, results, files}: Reconciling
): Promise<void> {
  await loadRows(db, table, own);
  if (fed.has("aliases")) await applyAliases(db, table);
  await markFuture(db, table, asOf);
  const good = await refuseBad(db, table, own, settings, results);
  const large = await holdSmall(db, good, settings, confirmed, results);
  const inUnit = await holdRescaled(db, table, large, {settings, confirmed, results});
  const taken = await holdWithoutPartners(db, table, inUnit, {settings, confirmed, results, files});
  if (taken.length) fed.add(table.name);
  await markLostZeros(db, table, taken);
  await markUnknownParents(db, table, fed);
  await noteMissing(db, taken, results);
  await fillOtherColumns(db, table, taken);
  await noteEmptied(db, table, taken, {settings, results});
  await joinSeveral(db, table);
  if (taken.some((f) => f.marks.includes("_deleted"))) await orderDeletions(db);
  await rankVersions(db, table, far);
  if (taken.some((f) => f.marks.length)) await takeOutGone(db, table, results);
  await noteReplaced(db, table, taken, results);
  await noteOutranked(db, table, results);
  await noteOtherNames(db, table, results);
  await noteCountedTwice(db, table, taken, {settings, results});
  await db.run(
    `create or replace table facts.${table.name} as select ${columnNames(table)} from reconciling where _state = 'accepted' order by ${table.key.map(columnSql).join(", ")}`
  );
  await noteOrigins(db, table);
  await tally(db, table, taken, results, files);
  await db.run(
    `create or replace temp table named_in_${table.name} as select * exclude (_reason, _version, _ordinals, _deleted, _merged, _into) from reconciling where _state = 'accepted'`
  );
}
