import path from "node:path";
import type {About} from "../../src/contract/index.ts";
import {dropBefore, type PublishedFile} from "./drop.ts";
import {definitionsOf, publicationBefore, redefinedOn} from "./journal.ts";
import {figuresOn, movesSince, type Moves, type Recomputing} from "./moves.ts";
import {readPublication, type Publication, type PublicationNow} from "./publication.ts";

/** What a publication says of itself over time. */
export interface History {
  now: PublicationNow;
  /** What was published last that said something else; null where this is the first. */
  before: Publication | null;
  moves: Moves | null;
  /** The days since which other settings or definitions held, as far back as the journal reaches. */
  redefined: string[];
  /** The figures at the day of the drop before the newest, by today's records and definitions; null where there was none. */
  drop: ({day: string} & Pick<Publication, "headlines" | "scores">) | null;
}

/** What is remembered of a journal, among the caches of its build folder. */
const memoryOf = (journal: string): string => path.join(path.dirname(journal), "cache", `${path.basename(journal)}.json`);

/**
 * What is published now, and how it came about since it was published last and since the drop before.
 * @param folder the journal of publications; null where there is none to compare with
 * @param files the files that were taken, with their drop dates
 * @param stale what was not delivered for longer than the setting allows
 */
export async function readHistory(
  at: Recomputing,
  asOf: string,
  folder: string | null,
  files: readonly PublishedFile[],
  stale: About["stale"] = []
): Promise<History> {
  const now = await readPublication(at.reader ?? at.db, at.settings, asOf, stale);
  const before = folder === null ? null : await publicationBefore(folder, now);
  const moves = before && folder !== null ? await movesSince(at, before, now, await definitionsOf(folder, before)) : null;
  const redefined = folder === null ? [] : await redefinedOn(folder, now, memoryOf(folder));
  const day = dropBefore(files);
  return {now, before, moves, redefined, drop: day === null ? null : {day, ...(await figuresOn(at, day))}};
}
