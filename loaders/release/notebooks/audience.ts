import {rm} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../../errors.ts";
import {notebookHeads, type NotebookHead} from "./heads.ts";
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
 * @throws HandshakeError where a notebook names an audience that the settings don't have
 */
export async function leaveOutNotebooks(src: string, readers: Readers): Promise<string[]> {
  const heads = notebookHeads(src);
  for (const {page, audiences} of heads) {
    const unknown = readers.all.length ? (audiences ?? []).filter((name) => !readers.all.includes(name)) : [];
    if (unknown.length)
      throw new HandshakeError(
        `${sourceName(`${page}.md`)} names the audience ${unknown.join(", ")}; the settings have ${readers.all.join(", ")}. Fix "audiences" in its front matter, or add the audience to handshake.config.ts.`,
        {exitCode: 65}
      );
  }
  const out = heads.filter((head) => !mayRead(head, readers)).map(({page}) => page);
  for (const page of out) await rm(path.join(src, `${page}.md`));
  return out;
}
