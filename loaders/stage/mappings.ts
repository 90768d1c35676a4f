import {existsSync, readdirSync} from "node:fs";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {HandshakeError} from "../errors.ts";
import {columnsOf} from "../tables/columns.ts";
import {tableNamed} from "../tables/index.ts";
import {Mapping, type ColumnRule, type TableMapping} from "./mapping.ts";

export interface NamedMapping {
  name: string;
  file: string;
  mapping: Mapping;
}

/**
 * Reads every mapping file of the folders, by listing them.
 * @throws HandshakeError (78) that names the file and what is wrong with it; two files of one name are refused.
 */
export async function readMappings(folders: string[]): Promise<NamedMapping[]> {
  const found: NamedMapping[] = [];
  for (const folder of folders) {
    if (!existsSync(folder))
      throw new HandshakeError(`There is no folder of mappings ${folder}. Name another with --mappings DIR.`, {exitCode: 78});
    for (const f of readdirSync(folder).sort()) {
      if (!/\.[cm]?[jt]s$/.test(f) || f.endsWith(".d.ts")) continue;
      const file = path.resolve(folder, f);
      const name = f.replace(/\.[cm]?[jt]s$/, "");
      const twin = found.find((m) => m.name === name);
      if (twin) throw new HandshakeError(`${file} and ${twin.file} are both called ${name}. Rename one of them.`, {exitCode: 78});
      found.push({name, file, mapping: await readMapping(file)});
    }
  }
  for (const m of found) checkLookups(m, found);
  return found;
}

async function readMapping(file: string): Promise<Mapping> {
  const module = (await import(pathToFileURL(file).href)) as {mapping?: unknown};
  const parsed = Mapping.safeParse(module.mapping);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((i) => `  ${i.path.join(".") || "mapping"}: ${i.message}`).join("\n");
    throw new HandshakeError(
      `${file} is not a mapping; it must export "mapping" as loaders/mappings/README.md describes:\n${issues}`,
      {exitCode: 78}
    );
  }
  const problem = "table" in parsed.data ? columnProblem(parsed.data) : null;
  if (problem) throw new HandshakeError(`${file}: ${problem}`, {exitCode: 78});
  return parsed.data;
}

function columnProblem(mapping: Extract<Mapping, {table: string}>): string | null {
  const table = tableNamed(mapping.table);
  if (!table) return `there is no canonical table "${mapping.table}"; see loaders/tables.`;
  const columns = columnsOf(table);
  const unknown = Object.keys(mapping.columns).filter((c) => !columns.some((k) => k.name === c));
  if (unknown.length) return `${table.name} has no column ${unknown.join(", ")}; see loaders/tables/${table.name}.ts.`;
  const missing = columns.filter((c) => c.required && !mapping.columns[c.name]).map((c) => c.name);
  if (missing.length) return `${table.name} needs ${missing.join(", ")} too; fill each from a header, a constant or hashOf.`;
  return null;
}

/** The headers that a rule reads. */
export const headersIn = (rule: ColumnRule): string[] => ("from" in rule ? [rule.from] : "hashOf" in rule ? rule.hashOf : []);

/** The headers that a mapping reads for its columns and names. */
export const headersRead = (mapping: TableMapping): string[] =>
  [...Object.values(mapping.columns), ...Object.values(mapping.names ?? {})].flatMap(headersIn);

/** The mappings that a mapping looks values up in, by name. */
export const lookupsOf = (mapping: Mapping): string[] =>
  "table" in mapping
    ? [...Object.values(mapping.columns), ...Object.values(mapping.names ?? {})].flatMap((r) =>
        "from" in r && r.lookup ? [r.lookup.in] : []
      )
    : [];

function checkLookups(m: NamedMapping, all: NamedMapping[]): void {
  for (const name of lookupsOf(m.mapping))
    if (!all.some((other) => other.name === name))
      throw new HandshakeError(`${m.file} looks up in "${name}", but there is no mapping of that name.`, {exitCode: 78});
}
