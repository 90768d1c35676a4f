import {escapeHtml} from "../../../src/shared/html.ts";
import {spawn} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import type {Writable} from "node:stream";
import {LoaderResolver} from "@observablehq/framework/dist/loader.js";
import {HandshakeError} from "../../errors.ts";
import {ofTypeScript} from "../../modules.ts";
import {contentIfThere, sourceName} from "../sources.ts";
import {refuseMissingFiles, refuseMissingImports, refuseMissingPictures} from "./missing.ts";
import {ensurePackages, pinnedName, type CellNode} from "./pagePackages.ts";
import {refuseStatements} from "./sqlStatements.ts";
import {unreadExpression, withLines} from "./syntaxPlaces.ts";
import {tableNames, tablesFolder, tablesIn} from "./tableNames.ts";
import {errorClass} from "./names.ts";

interface LoadedPage {
  body: string;
  data: {sql?: Record<string, string>};
  code: {id: string; node: CellNode}[];
}

/** Told of each page what is wrong with it, or nothing: who serves pages while they are edited goes on. */
export type Note = (page: string, faults: {where: string; text: string}[]) => void;

/**
 * From here on every page that Framework loads in this process has the published tables that its cells query, as if its front matter named
 * them under `sql:` (names that it does give stay as they are), and the installed packages that they import.
 * @param root the folder of pages
 * @param note where it is given, a page that can't be loaded stays as it was, and is told of
 * @returns the cell of a page that was loaded, by its id
 */
export function equipPages(root: string, note?: Note): (at: string, id: string) => CellNode | undefined {
  const prototype = LoaderResolver.prototype as unknown as Resolver;
  const {loadPage: load, find, getModuleResolver} = prototype;
  const whole = new Map<string, LoadedPage>();
  const loaded = new Map<string, LoadedPage["code"]>();
  const turns = new Map<string, number>();
  prototype.find = function (at) {
    const loader = find.call(this, at);
    return loader && namedLoader(loader, note !== undefined);
  };
  prototype.getModuleResolver = function (...given) {
    const resolve = getModuleResolver.apply(this, given);
    return (specifier) => resolve(pinnedName(specifier));
  };
  prototype.loadPage = async function (at, ...rest) {
    const file = `${at.slice(1)}.md`;
    const turn = (turns.get(at) ?? 0) + 1;
    turns.set(at, turn);
    // what was read of an earlier save may be looked through more slowly than the one after
    const isLatest = () => turns.get(at) === turn;
    const page = placed(await load.call(this, at, ...rest), path.join(root, file));
    loaded.set(at, page.code);
    try {
      const ready = await equipped(this, {at, file, page, root});
      const faults = [...page.body.matchAll(new RegExp(`${errorClass}"[^>]*>([^<]+)<`, "g"))].map(([, text]) => text!);
      if (isLatest()) {
        note?.(
          file,
          faults.map((text) => ({where: sourceName(file), text: `${sourceName(file)}: ${unescaped(text)}`}))
        );
        if (!faults.length) whole.set(at, ready);
      }
      return ready;
    } catch (error) {
      if (!note) throw error;
      const text = error instanceof Error ? error.message : String(error);
      if (isLatest()) note(file, [{where: sourceName(file), text}]);
      return whole.get(at) ?? {...page, code: [], body: `<pre class="${errorClass}">${escapeHtml(text)}</pre>`};
    }
  };
  return (at, id) => loaded.get(at)?.find((cell) => cell.id === id)?.node;
}

/** The page, with the lines of its errors of syntax. */
const placed = (page: LoadedPage, source: string): LoadedPage =>
  page.body.includes(errorClass) && existsSync(source)
    ? {...page, body: withLines(page.body, readFileSync(source, "utf8"))}
    : page;

async function equipped(resolver: Resolver, {at, file, page, root}: {at: string; file: string; page: LoadedPage; root: string}) {
  const cells = page.code.map(({node}) => node);
  const written = contentIfThere(path.join(root, file))?.toString() ?? "";
  const unread = unreadExpression(page.body, written);
  if (unread !== null) throw new HandshakeError(`${sourceName(file)}: ${unread}`);
  refuseStatements(sourceName(file), cells, written);
  await ensurePackages(file, cells, root);
  const isThere = (place: string) => resolver.find(place) !== undefined;
  refuseMissingFiles({at, file, root}, cells, isThere);
  refuseMissingPictures({at, file, root}, page.body, isThere);
  await refuseMissingImports({at, file, root}, cells);
  const code = cells.map(({input}) => input);
  const up = "../".repeat(at.split("/").filter(Boolean).length - 1) || "./";
  const own = Object.fromEntries(tablesIn(code, tableNames(root)).map((name) => [name, `${up}${tablesFolder}/${name}.arrow`]));
  for (const [name, source] of Object.entries(page.data.sql ?? {})) refuseTable(resolver, {at, file, name, source});
  const sql = {...own, ...page.data.sql};
  return Object.keys(sql).length ? {...page, data: {...page.data, sql}} : page;
}

/** @throws HandshakeError where a table that front matter names can't be one */
function refuseTable(
  resolver: Resolver,
  {at, file, name, source}: {at: string; file: string; name: string; source: string}
): void {
  const place = path.posix.join(source.startsWith("/") ? "/" : path.posix.dirname(at), source);
  const here = `${sourceName(file)}: its front matter names the table ${name} (sql: ${name}: ${source})`;
  if (/^[a-z]+:/i.test(source)) throw new HandshakeError(`${here}, which is on another host. Keep the file beside the page.`);
  if (source.endsWith(".parquet"))
    throw new HandshakeError(`${here}, and pages read no Parquet. Give it as .arrow, .csv or .json.`);
  if (!resolver.find(place))
    throw new HandshakeError(
      `${here}, and there is no such file. Published tables need no entry; else fix the path, which begins at the page.`
    );
}

interface Loader {
  path: string;
  command?: string | undefined;
  args?: string[];
  load: (...given: unknown[]) => Promise<string>;
  exec: (output: Writable) => Promise<void>;
}
interface Resolver {
  loadPage: (path: string, ...rest: unknown[]) => Promise<LoadedPage>;
  find: (path: string) => Loader | undefined;
  getModuleResolver: (...given: unknown[]) => (specifier: string) => Promise<string>;
}

/**
 * A loader that fails says which one it is.
 * @param telling whether what it wrote to standard error is told with it; a build prints that itself
 */
function namedLoader(loader: Loader, telling: boolean): Loader {
  const load = loader.load.bind(loader);
  Object.assign(loader, runsOf(loader));
  if (telling && loader.command !== undefined) loader.exec = execTelling;
  loader.load = (...given) =>
    load(...given).catch((error: unknown) => {
      if (error instanceof HandshakeError || !(error instanceof Error) || !("path" in loader)) throw error;
      throw new HandshakeError(`the loader ${sourceName(loader.path)} fails: ${error.message}`, {cause: error});
    });
  return loader;
}

/**
 * Framework runs code by the commands node and tsx, which only npm puts on the path; a scheduler, and a company's own folder, have none of
 * them there. The Node that runs this does the same.
 */
function runsOf({command, args = []}: Pick<Loader, "command" | "args">): Pick<Loader, "command" | "args"> | null {
  if (command === "node") return {command: process.execPath, args};
  return command === "tsx" ? {command: process.execPath, args: [...ofTypeScript(), ...args]} : null;
}

/** As Framework's, but for where standard error goes. */
async function execTelling(this: Loader, output: Writable): Promise<void> {
  const child = spawn(this.command!, this.args ?? [], {stdio: ["ignore", output, "pipe"]});
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error([`loader exited with code ${String(code)}`, ...lastLines(printed)].join("\n"));
  if (printed) process.stderr.write(printed);
}

const lastLines = (text: string): string[] => (text.trim() ? text.trim().split("\n").slice(-20) : []);

const unescaped = (text: string) =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
