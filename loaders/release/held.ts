import {rm, stat} from "node:fs/promises";
import path from "node:path";
import {z} from "zod";
import {explainedAfter, HandshakeError} from "../errors.ts";
import {allOnDisk, isThere, makeFolder, renameSynced} from "../files.ts";
import {journalOf, keepPublication} from "../history/journal.ts";
import {Publication} from "../history/publication.ts";
import type {AudienceSettings} from "../disclosure/audience.ts";
import {readVersioned, writeVersioned} from "../keep/versioned.ts";
import {earlierFaults} from "./check.ts";
import {damageIn} from "./contents.ts";
import {folderOf, namesIn} from "./layout.ts";
import {pinnedNames} from "./pin.ts";
import {sampleRules} from "./owner.ts";
import {otherRules} from "./rules.ts";
import {activate, currentRelease, type BuiltRelease, type SwapOptions} from "./swap.ts";

/*
 * What was built with --hold waits in the folder "held" of its site until a person releases it: the site of each audience in a folder named
 * by its content, and a note in the root site's folder that lists them.
 */

const About = z.looseObject({
  id: z.string(),
  as_of: z.string(),
  rules: z.string(),
  files: z.record(z.string(), z.object({bytes: z.int(), sha256: z.string()}))
});

const Note = z.strictObject({
  /** The audiences' site folders, "" for a site for everybody, each with what was built. */
  parts: z.array(
    z.strictObject({
      audience: z.string(),
      about: About,
      /** What had been made of its site before: releases, and what was held. */
      known: z.array(z.string()).optional()
    })
  ),
  publication: Publication
});

type Part = z.infer<typeof Note>["parts"][number];

// raised with the format of the journal, as a publication is in it
const kind = {name: "held", format: 2, schema: Note, migrations: {}};
const noteFile = (site: string, id: string) => path.join(site, "held", `${id}.json`);
const heldFolder = (site: string, id: string) => path.join(site, "held", id);

/** The number of held sites that stay; older ones are removed when another is held. */
const most = 3;

/**
 * Puts built sites aside until they are released.
 * @param site the root site folder
 * @returns the id to release them by
 */
export async function hold(site: string, parts: {made: BuiltRelease; site: string}[], publication: Publication): Promise<string> {
  const id = parts[0]!.made.about.id;
  const known = await Promise.all(parts.map((part) => namesMade(part.site)));
  for (const {made, site: own} of parts) {
    const place = heldFolder(own, made.about.id);
    await makeFolder(path.dirname(place));
    await rm(place, {recursive: true, force: true});
    await allOnDisk(made.folder);
    await renameSynced(made.folder, place);
  }
  const noted = parts.map(({made: {about}, site: own}, i) => ({audience: path.relative(site, own), about, known: known[i]!}));
  await writeVersioned(noteFile(site, id), kind, {parts: noted, publication});
  await removeOldest(site);
  const owns = parts.map((part) => part.site);
  await removeUnnamed(site, owns);
  return id;
}

const namesMade = async (site: string): Promise<string[]> =>
  (await Promise.all(["releases", "held"].map((folder) => namesIn(path.join(site, folder))))).flat();

/**
 * Gives readers what was held, and enters it in the journal of publications.
 * @param options.journalIn the build folder
 * @param options.settings who may see what now: a site that was made by other rules would show what has been taken from somebody since
 * @param id its name or the beginning of it
 * @returns the name of each release with its site folder, and whether it is the invented company
 * @throws HandshakeError (66) where nothing of that name is held, (70) where it is damaged, for an earlier day than what readers have,
 * made before what they have for that day, or by other rules
 */
export async function releaseHeld(
  site: string,
  id: string,
  {
    journalIn,
    mayBeEarlier,
    settings,
    ...options
  }: SwapOptions & {journalIn: string; mayBeEarlier: boolean; settings: AudienceSettings}
): Promise<{released: {site: string; name: string}[]; sample: boolean}> {
  const found = (await heldIn(site)).filter((name) => name.startsWith(id));
  if (found.length !== 1)
    throw new HandshakeError(
      `${found.length || "No"} held sites in ${site} are called ${id}. ${(await heldIn(site)).length ? `There are: ${(await heldIn(site)).join(", ")}` : "Hold one with: npx handshake rebuild --hold"}`,
      {exitCode: 66}
    );
  if (Object.keys(await pinnedNames(site)).length)
    throw new HandshakeError(`${site} is pinned by a rollback. Nothing was changed. Unpin it first: npx handshake unpin`);
  const {parts, publication} = await readVersioned(noteFile(site, found[0]!), kind);
  const waiting: typeof parts = [];
  for (const part of parts) if (!(await isOut(site, part))) waiting.push(part);
  for (const part of waiting) await checkPart(site, found[0]!, part, {mayBeEarlier, settings});
  const released: {site: string; name: string}[] = [];
  for (const {audience, about} of waiting) {
    const own = path.join(site, audience);
    const made = {folder: heldFolder(own, about.id), about: about as BuiltRelease["about"]};
    const {name} = await activate(own, made, options).catch((error: unknown) => {
      throw released.length ? stopped(found[0]!, `${own} was not released`, released, error) : error;
    });
    released.push({site: own, name});
  }
  const sample = parts.some((p) => p.about.rules.startsWith(sampleRules));
  await keepPublication(journalOf({build: journalIn, sample}), publication).catch((error: unknown) => {
    throw stopped(found[0]!, "the journal of publications could not be written", released, error);
  });
  await rm(noteFile(site, found[0]!), {force: true});
  return {released, sample};
}

/** That a release was stopped when some readers had it already: the same command goes on. */
function stopped(id: string, what: string, released: readonly {site: string}[], error: unknown): HandshakeError {
  const done = released.length ? ` Readers of ${released.map((one) => one.site).join(", ")} have it already.` : "";
  return new HandshakeError(
    `The held site ${id}: ${what}.${done} Release it again: npx handshake release ${id}\n${explainedAfter(error)}`,
    {cause: error}
  );
}

/** Refuses a part that is damaged, for an earlier day than what readers have, or made by other rules than the settings have now. */
async function checkPart(
  site: string,
  id: string,
  {audience, about, known}: Part,
  {mayBeEarlier, settings}: {mayBeEarlier: boolean; settings: AudienceSettings}
): Promise<void> {
  const own = path.join(site, audience);
  const other = otherRules(audience, about.rules, settings);
  if (other)
    throw new HandshakeError(
      `The held site ${id} is not released: ${other}. Nothing was changed. Hold it again: npx handshake rebuild --hold`
    );
  // a release that was stopped may have moved it among the others already
  const place = [heldFolder(own, about.id), folderOf(own, about.id)].find((folder) => isThere(folder));
  const damaged = place ? await damageIn(place, about.files) : [heldFolder(own, about.id)];
  if (damaged.length)
    throw new HandshakeError(
      `The held site ${id} is damaged (${damaged.slice(0, 3).join(", ")}). Nothing was changed. Hold it again: npx handshake rebuild --hold`
    );
  const last = await currentRelease(own);
  const earlier = [
    ...earlierFaults({asOf: about.as_of, rules: about.rules}, last),
    ...(last?.as_of === about.as_of && last.rules === about.rules && last.id !== about.id && known && !known.includes(last.name)
      ? [`readers have ${last.name} of the same day, which was made after it`]
      : [])
  ];
  if (earlier.length && !mayBeEarlier)
    throw new HandshakeError(
      `The held site ${id} is not released: ${earlier.join("; ")}. Nothing was changed. If it is right, add --accept-earlier.`
    );
}

/** Whether a release that was stopped has put this part in already. */
async function isOut(site: string, {audience, about}: Part): Promise<boolean> {
  const own = path.join(site, audience);
  return !isThere(heldFolder(own, about.id)) && (await currentRelease(own))?.id === about.id;
}

/** The ids of what is held in a site. */
export const heldIn = async (site: string): Promise<string[]> =>
  (await namesIn(path.join(site, "held"))).filter((n) => n.endsWith(".json")).map((n) => n.replace(/\.json$/, ""));

async function removeOldest(site: string): Promise<void> {
  const ids = await heldIn(site);
  const dated = await Promise.all(ids.map(async (id) => ({id, at: (await stat(noteFile(site, id))).mtimeMs})));
  for (const {id} of dated.sort((a, b) => b.at - a.at).slice(most)) {
    const {parts} = await readVersioned(noteFile(site, id), kind);
    await rm(noteFile(site, id));
    const left = await Promise.all((await heldIn(site)).map((other) => readVersioned(noteFile(site, other), kind)));
    const used = new Set(left.flatMap((n) => n.parts.map((p) => heldFolder(path.join(site, p.audience), p.about.id))));
    for (const p of parts) {
      const place = heldFolder(path.join(site, p.audience), p.about.id);
      if (!used.has(place) && isThere(place)) await rm(place, {recursive: true});
    }
  }
}

/** What a run that was stopped while it held has left: folders that no note names, which nobody could release. */
async function removeUnnamed(site: string, owns: readonly string[]): Promise<void> {
  const notes = await Promise.all((await heldIn(site)).map((id) => readVersioned(noteFile(site, id), kind).catch(() => null)));
  // what a note that can't be read names is not known
  if (notes.includes(null)) return;
  const named = new Set(notes.flatMap((n) => n!.parts.map((p) => heldFolder(path.join(site, p.audience), p.about.id))));
  for (const own of owns)
    for (const name of (await namesIn(path.join(own, "held"))).filter((n) => !n.includes(".")))
      if (!named.has(heldFolder(own, name))) await rm(heldFolder(own, name), {recursive: true, force: true});
}
