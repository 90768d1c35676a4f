import {existsSync, realpathSync} from "node:fs";
import {readFile, rm, symlink, writeFile} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {makeFolder} from "../files.ts";
import {version} from "../keep/versioned.ts";
import {projectFile, projectFormat} from "../project/project.ts";
import {settingsText, type InitOptions} from "./init.ts";

const rooms = ["drops", "mappings", "metrics", "pages", "notebooks", "components"];

const tsconfig = {
  compilerOptions: {
    ...{target: "es2022", lib: ["es2023", "dom"], module: "esnext", moduleResolution: "bundler", noEmit: true, strict: true},
    ...{allowJs: true, allowImportingTsExtensions: true, skipLibCheck: true, resolveJsonModule: true, verbatimModuleSyntax: true},
    noUncheckedIndexedAccess: true,
    typeRoots: ["node_modules/handshake/node_modules/@types"],
    types: ["node"],
    paths: {"npm:*": ["./node_modules/handshake/node_modules/*"]}
  },
  include: ["*.ts", "mappings", "metrics", "components"]
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Makes a folder of a company's own: settings, brand, mappings, metrics, pages, notebooks, components and drops, with a link to the product.
 * What is there already stays, so that it can be called again after the product has moved.
 * @param product the checkout of Handshake
 * @returns what was done, and what to do next
 * @throws HandshakeError (78) where an answer can't be used, or the folder is the product's
 */
export async function initProject(
  folder: string,
  product: string,
  answers: Pick<InitOptions, "company" | "currency" | "timeZone" | "ask">
): Promise<string> {
  if (!path.relative(product, folder).startsWith(".."))
    throw new HandshakeError(
      `${folder} lies in the folder of Handshake itself, which an upgrade replaces. Name a folder outside of ${product}.`,
      {exitCode: 78}
    );
  await makeFolder(folder);
  const handshake = `file:${path.relative(realpathSync(folder), product).split(path.sep).join("/")}`;
  const settings = path.join(folder, "handshake.config.ts");
  const files: Record<string, string> = {
    [projectFile]: json({format: projectFormat, written_by: version}),
    "package.json": json({name: packageName(folder), private: true, type: "module", dependencies: {handshake}}),
    "tsconfig.json": json(tsconfig),
    "brand.json": json({name: answers.company ?? "Handshake"}),
    ".gitignore": "node_modules/\ndrops/\nbuild/\ndev/\ndist/\npacks/\n"
  };
  if (!existsSync(settings)) await writeFile(settings, await settingsText({...answers, settingsFile: settings, root: product, types: "handshake/settings"})); // prettier-ignore
  const written: string[] = [];
  for (const [name, text] of Object.entries(files)) if (await writeNew(path.join(folder, name), text)) written.push(name);
  for (const room of rooms) await makeFolder(path.join(folder, room));
  await linkProduct(folder, product);
  const there = path.relative(process.cwd(), folder) || ".";
  return `${there} is a project${written.length ? "" : " already"}: settings in handshake.config.ts, brand in brand.json, exports go into drops.

Next:
  1. cd ${there}
  2. Put your exports into drops: deals first, then referrals, tickets and partners.
  3. npx handshake check      what would become of each file
  4. npx handshake rebuild    then: npx handshake serve
  5. npx handshake new notebook NAME    and npx handshake dev, which shows it as you edit`;
}

/** @returns whether the file was not there */
async function writeNew(file: string, text: string): Promise<boolean> {
  if (existsSync(file)) return false;
  await writeFile(file, text);
  return true;
}

const packageName = (folder: string): string =>
  path
    .basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "") || "partnerships";

/** What `npm install` would do here: the package and its command, by links. */
async function linkProduct(folder: string, product: string): Promise<void> {
  const {bin} = JSON.parse(await readFile(path.join(product, "package.json"), "utf8")) as {bin: {handshake: string}};
  const links = {
    "node_modules/handshake": product,
    "node_modules/.bin/handshake": path.join("..", "handshake", bin.handshake)
  };
  for (const [name, target] of Object.entries(links)) {
    const file = path.join(folder, name);
    await makeFolder(path.dirname(file));
    if (existsSync(file)) continue;
    // a link to a place where the product no longer is
    await rm(file, {force: true});
    await symlink(target, file);
  }
}
