import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {z} from "zod";
import {writeWhole} from "../disk.ts";
import {HandshakeError} from "../errors.ts";

/** One delivery: these bytes under this path. */
const Entry = z.strictObject({
  /** Relative to the drops folder, with forward slashes. */
  path: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int(),
  /** The day of the run that first saw it. */
  received_on: z.iso.date(),
  /** From name or folder, else received_on. */
  drop_date: z.iso.date(),
  dated: z.boolean(),
  /** 0 for the first content under this path, 1 for what replaced it, … */
  revision: z.int(),
  /** The rows that a manifest promises; they are counted when the file is staged. */
  expected_rows: z.int().min(0).optional()
});

export type LedgerEntry = z.infer<typeof Entry>;

/** All deliveries so far, oldest first; none where there is no ledger yet. */
export async function readLedger(file: string): Promise<LedgerEntry[]> {
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, "utf8")).split("\n").filter(Boolean);
  return lines.map((line, i) => {
    const entry = Entry.safeParse(parseJson(line));
    if (!entry.success)
      throw new HandshakeError(
        `${file} line ${i + 1} is not a ledger entry (${entry.error.issues[0]?.message}). Restore the file from a backup, or delete the build folder and rebuild from the drops.`
      );
    return entry.data;
  });
}

/** Writes the ledger beside and renames it, so that it is whole at every moment. */
export const writeLedger = (file: string, entries: LedgerEntry[]): Promise<void> =>
  writeWhole(file, entries.map((e) => `${JSON.stringify(e)}\n`).join(""));

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
