import {counted} from "../../src/shared/formats.ts";
import {layoutKey} from "../read/layout.ts";
import type {DropFile} from "./dropFile.ts";
import {Refusal} from "../read/refusal.ts";

/**
 * Holds the records that were counted against what the manifest beside the file declares, if anything.
 * @throws Refusal (manifest)
 */
export function checkRowCount(records: number, expectedRows: number | undefined): void {
  if (expectedRows !== undefined && records !== expectedRows)
    throw new Refusal(
      "manifest",
      `It holds ${counted(records, "record")}, but its manifest declares ${expectedRows}. Deliver both again.`
    );
}

/** The parts of files that are read in several places, as two sheets of a workbook are; each with all parts of its file. */
export function severalPlaces(dropFiles: readonly DropFile[]): Map<DropFile, DropFile[]> {
  const files = new Map<string, DropFile[]>();
  for (const d of dropFiles) {
    const key = `${d.received.path}\u0000${d.received.revision}`;
    files.set(key, [...(files.get(key) ?? []), d]);
  }
  const several = [...files.values()].filter((parts) => places(parts).length > 1);
  return new Map(several.flatMap((parts) => parts.map((d) => [d, parts] as const)));
}

/** One part for each place: several tables may be filled from the same records. */
const places = (parts: readonly DropFile[]): DropFile[] => [...new Map(parts.map((d) => [layoutKey(d.layout), d])).values()];

/** Holds the records of all the places together against the manifest, which declares those of the file. */
export function refuseOtherCounts(files: Iterable<DropFile[]>): void {
  for (const parts of new Set(files)) {
    const expected = parts[0]!.received.expected_rows;
    // what of it is refused anyway has no count
    if (expected === undefined || parts.some((d) => d.stop || !d.staged)) continue;
    const found = places(parts).reduce((n, d) => n + d.staged!.read, 0);
    if (found === expected) continue;
    const message = `${parts[0]!.received.path}: It holds ${counted(found, "record")} in the sheets that are read, but its manifest declares ${expected}. Deliver both again.`;
    for (const d of parts) d.stop = {outcome: "refuse", reason: "manifest", message};
  }
}
