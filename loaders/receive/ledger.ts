import path from "node:path";
import {z} from "zod";
import {counted, plural} from "../../src/shared/formats.ts";
import {writeFileAtomic, isThere} from "../files.ts";
import {ensureBuildNote, readBuildNote, writeBuildNote} from "../keep/build.ts";
import {keepEarlierFormat} from "../keep/earlier.ts";
import {checksum, damaged, keptText, newer, version} from "../keep/versioned.ts";

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
  /** The rows that a manifest declares; they are counted when the file is staged. */
  expected_rows: z.int().min(0).optional()
});

export type LedgerEntry = z.infer<typeof Entry>;

/** The first line of a ledger since format 2; one of format 1 begins with its first delivery. */
const Header = z.looseObject({
  handshake: z.literal("ledger"),
  format: z.int(),
  written_by: z.string(),
  entries: z.int(),
  /** Of all that follows. */
  sha256: z.string()
});
const format = 2;

const deliveries = (n: number) => counted(n, "delivery", "deliveries");

/** The ledger of a build folder; the invented company has one of its own, so that it never mixes with what a company receives. */
export const ledgerOf = ({build, sample = false}: {build: string; sample?: boolean}): string =>
  path.join(build, sample ? "ledger.sample.jsonl" : "ledger.jsonl");

/**
 * All deliveries so far, oldest first; none where there is no ledger yet.
 * @throws HandshakeError (70) where the ledger is damaged, has fewer deliveries than it had, or is missing where there must be one
 */
export async function readLedger(file: string): Promise<LedgerEntry[]> {
  const entries = isThere(file) ? parseLedger(await keptText(file), file) : [];
  const had = await deliveriesBefore(file);
  if (entries.length < had)
    throw damaged(
      file,
      `${isThere(file) ? `it lists ${deliveries(entries.length)}` : "it is missing"}, and there ${plural(had, "was", "were")} ${deliveries(had)} before`
    );
  return entries;
}

/** Writes the ledger beside and renames it, so that it is whole at every moment. One of an earlier format is kept in earlier-formats. */
export async function writeLedger(file: string, entries: LedgerEntry[]): Promise<void> {
  const body = entries.map((e) => `${JSON.stringify(e)}\n`).join("");
  const header = {handshake: "ledger", format, written_by: version, entries: entries.length, sha256: checksum(body)};
  await keepEarlierFormat(file, (text) => !text.startsWith('{"handshake"'));
  await writeFileAtomic(file, `${JSON.stringify(header)}\n${body}`);
  await noteDeliveries(file, entries.length);
}

/**
 * Notes how many deliveries a ledger has, apart from it, so that one that is cut is seen. Nothing is written where that is noted: a run
 * that was killed between ledger and note left it to the next.
 */
export async function noteDeliveries(file: string, count: number): Promise<void> {
  const build = path.dirname(file);
  const note = await ensureBuildNote(build);
  const name = path.basename(file);
  if ((note.deliveries[name] ?? 0) !== count)
    await writeBuildNote(build, {...note, deliveries: {...note.deliveries, [name]: count}});
}

/** The deliveries in the text of a ledger of any format. */
function parseLedger(text: string, file: string): LedgerEntry[] {
  const [first = ""] = text.split("\n", 1);
  const header = Header.safeParse(parseJson(first));
  const body = header.success ? text.slice(first.length + 1) : text;
  if (header.success && header.data.format > format)
    throw newer(file, header.data.written_by, `format ${header.data.format}, expected ${format} or less`);
  if (header.success && checksum(body) !== header.data.sha256)
    throw damaged(file, `its checksum differs; it had ${deliveries(header.data.entries)}`);
  return body
    .split("\n")
    .filter(Boolean)
    .map((line, i) => {
      const entry = Entry.safeParse(parseJson(line));
      if (entry.success) return entry.data;
      const how = `line ${i + (header.success ? 2 : 1)} is not a delivery: ${entry.error.issues[0]?.message}`;
      throw header.success && header.data.written_by !== version ? newer(file, header.data.written_by, how) : damaged(file, how);
    });
}

/** How many deliveries there must be at least: as many as were noted, or one where something was published from it. */
async function deliveriesBefore(file: string): Promise<number> {
  const build = path.dirname(file);
  const name = path.basename(file);
  const noted = (await readBuildNote(build))?.deliveries[name];
  if (noted !== undefined) return noted;
  const journal = path.join(build, name.replace(/^ledger/, "history").replace(/\.jsonl$/, ""));
  return isThere(path.join(journal, "000001.json")) ? 1 : 0;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
