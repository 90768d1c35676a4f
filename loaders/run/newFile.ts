import {existsSync} from "node:fs";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {guidePage} from "../release/notebooks/guide.ts";
import {whyNotNamed} from "./newName.ts";

/** Where each kind of file goes, in the checkout and in a folder of one's own, and what to do with it. */
const kinds = {
  page: {
    file: (n: string) => `src/${n}.md`,
    own: (n: string) => `pages/${n}.md`,
    nextOwn: "npx handshake dev shows it at /pages/NAME; it is in the menu already.",
    next: "npm run dev shows it at /NAME. To put it into the menu, add it in observablehq.config.ts."
  },
  notebook: {
    file: (n: string) => `src/notebooks/${n}.md`,
    own: (n: string) => `notebooks/${n}.md`,
    nextOwn: "npx handshake dev shows it at /notebooks/NAME; it is in the menu already.",
    next: "npm run dev shows it at /notebooks/NAME; it is in the menu already."
  },
  metric: {
    file: (n: string) => `loaders/metrics/custom/${n}.sql`,
    own: (n: string) => `metrics/${n}.sql`,
    nextOwn: 'npx handshake dev computes it at each edit; npx handshake sql "select * from NAME" shows its rows after a rebuild.',
    next: 'npm run dev computes it at each edit; npx handshake sql "select * from NAME" shows its rows after a rebuild. Then run npm run docs.'
  },
  mapping: {
    file: (n: string) => `loaders/mappings/${n}.ts`,
    own: (n: string) => `mappings/${n}.ts`,
    nextOwn:
      "Put the export into drops and run npx handshake check. For an export at hand, npx handshake map FILE drafts the whole of it.",
    next: "Put the export into data/drops and run npx handshake check. For an export at hand, npx handshake map FILE drafts the whole of it."
  },
  component: {
    file: (n: string) => `src/charts/${n}.ts`,
    own: (n: string) => `components/${n}.ts`,
    nextOwn: 'In a page or notebook: import {NAME} from "../components/NAME.js";',
    next: 'In a page: import {NAME} from "./charts/NAME.js"; in a notebook "../charts/NAME.js".'
  }
} as const;

const templates = path.join(import.meta.dirname, "templates");

/** Notebooks that answer a real question, from which one may begin: in sql cells, in Arquero, with d3 by hand; and what there is to build from. */
const examples = ["next_referrals", "rules_changed", "largest_partner", "catalogue", "gallery", "guide"];

function exampleNamed(kind: string, like: string): string {
  if (kind === "notebook" && examples.includes(like)) return path.join("examples", `${like}.txt`);
  throw new HandshakeError(
    `There is no ${kind} like "${like}". A notebook may begin as one of ${examples.join(", ")}; leave --like out for an empty one.`,
    {exitCode: 64}
  );
}

const isKind = (kind: string): kind is keyof typeof kinds => kind in kinds;

/**
 * Writes a file from its template in the folder of templates; one that exists is left.
 * @param project the folder that has src and loaders, or a company's own
 * @param options.own whether it is a company's own
 * @param options.product the folder that has src and loaders, where the project is a company's own
 * @param options.like for a notebook, the example that it begins as
 * @returns what was written, and what to do next
 * @throws HandshakeError (64) where kind or name can't be used, or a file of that name exists, here or in the product
 */
export async function writeNew(
  kind: string,
  name: string,
  project: string,
  {own = false, like, product = project}: {own?: boolean; like?: string | undefined; product?: string} = {}
): Promise<string> {
  if (!isKind(kind))
    throw new HandshakeError(
      `There is no template for "${kind}". Use one of ${[...Object.keys(kinds), ...(own ? [] : ["test"])].join(", ")}.`,
      {exitCode: 64}
    );
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name))
    throw new HandshakeError(
      `"${name}" can't be the name of a ${kind}: use at most 40 lower-case letters, digits and _, beginning with a letter. Try ${suggestion(name)}.`,
      {exitCode: 64}
    );
  const {file, own: ownFile, next: usual, nextOwn} = kinds[kind];
  const [to, next] = own ? [ownFile(name), nextOwn] : [file(name), usual];
  if (existsSync(path.join(project, to)))
    throw new HandshakeError(`${to} exists already. Take another name, or edit it.`, {exitCode: 64});
  const taken = await whyNotNamed(kind, name, product);
  if (taken !== null) throw new HandshakeError(taken, {exitCode: 64});
  const template = await templateFor(kind, like);
  await mkdir(path.dirname(path.join(project, to)), {recursive: true});
  await writeFile(path.join(project, to), (own ? inOwnFolder(template) : template).replaceAll("NAME", name), {flag: "wx"});
  return `Wrote ${to}. ${next.replaceAll("NAME", name)}`;
}

async function templateFor(kind: string, like: string | undefined): Promise<string> {
  const name = like === undefined ? `${kind}.txt` : exampleNamed(kind, like);
  if (like === "guide") return guidePage();
  return readFile(path.join(templates, name), "utf8");
}

const suggestion = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "")
    .slice(0, 40) || "my_name";

/** A template names files of the product by their place in the checkout; a folder of one's own by packages, or from the site's root. */
const inOwnFolder = (template: string): string =>
  template
    .replace('"./engine/mapping.ts"', '"handshake/mapping"')
    .replace('import {Plot} from "./libraries.js"', 'import * as Plot from "npm:@observablehq/plot"')
    .replace('"./shared/rows.js"', '"/shared/rows.js"')
    .replace('FileAttachment("data/', 'FileAttachment("../data/');
