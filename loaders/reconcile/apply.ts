import {counted, percent, plural, some, whole} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import type {FarEngine} from "../engines/far.ts";
import type {Settings} from "../settings.ts";
import type {DropFile, Reconciled} from "../stage/dropFile.ts";
import type {Reader} from "../stage/reader.ts";
import {fileOf} from "../stage/stage.ts";
import {noteFiles} from "./origins.ts";
import {twiceWarning} from "./countedTwice.ts";
import {emptiedWarning} from "./emptied.ts";
import {factorSaid} from "./rescaled.ts";
import {columnsSaid} from "./otherColumns.ts";
import {otherNamesWarning} from "./otherName.ts";
import {outrankedWarning} from "./outranked.ts";
import {replacedWarning} from "./replaced.ts";
import {shortIdsWarning} from "./shortIds.ts";
import {tableNamed} from "../tables/index.ts";
import type {StagedFile} from "./rows.ts";
import {reconcile} from "./reconcile.ts";

export interface ReconcileOptions {
  asOf: string;
  settings: Settings;
  /** Finds quarantined records again in the files that they came from. */
  reader: Reader;
  /** Hashes of files that are to be taken however few rows their drop has. */
  confirmed: Set<string>;
  /** Ranks versions where the settings name an engine beside DuckDB. */
  far?: FarEngine | null;
}

/**
 * Refuses drops from the future, reconciles the versions of all staged records, and notes on each dropFile what became of its records.
 * @param db leaves here the record tables of schema facts
 */
export async function reconcileFiles(db: DuckDB, dropFiles: DropFile[], options: ReconcileOptions): Promise<void> {
  const {asOf, settings, reader, confirmed, far = null} = options;
  for (const p of dropFiles)
    if (!p.stop && p.table && !tableNamed(p.table)!.written && p.received.drop_date > asOf && p.received.dated)
      p.stop = {
        outcome: "refuse",
        reason: "future_drop",
        message: `${p.received.path}: its drop date ${p.received.drop_date} lies after ${asOf}. Correct the date in its name, or rebuild with --as-of ${p.received.drop_date}.`
      };
  const going = dropFiles.filter((p) => !p.stop && p.table);
  await noteFiles(db, going);
  const results = await reconcile(
    db,
    going.map((p, index) => stagedFile(p, index)),
    {asOf, settings, confirmed: new Set(going.flatMap((p, i) => (confirmed.has(p.received.sha256) ? [i] : []))), far}
  );
  for (const [i, p] of going.entries()) {
    const result = results[i]!;
    p.reconciled = result;
    if (result.refused) {
      await locate(reader, p);
      p.stop = tooManyBad(p, result.refused.bad, settings);
    } else if (result.held) p.stop = tooFew(p, result.held, settings);
    else if (result.quarantined.length) await locate(reader, p);
    if (result.gone.deleted)
      p.staged!.warnings.push({
        reason: "deleted",
        detail: `${counted(result.gone.deleted, "record")} that the source has deleted; gone with all earlier versions`
      });
    if (result.gone.merged)
      p.staged!.warnings.push({
        reason: "merged",
        detail: `${counted(result.gone.merged, "record that was", "records that were")} merged into others; what names them names these`
      });
    if (result.twice) p.staged!.warnings.push(twiceWarning(tableNamed(p.table!)!, result.twice));
    if (result.replaced) p.staged!.warnings.push(replacedWarning(tableNamed(p.table!)!, result.replaced));
    if (result.otherNames) p.staged!.warnings.push(otherNamesWarning(tableNamed(p.table!)!, result.otherNames));
    if (result.outranked) p.staged!.warnings.push(outrankedWarning(result.outranked));
    if (result.missing)
      p.staged!.warnings.push({
        reason: "missing_row",
        detail: missingText(result.missing)
      });
    p.staged!.warnings.push(...result.emptied.map(emptiedWarning), ...result.shortIds.map(shortIdsWarning));
    if (result.dropped)
      p.staged!.warnings.push({
        reason: "missing_row",
        detail: `${result.dropped} ${result.dropped === 1 ? "record that this file had before it was replaced is not in it any more; it is" : "records that this file had before it was replaced are not in it any more; they are"} kept.`
      });
  }
}

function stagedFile(p: DropFile, index: number): StagedFile {
  const {rows, names, marks, columns, headers, records, quarantined, placed} = p.staged!;
  const {path: name, drop_date, received_on, revision} = p.received;
  return {
    index,
    path: name,
    table: p.table!,
    mapping: p.mapping,
    snapshot: p.snapshot,
    drop_date,
    received_on,
    revision,
    rows,
    columns,
    says: columnsSaid(tableNamed(p.table!)!, p.through?.part ?? null, headers),
    names,
    marks,
    records,
    quarantined,
    placed
  };
}

function missingText({rows, dropBefore, gone}: NonNullable<Reconciled["missing"]>): string {
  const [records, are, they] = rows === 1 ? ["record", "is", "it is"] : ["records", "are", "they are"];
  return `${rows} ${records} of the drop of ${dropBefore} ${are} not in this one; ${they} ${gone ? "gone, since snapshot is set in the mapping" : "kept"}.`;
}

function tooFew(p: DropFile, held: NonNullable<Reconciled["held"]>, settings: Settings): DropFile["stop"] {
  const least = percent(settings.volume_share);
  const {path: file} = p.received;
  if (held.partners)
    return {
      outcome: "hold",
      reason: "volume",
      message: `${file}: of ${counted(held.before, "record")} that had a partner (partner_id) before, ${some(held.rows)} ${plural(Math.max(1, held.rows), "has", "have")} one in this file, expected at least ${least} of them. If the export has lost the column, or the right to read it, give it back and deliver the file again. If the others have no partner any more, rebuild with --accept-volume ${file}.`
    };
  if (held.factor !== undefined)
    return {
      outcome: "hold",
      reason: "volume",
      message: `${file}: of ${counted(held.before, "amount")} that earlier files have too, ${whole(held.rows)} ${plural(held.rows, "is", "are")} ${factorSaid(held.factor)} what ${plural(held.rows, "it was", "they were")}, as if the export counted in another unit now. Export it in the unit of before and deliver the file again. If the earlier amounts were wrong, rebuild with --accept-volume ${file}.`
    };
  return {
    outcome: "hold",
    reason: "volume",
    message: `${file}: this drop of ${p.table} has ${counted(held.rows, "record")}, ${held.dropBefore === p.received.drop_date ? "the file that it replaces" : `the one of ${held.dropBefore}`} had ${whole(held.before)}, expected at least ${least} of them. If nothing is missing, rebuild with --accept-volume ${file}.`
  };
}

function tooManyBad(p: DropFile, bad: number, settings: Settings): DropFile["stop"] {
  const most = percent(settings.bad_rows_share);
  const {records} = p.staged!;
  const reasons = [...new Set([...p.staged!.quarantined, ...p.reconciledQuarantine].map((q) => q.reason))].slice(0, 5).join(", ");
  // where most records are bad, the share is not what is wrong
  const raise = bad / records <= 0.5 ? ", or raise bad_rows_share in handshake.config.ts to leave these records out" : "";
  return {
    outcome: "refuse",
    reason: "too_many_bad_rows",
    message: `${p.received.path}: ${whole(bad)} of ${counted(records, "record")} ${plural(bad, "is", "are")} bad (${reasons}), expected at most ${most}. Fix the export or its mapping${raise}.`
  };
}

/** Finds line and raw text of the records that reconciling sent to quarantine; a grouped row stands for all its lines. */
async function locate(reader: Reader, p: DropFile): Promise<void> {
  const asked = p.reconciled!.quarantined;
  const found = await reader.locate(
    fileOf(p.received, p.layout),
    asked.flatMap((q) => q.ordinals)
  );
  const places = new Map(found.map(({ordinal, line, raw}) => [ordinal, {line, raw}]));
  p.reconciledQuarantine = asked.flatMap(({ordinals, ...detail}) => ordinals.map((o) => ({...places.get(o)!, ...detail})));
}
