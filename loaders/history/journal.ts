import {readdirSync, statSync} from "node:fs";
import path from "node:path";
import {z} from "zod";
import {isThere} from "../files.ts";
import {damaged, readVersioned, version, writeVersioned, type Kind} from "../keep/versioned.ts";
import {metricTexts} from "../metrics/files.ts";
import {changedSettings, definitionsHash, Publication} from "./publication.ts";

const textsKind = {
  name: "definitions",
  format: 1,
  schema: z.record(z.string(), z.string()),
  migrations: {}
};

/*
 * The journal of what was published: a folder with one file for each publication that said something else than the one before it,
 * numbered in their order, and the texts of the metrics that made them, once for each hash.
 */

const place = /^(\d{6})\.json$/;
const numbered = (n: number) => `${String(n).padStart(6, "0")}.json`;
const definitionsFile = (folder: string, hash: string) => path.join(folder, "definitions", `${hash}.json`);

/** The journal of a build folder; the invented company has one of its own, as it has a ledger. */
export const journalOf = ({build, sample}: {build: string; sample: boolean}): string =>
  path.join(build, sample ? "history.sample" : "history");

/** @throws HandshakeError (70) where one is missing among them: they are numbered without a gap */
function entries(folder: string): string[] {
  const names = isThere(folder) ? readdirSync(folder).filter((f) => place.test(f)).sort() : []; // prettier-ignore
  const gap = names.findIndex((name, i) => name !== numbered(i + 1));
  if (gap >= 0) throw damaged(path.join(folder, numbered(gap + 1)), "it is missing");
  return names;
}

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

/** What was published last; null where nothing was yet. */
export async function lastPublication(folder: string): Promise<Publication | null> {
  const last = entries(folder).at(-1);
  return last === undefined ? null : readKept(path.join(folder, last));
}

/**
 * The days since which other settings or definitions hold than in the publication before, in the order of the journal, this one with them.
 * A rebuild that says again what was published last tells the same days.
 * @param memory the file that remembers from run to run what it takes of each entry; without it all are read
 */
export async function redefinedOn(folder: string, now: Publication, memory?: string): Promise<string[]> {
  const kept = await basesIn(folder, memory);
  const last = await lastPublication(folder);
  const told = kept.filter((one, i) => one.as_of <= now.as_of && !(i === kept.length - 1 && last !== null && same(last, now)));
  const days = [...told, now].flatMap((one, i) => {
    const before = told[i - 1];
    return before && madeOtherwise(before, one) ? [one.as_of] : [];
  });
  return [...new Set(days)].sort();
}

/** What a publication followed from besides its data, and its day. */
const Basis = Publication.pick({as_of: true, settings: true, definitions: true});
type Basis = z.infer<typeof Basis>;

/** By the name of an entry: its file as it was when it was read, and its basis. */
const memoryKind = {
  name: "bases",
  format: 1,
  schema: z.record(z.string(), z.strictObject({file: z.string(), basis: Basis})),
  migrations: {}
};

/**
 * The basis of every entry, in their order. A journal gets an entry a night, and each holds all cases: one that was read before and has not
 * been touched since is not read again.
 */
async function basesIn(folder: string, memory?: string): Promise<Basis[]> {
  const known = memory === undefined || !isThere(memory) ? {} : await readVersioned(memory, memoryKind).catch(() => ({}));
  const now: z.infer<typeof memoryKind.schema> = {};
  for (const name of entries(folder)) {
    const file = stateOf(path.join(folder, name));
    const before = known[name];
    now[name] = before?.file === file ? before : {file, basis: basisIn(await readKept(path.join(folder, name)))};
  }
  // a memory that can't be written costs the next run the reading
  if (memory !== undefined && JSON.stringify(now) !== JSON.stringify(known))
    await writeVersioned(memory, memoryKind, now).catch(() => undefined);
  return Object.values(now).map(({basis}) => basis);
}

const basisIn = ({as_of, settings, definitions}: Publication): Basis => ({as_of, settings, definitions});

/** Tells a file that was written, replaced or touched since, or is read by another version. */
function stateOf(file: string): string {
  const {size, mtimeNs, ctimeNs, ino} = statSync(file, {bigint: true});
  return [version, size, mtimeNs, ctimeNs, ino].join(" ");
}

const madeOtherwise = (a: Basis, b: Basis): boolean => a.definitions !== b.definitions || changedSettings(a, b).length > 0;

/** Keeps the texts of the metrics that made a publication, where they are the ones of now: one that was held may be older than an edit. */
export async function keepDefinitions(folder: string, {definitions}: Publication): Promise<void> {
  const texts = definitionsFile(folder, definitions);
  if (!isThere(texts) && definitionsHash(metricTexts()) === definitions) await writeVersioned(texts, textsKind, metricTexts());
}

/** Adds a publication to the journal, unless it says what the last one said. The file is whole at every moment. */
export async function keepPublication(folder: string, now: Publication): Promise<void> {
  const last = entries(folder).at(-1);
  if (last && same(await readKept(path.join(folder, last)), now)) return;
  await keepDefinitions(folder, now);
  const next = last ? Number(place.exec(last)![1]) + 1 : 1;
  await writeVersioned(path.join(folder, numbered(next)), kind, now);
}

/** The metrics' texts, by name, that a publication was made with; null where they were not kept. */
export async function definitionsOf(folder: string, publication: Publication): Promise<Record<string, string> | null> {
  const file = definitionsFile(folder, publication.definitions);
  return isThere(file) ? readVersioned(file, textsKind) : null;
}

const same = (a: Publication, b: Publication) => JSON.stringify(a) === JSON.stringify(b);

const kind: Kind<Publication> = {
  name: "publication",
  format: 3,
  schema: Publication,
  // what format 3 knows besides has a default; alerts were another list with other ids: nothing can be told from them about cases
  migrations: {2: (value) => value, 1: withoutAlerts, 0: (value) => value}
};

function withoutAlerts(value: unknown): unknown {
  const {alerts: _, ...rest} = value as Record<string, unknown>;
  return {cases: null, ...rest};
}

const readKept = (file: string): Promise<Publication> => readVersioned(file, kind);
