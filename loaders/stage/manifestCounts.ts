import {Refusal} from "../read/refusal.ts";

/**
 * Holds the records that were counted against what the manifest beside the file promises, if anything.
 * @throws Refusal (manifest)
 */
export function checkPromise(records: number, expectedRows: number | undefined): void {
  if (expectedRows !== undefined && records !== expectedRows)
    throw new Refusal("manifest", `It holds ${records} records, but its manifest promises ${expectedRows}. Deliver both again.`);
}
