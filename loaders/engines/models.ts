import {createHash} from "node:crypto";
import {readdirSync} from "node:fs";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {refuseConflict, writtenText} from "../written.ts";
import {once} from "./readOnce.ts";
import {shownPath} from "./sqlFault.ts";

/** An SQL file that defines one table: its header, and the tables of its own folder that it reads. */
export interface Model {
  name: string;
  /** Its path from the folder of models. */
  file: string;
  /** Where a person finds it. */
  path: string;
  /** Header entries by name (question, definition, unit, …), in the order of the file. */
  header: Record<string, string>;
  sql: string;
  needs: string[];
}

/**
 * Reads folders of models (one .sql file a table, in folders by topic) in an order in which each comes after what it needs.
 * @param folders a folder, or several: a model of a later one may replace the one of its name, where its header says so
 * @param schema the schema that the tables are made in; `schema.name` in an SQL text is a need.
 * @throws HandshakeError when models need each other in a circle, have one name, or one that no table can have.
 */
export function readModels(folders: string | readonly string[], schema: string): Model[] {
  const [first = "", ...others] = typeof folders === "string" ? [folders] : folders;
  const read = (folder: string) => once(`${schema} of ${folder}`, () => modelsIn(folder, schema)).map((model) => ({...model}));
  const models = others.reduce((known, folder) => withOwn(known, read(folder)), read(first));
  return inOrder(
    models.sort((a, b) => (a.name < b.name ? -1 : 1)),
    first
  );
}

/** @throws HandshakeError (78) where an own model has the name of a known one without a word, or replaces one that there is not */
function withOwn(known: Model[], own: Model[]): Model[] {
  for (const {name, path: file, header} of own) {
    const twin = known.find((m) => isSameTable(m.name, name));
    const said = header["replaces"];
    if (twin && twin.name !== name)
      throw new HandshakeError(
        `${shownPath(file)} makes the table that ${shownPath(twin.path)} makes: capitals make no other name. Rename it.`,
        {exitCode: 78}
      );
    if (twin && said === undefined)
      throw new HandshakeError(
        `${shownPath(file)} has the name of ${shownPath(twin.path)}. Rename it, or say in its header that it is computed in its place: "-- replaces: ${name}".`,
        {exitCode: 78}
      );
    if (said !== undefined && (!twin || said !== name))
      throw new HandshakeError(
        `${shownPath(file)} replaces ${said}, ${twin ? `and is called ${name}: the file must have the name of what it replaces` : "and the product has no such metric (docs/metrics.md lists them)"}. Correct the name, or take "replaces" out.`,
        {exitCode: 78}
      );
  }
  return [...known.filter(({name}) => !own.some((m) => m.name === name)), ...own];
}

function modelsIn(folder: string, schema: string): Model[] {
  const files = readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter((f) => f.endsWith(".sql"))
    .sort();
  const models = files.map((file) => ({
    ...parseModel(path.basename(file, ".sql"), sqlIn(path.join(folder, file)), schema),
    file,
    path: path.join(folder, file)
  }));
  const unfit = models.find((model) => !isFit(model));
  if (unfit)
    throw new HandshakeError(
      `${shownPath(unfit.path)} makes a table of its name, which can't be one: expected small letters from a to z, digits and _, the first a letter. Rename the file.`
    );
  const taken = models.find(({name}) => ownTables.includes(name.toLowerCase()));
  if (taken)
    throw new HandshakeError(
      `${shownPath(taken.path)} makes the table ${schema}.${taken.name.toLowerCase()}, which a run makes itself. Rename the file.`,
      {exitCode: 78}
    );
  const own = models.find(({name, sql}) => tablesNamed(sql, schema).includes(name.toLowerCase()));
  if (own)
    throw new HandshakeError(
      `${shownPath(own.path)} reads ${schema}.${own.name}, the table that it makes itself, and no other of that name is there. Give the file another name, or put the SQL of what it reads into it.`
    );
  const twice = models.find(({name}, i) => models.findIndex((m) => isSameTable(m.name, name)) !== i);
  if (twice)
    throw new HandshakeError(
      `${shownPath(folder)} has two files called ${twice.name}.sql, in capitals or small letters. Rename one of them: each makes a table of its name.`
    );
  return models;
}

/** Tables that a run makes beside those of models: the days, and with which text each was computed. */
const ownTables = ["as_of_dates", "definitions"];

/** Whether two names are of one table: to DuckDB capitals make no other name. */
const isSameTable = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether a table can have a model's name, and pages find it by that where it is published. DuckDB makes one with capitals, too. */
const isFit = ({name, header}: Model): boolean =>
  header["columns"] === undefined && header["shown"] === undefined ? /^[a-z_]\w*$/i.test(name) : /^[a-z][a-z0-9_]*$/.test(name);

/** The code of a model without what texts and comments say in it. */
export const plainCode = (sql: string): string => sql.replace(parts, (part) => (part.startsWith('"') ? part : " "));

/** Comments, texts and quoted names: what begins another in one of them begins nothing. */
const parts = /--.*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** The tables of a schema that SQL names, however it writes them: in small letters, each once. */
export function tablesNamed(sql: string, schema: string): string[] {
  const named = new RegExp(`(?<![\\w"])(?:${schema}|"${schema}")\\s*\\.\\s*"?(\\w+)`, "gi");
  return [...new Set([...plainCode(sql).matchAll(named)].map(([, name]) => name!.toLowerCase()))];
}

function sqlIn(file: string): string {
  const text = writtenText(file);
  refuseConflict(shownPath(file), text);
  return text;
}

/** The same of texts by name, as a journal keeps them. */
export function modelsOf(texts: Record<string, string>, schema: string): Model[] {
  const names = Object.keys(texts).sort();
  return inOrder(
    names.map((name) => parseModel(name, texts[name]!, schema)),
    "the models kept"
  );
}

/** What of an SQL text says how it is computed: all but its comments. */
export const codeOf = (sql: string): string => sql.replace(parts, (part) => (part.startsWith("--") ? "" : part)).trim();

/** The settings that SQL reads, by the names that it writes. */
export const settingsRead = (sql: string): string[] =>
  [...codeOf(sql).matchAll(/\bgetvariable\s*\(\s*'(\w+)'\s*\)/gi)].map(([, name]) => name!);

/** A hash of how a table is computed, whatever the comments say. */
export const definitionHash = ({sql}: Pick<Model, "sql">): string => createHash("sha256").update(codeOf(sql)).digest("hex");

/** What was read before: a run asks for its metrics again and again. */
const parsed = new Map<string, {text: string; model: Model}>();

/** Splits a model's text into header and SQL. A header line is `-- name: text`; `--   text` continues the one above. */
function parseModel(name: string, text: string, schema: string): Model {
  const key = `${schema}.${name}`;
  const known = parsed.get(key);
  if (known?.text === text) return {...known.model};
  const model = parse(name, text, schema);
  parsed.set(key, {text, model});
  return {...model};
}

function parse(name: string, text: string, schema: string): Model {
  const header: Record<string, string> = {};
  let last: string | undefined;
  for (const line of text.split("\n")) {
    const entry = /^-- ([a-z]+): (.*)$/.exec(line);
    const more = /^--\s{2,}(.*)$/.exec(line);
    if (entry) header[(last = entry[1]!)] = entry[2]!.trim();
    else if (more && last) header[last] = `${header[last]!} ${more[1]!.trim()}`;
    else break;
  }
  const needs = tablesNamed(text, schema).filter((n) => n !== name.toLowerCase());
  return {name, file: `${name}.sql`, path: `${schema}/${name}.sql`, header, sql: text, needs};
}

function inOrder(models: Model[], from: string): Model[] {
  const names = new Map(models.map(({name}) => [name.toLowerCase(), name]));
  const left = new Map(models.map((m) => [m.name, {...m, needs: m.needs.map((need) => names.get(need) ?? need)}]));
  const ordered: Model[] = [];
  while (left.size) {
    const ready = [...left.values()].filter((m) => m.needs.every((n) => !left.has(n)));
    if (!ready.length)
      throw new HandshakeError(
        `The files ${[...left.keys()].map((n) => `${n}.sql`).join(", ")} in ${from} need each other in a circle; let one of them read the facts instead.`
      );
    for (const m of ready) {
      ordered.push(m);
      left.delete(m.name);
    }
  }
  return ordered;
}
