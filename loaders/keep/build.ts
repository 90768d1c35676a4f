import {randomUUID} from "node:crypto";
import path from "node:path";
import {readVersioned, version, writeVersioned, writtenBy} from "./versioned.ts";
import {z} from "zod";
import {isThere} from "../files.ts";

/** What a build folder knows of itself. */
const Note = z.strictObject({
  /** Tells it from every other build folder; a backup keeps it. */
  id: z.string().min(1),
  /** How many deliveries each ledger had when it was last written: a ledger with fewer has lost some. */
  deliveries: z.record(z.string(), z.int().min(0))
});

export type BuildNote = z.infer<typeof Note>;

const format = {name: "build", format: 1, schema: Note, migrations: {}};
const noteFile = (build: string) => path.join(build, "build.json");

/** What is noted of a build folder; null where it is new. */
export const readBuildNote = async (build: string): Promise<BuildNote | null> =>
  isThere(noteFile(build)) ? readVersioned(noteFile(build), format) : null;

export const writeBuildNote = (build: string, note: BuildNote): Promise<void> => writeVersioned(noteFile(build), format, note);

/** The note of a build folder, made where there is none. */
export async function ensureBuildNote(build: string): Promise<BuildNote> {
  const found = await readBuildNote(build);
  if (found) {
    // which version wrote the folder last
    if (writtenBy(noteFile(build)) !== version) await writeBuildNote(build, found);
    return found;
  }
  const made = {id: randomUUID(), deliveries: {}};
  await writeBuildNote(build, made);
  return made;
}
