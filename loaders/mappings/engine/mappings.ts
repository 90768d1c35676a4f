import {existsSync, readdirSync} from "node:fs";
import path from "node:path";
import {HandshakeError} from "../../errors.ts";
import {otherKind} from "../../files.ts";
import {editDistance} from "../../likeness.ts";
import {importFile} from "../../modules.ts";
import {columnsOf, type Column} from "../../tables/columns.ts";
import {tableNamed, tables} from "../../tables/index.ts";
import {languageKeys, parseMapping, partsOf, type Mapping, type TableMapping} from "./mapping.ts";
import {mayBeCredit, unitOf} from "./units.ts";
import {canonicalIn, canonicalOf, listOf, lookupNames, withFallbacks} from "./walk.ts";

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
    const other = otherKind(folder, "folder");
    if (other !== null) throw new HandshakeError(`${other} Name the folder of the mapping with --mappings DIR.`, {exitCode: 78});
    if (!existsSync(folder))
      throw new HandshakeError(`There is no folder of mappings ${folder}. Name another with --mappings DIR.`, {exitCode: 78});
    for (const f of readdirSync(folder).sort()) {
      if (!/\.[cm]?[jt]s$/.test(f) || /\.(d|draft)\.[cm]?[jt]s$/.test(f)) continue;
      const file = path.resolve(folder, f);
      const name = f.replace(/\.[cm]?[jt]s$/, "");
      const mapping = await readMapping(file);
      const twin = found.findIndex((m) => m.name === name);
      checkReplaced({name, file, mapping}, found[twin]);
      found.splice(twin < 0 ? found.length : twin, twin < 0 ? 0 : 1, {name, file, mapping});
    }
  }
  for (const m of found) checkLookups(m, found);
  return found;
}

/** @throws HandshakeError (78) where a mapping has the name of another without a word, or replaces one that there is not */
function checkReplaced({name, file, mapping: {replaces}}: NamedMapping, twin: NamedMapping | undefined): void {
  if (twin && replaces === undefined)
    throw new HandshakeError(
      `${file} and ${twin.file} are both called ${name}. Rename one of them, or let the second one say that it is read in place of the first: replaces: "${name}".`,
      {exitCode: 78}
    );
  if (replaces !== undefined && (!twin || replaces !== name))
    throw new HandshakeError(
      `${file} replaces ${replaces}, ${twin ? `and is called ${name}: it must have the name of what it replaces` : "and there is no such mapping before it"}. Correct the name, or take "replaces" out.`,
      {exitCode: 78}
    );
}

async function readMapping(file: string): Promise<Mapping> {
  const module = await importFile(file);
  const parsed = parseMapping(module["mapping"]);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((i) => `  ${i.path.join(".") || "mapping"}: ${i.message}${nearKeys(i)}`).join("\n");
    throw new HandshakeError(
      `${file} is not a mapping; it must export "mapping" as loaders/mappings/README.md describes:\n${issues}`,
      {exitCode: 78}
    );
  }
  for (const part of partsOf(parsed.data)) {
    const problem = columnProblem(part);
    if (problem) throw new HandshakeError(`${file}: ${problem}`, {exitCode: 78});
  }
  return parsed.data;
}

/** For a misspelt key of the language the near one. */
function nearKeys(issue: {code?: string; keys?: PropertyKey[]}): string {
  if (issue.code !== "unrecognized_keys") return "";
  const near = (issue.keys ?? []).flatMap((k) => nearestKey(String(k)) ?? []);
  return near.length ? `. Did you mean ${near.map((k) => JSON.stringify(k)).join(", ")}?` : "";
}

function nearestKey(key: string): string | null {
  const [best] = languageKeys
    .map((known) => ({known, far: editDistance(key.toLowerCase(), known.toLowerCase())}))
    .sort((a, b) => a.far - b.far);
  return best && best.far <= (key.length < 4 ? 1 : 2) ? best.known : null;
}

function columnProblem(mapping: TableMapping): string | null {
  const table = tableNamed(mapping.table);
  if (!table)
    return `there is no canonical table "${mapping.table}", expected one of ${tables.map((t) => t.name).join(", ")}; see loaders/tables.`;
  const columns = columnsOf(table);
  const named = [
    ...Object.keys(mapping.columns),
    ...Object.keys(mapping.names ?? {}),
    ...(mapping.group?.sum ?? []),
    ...canonicalIn(mapping.when),
    ...canonicalIn(mapping.deleted),
    ...Object.values(mapping.columns).flatMap(canonicalOf)
  ];
  const unknown = [...new Set(named)].filter((c) => !columns.some((k) => k.name === c));
  if (unknown.length)
    return `${table.name} has no column ${unknown.join(", ")}, expected some of ${columns.map((c) => c.name).join(", ")}; see loaders/tables/${table.name}.ts.`;
  const missing = columns.filter((c) => c.required && !mapping.columns[c.name]).map((c) => c.name);
  if (missing.length)
    return `${table.name} needs ${missing.join(", ")} too; fill each from a header, a constant, cases or hashOf (loaders/mappings/README.md).`;
  return layoutProblem(mapping) ?? marksProblem(mapping) ?? stripProblem(mapping, columns) ?? circleProblem(mapping);
}

function layoutProblem({header, file, sheet, sheets}: TableMapping): string | null {
  if (header && !file) return 'header: a file without a header line is known by its name; add file, such as "legacy_deals.*".';
  return sheet && sheets ? "sheet and sheets: give one of them." : null;
}

/** One mark can't part both thousands and decimals. */
function marksProblem(mapping: TableMapping): string | null {
  for (const [column, rule] of Object.entries(mapping.columns))
    for (const {decimal = ".", thousands} of withFallbacks(rule))
      if (thousands && listOf<string>(thousands).includes(decimal))
        return `columns.${column}: ${JSON.stringify(decimal)} is both the thousands mark and the decimal mark; set decimal to ${decimal === "." ? '","' : '"."'} or name another thousands mark.`;
  return null;
}

/** What changes an amount's worth is read, never taken off: a minus, brackets, a percent sign, a unit. */
function stripProblem(mapping: TableMapping, columns: readonly Column[]): string | null {
  const amounts = columns.filter((c) => c.kind === "money" && mapping.columns[c.name]);
  for (const {name} of amounts)
    for (const {strip} of withFallbacks(mapping.columns[name]!))
      for (const text of Array.isArray(strip) ? strip : []) {
        const instead = insteadOf(text.trim());
        if (instead)
          return `columns.${name}: strip would take off ${JSON.stringify(text)}, which changes what an amount is worth; ${instead}.`;
      }
  return null;
}

function insteadOf(text: string): string | null {
  if (/^[-\u2212\u2013\u2014\u25b2\u25b3()\uff08\uff09]+$/.test(text))
    return 'negative amounts are read as they are: say what becomes of them with sign: "positive" or "negative"';
  if (/^[%\u2030]$/.test(text)) return "a share is no amount: read another column";
  const factor = mayBeCredit(text) ? undefined : unitOf(text);
  return factor === undefined ? null : `set suffixes: {${JSON.stringify(text)}: ${factor}}`;
}

/** A condition may look at a canonical column, but not at one that looks at another: so none can wait for itself. */
function circleProblem(mapping: TableMapping): string | null {
  for (const [column, rule] of Object.entries(mapping.columns))
    for (const asked of canonicalOf(rule)) {
      const askedRule = mapping.columns[asked];
      if (asked === column || (askedRule && canonicalOf(askedRule).length))
        return `${column} has a condition on ${asked}, which has such a condition itself; let it look at a column of the export instead.`;
    }
  return null;
}

function checkLookups(m: NamedMapping, all: NamedMapping[]): void {
  for (const name of lookupNames(m.mapping))
    if (!all.some((other) => other.name === name))
      throw new HandshakeError(
        `${m.file} looks up in "${name}", but there is no mapping of that name, found ${all.map((o) => o.name).join(", ")}. Correct the name, or write that mapping.`,
        {exitCode: 78}
      );
}
