import {existsSync} from "node:fs";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../errors.ts";

/** Where each kind of file goes, and what to do with it. */
const kinds = {
  page: {
    file: (n: string) => `src/${n}.md`,
    next: "npm run dev shows it at /NAME. To put it into the menu, add it in observablehq.config.ts."
  },
  notebook: {
    file: (n: string) => `src/notebooks/${n}.md`,
    next: "npm run dev shows it at /notebooks/NAME; it is in the menu already."
  },
  metric: {
    file: (n: string) => `loaders/metrics/custom/${n}.sql`,
    next: 'npm run dev computes it at each edit; npx handshake sql "select * from NAME" shows its rows after a rebuild. Then run npm run docs.'
  },
  mapping: {
    file: (n: string) => `loaders/mappings/${n}.ts`,
    next: "Put the export into data/drops and run npx handshake check. For an export at hand, npx handshake map FILE drafts the whole of it."
  },
  component: {
    file: (n: string) => `src/charts/${n}.ts`,
    next: 'In a page: import {NAME} from "./charts/NAME.js"; in a notebook "../charts/NAME.js".'
  }
} as const;

const isKind = (kind: string): kind is keyof typeof kinds => kind in kinds;

/**
 * Writes a file from its template in the folder of templates; one that exists is left.
 * @param project the folder that has src and loaders
 * @returns what was written, and what to do next
 * @throws HandshakeError (64) where kind or name can't be used or the file exists
 */
export async function writeNew(kind: string, name: string, project: string): Promise<string> {
  if (!isKind(kind))
    throw new HandshakeError(`There is no template for "${kind}". Use one of ${Object.keys(kinds).join(", ")}.`, {exitCode: 64});
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name))
    throw new HandshakeError(
      `"${name}" can't be the name of a ${kind}: it begins with a small letter and has small letters, digits and _, at most 40. Try ${suggestion(name)}.`,
      {exitCode: 64}
    );
  const {file, next} = kinds[kind];
  const to = file(name);
  if (existsSync(path.join(project, to)))
    throw new HandshakeError(`${to} exists already. Take another name, or edit it.`, {exitCode: 64});
  const template = await readFile(path.join(import.meta.dirname, "templates", `${kind}.txt`), "utf8");
  await mkdir(path.dirname(path.join(project, to)), {recursive: true});
  await writeFile(path.join(project, to), template.replaceAll("NAME", name), {flag: "wx"});
  return `Wrote ${to}. ${next.replaceAll("NAME", name)}`;
}

const suggestion = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "")
    .slice(0, 40) || "my_name";
