import {existsSync, readdirSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import {writeWhole} from "../disk.ts";
import {HandshakeError} from "../errors.ts";
import {metricTexts} from "../metrics/run.ts";

import {Publication} from "./publication.ts";

/*
 * The journal of what was published: a folder with one file for each publication that said something else than the one before it,
 * numbered in their order, and the texts of the metrics that made them, once for each hash.
 */

const place = /^(\d{6})\.json$/;
const numbered = (n: number) => `${String(n).padStart(6, "0")}.json`;
const definitionsFile = (folder: string, hash: string) => path.join(folder, "definitions", `${hash}.json`);

const entries = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((f) => place.test(f))
        .sort()
    : [];

/**
 * With what a publication is compared: the last one kept, for its day or an earlier one, that says something else.
 * A rebuild that says again what was published last is compared with the same one as then, so that it leaves the same site.
 * @throws HandshakeError (70) when the journal can't be read
 */
export async function publicationBefore(folder: string, now: Publication): Promise<Publication | null> {
  for (const name of entries(folder).reverse()) {
    const kept = await readKept(path.join(folder, name));
    if (kept.as_of <= now.as_of && !same(kept, now)) return kept;
  }
  return null;
}

/**
 * The days since which other settings or definitions hold than in the publication before, in the order of the journal, this one with them.
 * A rebuild that says again what was published last tells the same days.
 */
export async function redefinedOn(folder: string, now: Publication): Promise<string[]> {
  const kept: Publication[] = [];
  for (const name of entries(folder)) kept.push(await readKept(path.join(folder, name)));
  const told = kept.filter((one, i) => one.as_of <= now.as_of && !(i === kept.length - 1 && same(one, now)));
  const days = [...told, now].flatMap((one, i) => {
    const before = told[i - 1];
    return before && madeOtherwise(before, one) ? [one.as_of] : [];
  });
  return [...new Set(days)].sort();
}

const madeOtherwise = (a: Publication, b: Publication): boolean =>
  a.definitions !== b.definitions ||
  Object.keys({...a.settings, ...b.settings}).some((name) => a.settings[name] !== b.settings[name]);

/** Adds a publication to the journal, unless it says what the last one said. The file is whole at every moment. */
export async function keepPublication(folder: string, now: Publication): Promise<void> {
  const last = entries(folder).at(-1);
  if (last && same(await readKept(path.join(folder, last)), now)) return;
  const texts = definitionsFile(folder, now.definitions);
  if (!existsSync(texts)) await writeWhole(texts, `${JSON.stringify(metricTexts(), null, 1)}\n`);
  const next = last ? Number(place.exec(last)![1]) + 1 : 1;
  await writeWhole(path.join(folder, numbered(next)), `${JSON.stringify(now)}\n`);
}

/** The metrics' texts, by name, that a publication was made with; null where they were not kept. */
export async function definitionsOf(folder: string, publication: Publication): Promise<Record<string, string> | null> {
  const file = definitionsFile(folder, publication.definitions);
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Record<string, string>) : null;
}

const same = (a: Publication, b: Publication) => JSON.stringify(a) === JSON.stringify(b);

async function readKept(file: string): Promise<Publication> {
  const found = Publication.safeParse(parsed(await readFile(file, "utf8")));
  if (found.success) return found.data;
  throw new HandshakeError(
    `${file} is not a publication as a rebuild keeps it (${found.error.issues[0]?.path.join(".")}: ${found.error.issues[0]?.message}). ` +
      `Restore it from a backup, or delete it: what changed is then told from the publication before it.`
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
