import {lstatSync, realpathSync, statSync} from "node:fs";
import {lstat, readdir, readFile, readlink} from "node:fs/promises";
import path from "node:path";
import {z} from "zod";
import {HandshakeError} from "../errors.ts";
import {isAbsence} from "../files.ts";

/*
 * A site folder:
 *   current          a link to the release that readers get; a web server's root
 *   releases/<name>  whole sites; the name is the hash of what is in it
 *   about/<name>.json  what each is, beside it, so that no web server gives it out
 *   failed/          what could not be published, with the reason
 * and, while a run is at work, folders and links that begin with a dot.
 */

const FileFacts = z.strictObject({bytes: z.int(), sha256: z.string()});

/** What is known of a release. */
const About = z.object({
  id: z.string(),
  as_of: z.iso.date(),
  /** When it last became what readers get. */
  published_at: z.iso.datetime(),
  pages: z.int(),
  partners: z.int(),
  bytes: z.int(),
  /** What decides who may see what; files are carried over only between releases made by the same rules. */
  rules: z.string(),
  /** The published columns of a company's own metrics with their disclosure classes: "renewals.won_deals count"; none where it has none. */
  own: z.array(z.string()).optional(),
  /** By which version of what editions tell it was made; none for the site for everybody. */
  tells: z.int().optional(),
  /** Its own files. */
  files: z.record(z.string(), FileFacts),
  /** Files of earlier releases that open tabs may still ask for, each with the time until which it is kept. */
  carried: z.record(z.string(), z.iso.datetime())
});
export type About = z.infer<typeof About>;
export interface Release extends About {
  /** The name of its folder: its id, or the id and a number where the folder of that name was found damaged. */
  name: string;
}

export const folderOf = (site: string, name: string): string => path.join(site, "releases", name);
export const aboutFile = (site: string, name: string): string => path.join(site, "about", `${name}.json`);
export const linkOf = (site: string): string => path.join(site, "current");

const isRelease = (name: string) => /^[0-9a-f]{16}(-\d+)?$/.test(name);

/**
 * Refuses a folder in which publishing would not reach the readers, or would mix with what is there.
 * @throws HandshakeError (78) that says what was found and what to do; nothing is touched.
 */
export async function checkLayout(site: string): Promise<void> {
  const link = await lstat(linkOf(site)).catch(nullIf());
  if (link && !link.isSymbolicLink())
    throw new HandshakeError(
      `${linkOf(site)} is ${link.isDirectory() ? "a folder" : "a file"}; it has to be the link to the release that readers get. Move it away, or name another folder with --site.`,
      {exitCode: 78}
    );
  if (link || !statSync(path.join(site, "index.html"), {throwIfNoEntry: false})) return;
  throw new HandshakeError(
    `${site} holds a site of its own (index.html), perhaps of an earlier Handshake, and stays as it is. Releases go into a folder of their own, of which the web server's root is "current": move that site away (mv ${site} ${site}.old), or name another folder with --site.`,
    {exitCode: 78}
  );
}

/**
 * The name of the release that readers get; null where there is none.
 * @throws what the system says where it can't tell, as do all that look into a site folder: what was published would be taken for gone
 */
export async function currentName(site: string): Promise<string | null> {
  const target = await readlink(linkOf(site)).catch(nullIf("EINVAL"));
  const name = target === null ? null : path.basename(target);
  return name !== null && target === path.join("releases", name) && isRelease(name) && isFolder(folderOf(site, name))
    ? name
    : null;
}

const isFolder = (folder: string) => statSync(folder, {throwIfNoEntry: false})?.isDirectory() ?? false;

/** All releases with what is known of them, the one published last first. */
export async function releasesIn(site: string): Promise<Release[]> {
  const names = (await namesIn(path.join(site, "releases"))).filter(isRelease);
  const releases = await Promise.all(names.map((name) => readAbout(site, name)));
  return releases
    .filter((r) => r !== null)
    .sort((a, b) => (a.published_at < b.published_at ? 1 : a.published_at > b.published_at ? -1 : a.name < b.name ? -1 : 1));
}

/** The names in a folder, in order; none where there is no such folder. */
export const namesIn = async (folder: string): Promise<string[]> => ((await readdir(folder).catch(nullIf())) ?? []).sort();

/** Gives null for an error that tells of absence, or has this code, and throws any other. */
const nullIf =
  (code?: string) =>
  (error: unknown): null => {
    if (isAbsence(error) || (error as NodeJS.ErrnoException).code === code) return null;
    throw error;
  };

/** What is known of a release; null where its note is missing or damaged. */
export async function readAbout(site: string, name: string): Promise<Release | null> {
  const text = await readFile(aboutFile(site, name), "utf8").catch(nullIf("EISDIR"));
  if (text === null) return null;
  try {
    return {...About.parse(JSON.parse(text)), name};
  } catch {
    return null;
  }
}

/** The folder to serve for what was named: a site folder's current release, a release, or any folder with an index.html. */
export function servedFolder(folder: string): string {
  const link = linkOf(folder);
  const named = lstatSync(link, {throwIfNoEntry: false})?.isSymbolicLink() ? link : folder;
  return statSync(named, {throwIfNoEntry: false}) ? realpathSync(named) : folder;
}
