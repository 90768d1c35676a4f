import {lstatSync} from "node:fs";
import {rm} from "node:fs/promises";
import path from "node:path";
import {z} from "zod";
import {isThere} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import {isDamage, readVersioned, writeVersioned} from "../keep/versioned.ts";
import {allAudiences, isOfPartner, siteNames, type AudienceSettings} from "../disclosure/audience.ts";
import {linkOf, namesIn} from "./layout.ts";

/*
 * A rollback pins what it brings back: rebuilds leave it to readers until somebody unpins it. pin.json in the site folder says, per
 * audience ("" where there is one site for everybody), which release that is.
 */

const kind = {name: "pin", format: 1, schema: z.record(z.string(), z.string()), migrations: {}};
const pinFile = (site: string) => path.join(site, "pin.json");

/**
 * The pinned release of each audience; empty where rebuilds publish as usual.
 * @throws HandshakeError (70) where that can't be told: no backup has this file, and rebuilds must not undo a rollback by guessing
 */
export async function pinnedNames(site: string): Promise<Record<string, string>> {
  if (!isThere(pinFile(site))) return {};
  return readVersioned(pinFile(site), kind).catch((error: unknown) => {
    throw isDamage(error) ? unreadable(pinFile(site)) : error;
  });
}

const unreadable = (file: string): HandshakeError =>
  new HandshakeError(
    `${file} is damaged, so it can't be told what a rollback has pinned. Nothing was changed; readers keep what they have. Let rebuilds publish again: npx handshake unpin. To keep an earlier release, roll back to it after that: npx handshake rollback ID`
  );

export async function pin(site: string, names: Record<string, string>): Promise<void> {
  await writeVersioned(pinFile(site), kind, {...(await pinnedNames(site)), ...names});
}

/** Lets rebuilds publish again, in all sites or in one; gives what was pinned there, null where that could not be told any more. */
export async function unpin(site: string, only?: string): Promise<Record<string, string> | null> {
  if (only === undefined && (await isUnreadable(site))) {
    await rm(pinFile(site), {recursive: true});
    return null;
  }
  const all = Object.entries(await pinnedNames(site));
  const stay = all.filter(([name]) => only !== undefined && name !== only);
  if (stay.length) await writeVersioned(pinFile(site), kind, Object.fromEntries(stay));
  else await rm(pinFile(site), {force: true});
  return Object.fromEntries(all.filter((one) => !stay.includes(one)));
}

const isUnreadable = (site: string): Promise<boolean> =>
  isThere(pinFile(site)) ? readVersioned(pinFile(site), kind).then(() => false, isDamage) : Promise.resolve(false);

/** The sites below a site folder that are served to readers although the settings have no such audience (any more). */
export async function abandonedSites(site: string, settings: AudienceSettings): Promise<{site: string; text: string}[]> {
  const named = Object.keys(allAudiences(settings));
  const folders = (await namesIn(site)).filter((name) => !["current", "releases", "about", "failed", "held"].includes(name));
  const ofAll = (name: string) => settings.partner_editions === "all" && isOfPartner(name);
  const others = folders.filter((name) => !named.includes(name) && !ofAll(name) && isServed(path.join(site, name)));
  const shown = others.map((name) => ({
    site: path.join(site, name),
    text: `${linkOf(path.join(site, name))} is still served, but the settings have no audience "${name}", so it is never renewed. Take it down: rm ${linkOf(path.join(site, name))}`
  }));
  if (siteNames(settings).includes("") || !isServed(site)) return shown;
  const text = `${linkOf(site)} is still served to everybody, but the settings have audiences, so it is never renewed. Take it down: rm ${linkOf(site)}`;
  return [{site, text}, ...shown];
}

/** The names of all sites of a site folder, as the settings have them and, where every partner has an edition, as they are there. */
export async function sitesThere(site: string, settings: AudienceSettings): Promise<string[]> {
  const named = siteNames(settings);
  if (settings.partner_editions !== "all") return named;
  return [...named, ...(await namesIn(site)).filter((name) => isOfPartner(name) && isServed(path.join(site, name)))];
}

function isServed(site: string): boolean {
  try {
    return lstatSync(linkOf(site)).isSymbolicLink();
  } catch {
    return false;
  }
}
