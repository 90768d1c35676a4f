import {createHash} from "node:crypto";
import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import MiniSearch from "minisearch";
import {tellApart} from "./searchTitles.ts";
import {changeIn, configOf, noDay, type Shell, type ShellOptions} from "./shell.ts";

const hashOf = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex").slice(0, 8);

/** Puts a hash into a name, as Framework does. */
const hashed = (file: string, hash: string): string => file.replace(/(\.\w+)?$/, (end) => `.${hash}${end}`);

/** Puts the data in src/data, the day and the search of a site into its shell. */
export function fillShell(shell: Shell, options: ShellOptions & {asOf: string}, output: string): void {
  copyTree(path.join(shell.folder, "site"), output);
  const names = new Map<string, string>([...putData(output), ...putSearch(output, configOf(options, options.asOf))]);
  const footer = changeIn(configOf(options, noDay).footer, configOf(options, options.asOf).footer);
  const modified = new Date(`${options.asOf}T00:00:00Z`).getTime();
  for (const file of readdirSync(output, {recursive: true, encoding: "utf8"}).filter((f) => f.endsWith(".html"))) {
    const page = path.join(output, file);
    const html = readFileSync(page, "utf8")
      .replaceAll(/_(?:file|observablehq)\/[\w./%~-]+/g, (name) => names.get(name) ?? name)
      .replaceAll(/^registerFile\((.*)\);$/gm, (line, given: string) => registered(line, given, path.dirname(page), modified))
      .replace(/<footer id="observablehq-footer">[^]*<\/footer>/, (text) =>
        footer?.from ? text.replace(asHtml(footer.from), () => asHtml(footer.to)) : text
      );
    writeFileSync(page, html);
  }
}

/** Copies files into folders made here: a copied folder would not hand its group down, by which a web server reads. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, {recursive: true});
  for (const entry of readdirSync(from, {withFileTypes: true})) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else copyFileSync(source, target);
  }
}

/** Plain text as Framework writes it. */
const asHtml = (text: string) => text.replaceAll("\u00a0", "&nbsp;");

/** Framework's line for a file, with what is so of that file now. */
function registered(line: string, given: string, folder: string, lastModified: number): string {
  const [name, info] = JSON.parse(`[${given}]`) as [string, {path: string; size?: number}];
  const file = path.join(folder, info.path);
  if (info.size === undefined || !existsSync(file)) return line;
  return `registerFile(${JSON.stringify(name)}, ${JSON.stringify({...info, lastModified, size: readFileSync(file).length})});`;
}

/** Every file of data that pages name gets its content and the name that follows from it. */
function putData(output: string): [string, string][] {
  const folder = path.join(output, "_file", "data");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {recursive: true, encoding: "utf8"}).flatMap((bare): [string, string][] => {
    const found = /^(.*)\.[0-9a-f]{8}(\.\w+)?$/.exec(bare);
    const source = path.join("src/data", `${found?.[1]}${found?.[2] ?? ""}`);
    if (!found || !existsSync(source)) return [];
    const content = readFileSync(source);
    const name = hashed(`${found[1]}${found[2] ?? ""}`, hashOf(content));
    rmSync(path.join(folder, bare));
    mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
    writeFileSync(path.join(folder, name), content);
    return [[`_file/data/${bare}`, `_file/data/${name}`]];
  });
}

/** What Framework's client searches: the pages' texts from the shell, and what the data let readers find. */
function putSearch(output: string, {search}: ReturnType<typeof configOf>): [string, string][] {
  const folder = path.join(output, "_observablehq");
  const named = (name: RegExp) => (existsSync(folder) ? readdirSync(folder) : []).find((f) => name.test(f));
  const [json, script] = [named(/^minisearch\.[0-9a-f]{8}\.json$/), named(/^search\.[0-9a-f]{8}\.js$/)];
  if (typeof search !== "object" || !json || !script) return [];
  const text = withFound(readFileSync(path.join(folder, json), "utf8"), search.index());
  const index = `minisearch.${hashOf(text)}.json`;
  const code = readFileSync(path.join(folder, script), "utf8").replaceAll(json, index);
  const client = `search.${hashOf(code)}.js`;
  for (const old of [json, script]) rmSync(path.join(folder, old));
  writeFileSync(path.join(folder, index), text);
  writeFileSync(path.join(folder, client), code);
  return [
    [`_observablehq/${json}`, `_observablehq/${index}`],
    [`_observablehq/${script}`, `_observablehq/${client}`]
  ];
}

/** Adds entries to an index as Framework has written it (dist/search.js). */
function withFound(json: string, entries: Iterable<{path: string; title: string; text: string}>): string {
  const {options} = JSON.parse(json) as {options: {fields: string[]; storeFields: string[]}};
  const index = MiniSearch.loadJSON(json, {
    ...options,
    processTerm: (term) => ((term.match(/\p{N}/gu)?.length ?? 0) > 6 ? null : term.slice(0, 15).toLowerCase())
  });
  for (const {path: id, ...entry} of entries) index.add({id, keywords: "", ...entry});
  return JSON.stringify({options, ...tellApart(index.toJSON())});
}
