import path from "node:path";
import type {DuckDB} from "../engines/duckdb.ts";
import {readName} from "../receive/names.ts";
import type {Settings} from "../settings.ts";
import {asUtf8} from "../stage/encoding.ts";
import type {Passage} from "../stage/passage.ts";
import {readRaw} from "../stage/raw.ts";
import {settle} from "./settle.ts";

/**
 * Refuses drops from the future, settles the versions of all staged records, and notes on each passage what became of its records.
 * @param db leaves here the record tables of schema facts
 */
export async function settlePassages(
  db: DuckDB,
  passages: Passage[],
  asOf: string,
  settings: Settings,
  work: string
): Promise<void> {
  for (const p of passages)
    if (!p.stop && p.table && p.received.drop_date > asOf && p.received.dated)
      p.stop = {
        outcome: "refuse",
        reason: "future_drop",
        message: `${p.received.path}: its drop date ${p.received.drop_date} lies after ${asOf}. Correct the date in its name, or rebuild with --as-of ${p.received.drop_date}.`
      };
  const going = passages.filter((p) => !p.stop && p.table);
  const results = await settle(
    db,
    going.map((p) => ({
      path: p.received.path,
      table: p.table!,
      drop_date: p.received.drop_date,
      revision: p.received.revision,
      records: p.staged!.records,
      rows: p.staged!.rows,
      names: p.staged!.names,
      quarantined: p.staged!.quarantined
    })),
    asOf,
    settings
  );
  for (const [i, p] of going.entries()) {
    const result = results[i]!;
    p.settled = result;
    if (result.refused) p.stop = tooManyBad(p, result.refused.bad, settings);
    else if (result.quarantined.length) await locate(db, p, work);
  }
}

function tooManyBad(p: Passage, bad: number, settings: Settings): Passage["stop"] {
  const most = `${Math.round(settings.bad_rows_share * 100)} %`;
  const reasons = [...new Set(p.staged!.quarantined.map((q) => q.reason))].slice(0, 5).join(", ");
  return {
    outcome: "refuse",
    reason: "too_many_bad_rows",
    message: `${p.received.path}: ${bad} of ${p.staged!.records} records are bad (${reasons || "future_date"}), expected at most ${most}. Fix the export, or raise bad_rows_share in handshake.config.ts.`
  };
}

/** Finds line and raw text of the records that settling sent to quarantine; a grouped row stands for all its lines. */
async function locate(db: DuckDB, p: Passage, work: string): Promise<void> {
  const {stored, path: name} = p.received;
  const {extension} = readName(path.basename(name));
  const readable = extension === "parquet" ? stored : await asUtf8(stored, work);
  const raw = await readRaw(db, "located", {stored: readable, extension, work}, []);
  const places = await raw.locate(p.settled!.quarantined.flatMap((q) => q.ordinals));
  p.settledQuarantine = p.settled!.quarantined.flatMap((q) =>
    q.ordinals.map((o) => ({...places.get(o)!, key: q.key, reason: q.reason}))
  );
  await db.run("drop table located");
}
