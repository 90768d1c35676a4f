import {existsSync, lstatSync, readFileSync, readdirSync, readlinkSync, statSync} from "node:fs";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {ownFolder} from "../project/project.ts";
import {matter} from "./framework/matter.ts";

/** Folders of a company's own, each of which lies beside the product's pages under its own name. */
export const ownRooms = ["pages", "notebooks", "components"] as const;

/** The files of a company's folder that go into the pages, by their paths in it. */
export function ownFiles(folder: string): string[] {
  return ownRooms.flatMap((room) => {
    const place = path.join(folder, room);
    if (!existsSync(place)) return [];
    return (
      readdirSync(place, {recursive: true, encoding: "utf8"})
        .filter((f) => !/(^|[/\\])(\.|node_modules)/.test(f) && !/~$/.test(f) && isFile(path.join(place, f)))
        // beside components a text is notes for who writes them: as a page it would be in the site of everybody
        .filter((f) => room !== "components" || !/\.md(\.\w+)?$/.test(f))
        .map((f) => `${room}/${f.split(path.sep).join("/")}`)
        .sort()
    );
  });
}

/** Whether a file of the folder of pages is a text of somebody's own, which browsers read as UTF-8. Data may have any encoding. */
export const isWritten = (file: string): boolean => /\.(md|html|css|[cm]?[jt]sx?)$/.test(file);

/** Also a link that leads nowhere, of which is told where it is read; a file that is gone since its folder was listed is none. */
const isFile = (full: string): boolean =>
  statSync(full, {throwIfNoEntry: false})?.isFile() ?? lstatSync(full, {throwIfNoEntry: false})?.isSymbolicLink() ?? false;

/** What a listed file says; null where it is gone since its folder was listed, as in a preview, or is a link that leads nowhere. */
export function contentIfThere(full: string): Buffer | null {
  try {
    return readFileSync(full);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/**
 * The same of a file of the company.
 * @throws HandshakeError (78) where it is a link that leads nowhere: what it stands for would be missing without a word
 */
export function ownContentIfThere(full: string): Buffer | null {
  const content = contentIfThere(full);
  if (content !== null || !lstatSync(full, {throwIfNoEntry: false})?.isSymbolicLink()) return content;
  throw new HandshakeError(
    `${full} is a link to ${readlinkSync(full)}, and there is no such file. Put the file there, or take the link away.`,
    {exitCode: 78}
  );
}

/** What a file of the company says that it replaces, as it names it; undefined where it replaces nothing. */
export const replacedBy = (file: string, content: Buffer): string | undefined =>
  file.endsWith(".md")
    ? replacedByPage(content.toString())
    : /^\s*(?:\/\/|\/\*+) replaces: (\S+)/.exec(content.toString("utf8", 0, 300))?.[1];

/** What front matter says that it replaces; a page whose front matter can't be read is told of where pages are read. */
function replacedByPage(text: string): string | undefined {
  try {
    const {replaces} = (matter(text, {}) as {data: {replaces?: unknown}}).data;
    return typeof replaces === "string" ? replaces : undefined;
  } catch {
    return undefined;
  }
}

/** The file of the folder of pages that a company's file takes the place of, by the name that it gives. */
export const replacedFile = (file: string, replaced: string): string =>
  file.endsWith(".md") ? `${replaced.replace(/\.md$/, "")}.md` : replaced;

/**
 * The name by which messages tell of a file of the folder of pages: where who wrote it finds it. In a company's own folder that is the
 * file there, also one that replaces the product's, or the metric whose header asks for the page; else src/ and what is below.
 * @param file from the folder of pages, "notebooks/renewals.md"; of a partner's page, which is made of one for all, "partner/P012.md"
 */
export function sourceName(file: string, own = ownFolder()): string {
  const name = file.split(path.sep).join("/").replace(/^\//, "");
  const [, partner] = /^partner\/([^/[]+)\.md$/.exec(name) ?? [];
  if (partner) return `${sourceName("partner/[id].md", own)} (the page ${partner})`;
  return (own === null ? undefined : ownSource(name, own)) ?? `src/${name}`;
}

function ownSource(name: string, own: string): string | undefined {
  const standsFor = (file: string): boolean => {
    const full = path.join(own, file);
    const replaced = existsSync(full) ? replacedBy(file, readFileSync(full)) : undefined;
    return replaced !== undefined && path.posix.normalize(replacedFile(file, replaced)) === name;
  };
  const replacing = ownFiles(own).find(standsFor);
  if (replacing !== undefined) return replacing;
  if (ownRooms.some((room) => name === room || name.startsWith(`${room}/`)) && existsSync(path.join(own, name))) return name;
  const metric = `metrics/${path.posix.basename(name, ".md")}.sql`;
  return name.startsWith("pages/") && existsSync(path.join(own, metric)) ? metric : undefined;
}
