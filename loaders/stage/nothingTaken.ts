import {tableNamed} from "../tables/index.ts";
import type {DropFile} from "./dropFile.ts";

/**
 * Refuses each file of which nothing is taken, so that a run never ends well over it: headers alone, or records that its mapping leaves
 * out one and all. A manifest that declares no rows says that there are none to take; lists that people keep here may be empty.
 */
export function refuseEmpty(dropFiles: DropFile[]): void {
  for (const parts of byFile(dropFiles)) {
    if (!parts.every((p) => p.staged && !p.stop) || parts.some((p) => p.staged!.records > 0 || isKept(p))) continue;
    const [{received, staged, through}] = parts as [DropFile, ...DropFile[]];
    if (received.expected_rows === 0) {
      staged!.warnings.push({reason: "no_records", detail: "headers and no record, as its manifest declares"});
      continue;
    }
    const out = [...new Set(staged!.warnings.flatMap((w) => (besides.has(w.reason) ? [w.detail] : [])))].join("; ");
    const message = out
      ? `none of it is taken (${out}). Correct ${through ? `"when" in ${through.file}` : "the export"}, or take the file out of the drops.`
      : 'it has headers and no record. Export it again; where there is truly none, leave the file out, or declare "rows": 0 in manifest.json.';
    for (const part of parts) part.stop = {outcome: "refuse", reason: "empty", message: `${received.path}: ${message}`};
  }
}

/** What else says why a file has no record of its table. */
const besides = new Set(["left_out", "trailer", "empty_lines"]);

const isKept = ({table}: DropFile): boolean => table !== null && tableNamed(table)?.written === true;

function byFile(dropFiles: DropFile[]): DropFile[][] {
  const files = new Map<string, DropFile[]>();
  for (const d of dropFiles) {
    const key = `${d.received.path}\u0000${d.received.revision}`;
    files.set(key, [...(files.get(key) ?? []), d]);
  }
  return [...files.values()];
}
