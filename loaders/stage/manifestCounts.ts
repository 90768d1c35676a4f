import {Refusal} from "../read/refusal.ts";

/**
 * Holds the records that were counted against what the manifest beside the file declares, if anything.
 * @throws Refusal (manifest)
 */
export function checkRowCount(records: number, expectedRows: number | undefined): void {
  if (expectedRows !== undefined && records !== expectedRows)
    throw new Refusal("manifest", `It holds ${records} records, but its manifest declares ${expectedRows}. Deliver both again.`);
}
