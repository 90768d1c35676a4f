import {readFileSync, readdirSync} from "node:fs";
import {rm} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../../errors.ts";
import {entryFolders, headOf, notebookHeads, type NotebookHead} from "./heads.ts";
import {sourceName} from "../sources.ts";

/** Who pages are built for: the audience's name, "" for everybody, and the names of all. */
export interface Readers {
  name: string;
  all: readonly string[];
}

/** Everybody, where no audiences are set. */
export const everybody: Readers = {name: "", all: []};

/** A notebook is for the audiences that its front matter names. Where there are no audiences, one that names nobody is for everybody. */
export const mayRead = ({audiences}: NotebookHead, {name}: Readers): boolean =>
  name === "" ? audiences === null : (audiences ?? []).includes(name);

/**
 * Takes the notebooks that are not for these readers out of a folder of pages, which is a copy.
 * @returns the names of those taken out
 * @throws HandshakeError where a notebook names an audience that the settings don't have, or says who it is for only once it is made
 */
export async function leaveOutNotebooks(src: string, readers: Readers): Promise<string[]> {
  if (readers.all.length) refuseLoadersOf(src);
  const heads = notebookHeads(src);
  for (const head of heads) refuseUnknown(head, readers);
  const out = heads.filter((head) => !mayRead(head, readers)).map(({page}) => page);
  for (const page of out) await rm(path.join(src, `${page}.md`));
  return out;
}

/**
 * The pages of the product, or such as take the place of one, whose front matter names readers and not these; one that names nobody is for
 * whoever the settings show the page to.
 * @param src the folder of pages
 * @throws HandshakeError where one names an audience that the settings don't have
 */
export function pagesForOthers(src: string, readers: Readers): string[] {
  const isPage = (file: string) => file.endsWith(".md") && !entryFolders.some((room) => file.startsWith(`${room}/`));
  const heads = filesIn(src)
    .filter((file) => isPage(file) && !file.startsWith("data/"))
    .map((file) => headOf(file, readFileSync(path.join(src, file), "utf8")));
  for (const head of heads) refuseUnknown(head, readers);
  return heads.filter((head) => head.audiences !== null && !mayRead(head, readers)).map(({page}) => page);
}

const filesIn = (src: string): string[] =>
  readdirSync(src, {recursive: true, encoding: "utf8"})
    .map((file) => file.split(path.sep).join("/"))
    .sort();

function refuseUnknown({page, audiences}: NotebookHead, readers: Readers): void {
  const unknown = readers.all.length ? (audiences ?? []).filter((name) => !readers.all.includes(name)) : [];
  if (unknown.length)
    throw new HandshakeError(
      `${sourceName(`${page}.md`)} names the audience ${unknown.join(", ")}; the settings have ${readers.all.join(", ")}. Fix "audiences" in its front matter, or add the audience to handshake.config.ts.`,
      {exitCode: 78}
    );
}

/** A page that a program writes names its readers only once it is written, when it is in the site of everybody. */
function refuseLoadersOf(src: string): void {
  const loader = filesIn(src).find((file) => /\.md\.\w+$/.test(file) && !file.startsWith("data/"));
  if (loader === undefined) return;
  const name = sourceName(loader);
  throw new HandshakeError(
    `${name} is a program that writes a page, and the settings have audiences: who may read a page must be in the front matter of its file. Write ${name.replace(/\.\w+$/, "")} by hand, with "audiences", and let the program write a file that it attaches; or move ${name} elsewhere.`,
    {exitCode: 78}
  );
}
