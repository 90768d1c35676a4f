import {existsSync, statSync} from "node:fs";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {DuckDB} from "../../engines/duckdb.ts";
import {HandshakeError} from "../../errors.ts";
import {matchTable} from "./match.ts";
import {profileColumns} from "./profile.ts";
import {proposeRule, type Proposal} from "./rules.ts";
import {tableInName} from "./words.ts";
import {draftText} from "./write.ts";
import {readName} from "../../receive/names.ts";
import {readMappings} from "../engine/mappings.ts";
import {headersOf, readRaw} from "../../read/raw.ts";
import {headerlessHint, valuesAmong} from "../engine/headerNames.ts";
import {fits} from "../engine/recognise.ts";
import {Refusal} from "../../read/refusal.ts";

export interface MapOptions {
  /** The export that is not known yet. */
  file: string;
  /** Folders of mappings, one of which may know it. */
  mappings: string[];
  /** The folder that the proposal is written to: loaders/mappings. */
  out: string;
}

/**
 * Proposes a mapping for an export: names by likeness and synonyms, formats and translations from the values, doubts in comments.
 * @returns the file written, "" where a mapping knows the export already; the doubts; and what to tell the person
 * @throws HandshakeError 66 where there is no file, 65 where it can't be read, 78 where the proposal's file is there already
 */
export async function mapFile({file, mappings, out}: MapOptions): Promise<{written: string; doubts: string[]; text: string}> {
  if (!existsSync(file) || !statSync(file).isFile())
    throw new HandshakeError(`There is no file ${file}. Name an export, such as data/drops/export.csv.`, {exitCode: 66});
  const known = await readMappings(mappings);
  const work = await mkdtemp(path.join(tmpdir(), "handshake-map-"));
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(work, "spill")});
  try {
    const source = {stored: file, extension: readName(path.basename(file)).extension, work};
    const headers = await headersOf(db, source);
    const present = new Set(headers.map((h) => h.toLowerCase()));
    const fitting = known.filter((m) => fits(m.mapping, present));
    if (fitting.length) {
      const names = fitting.map((m) => m.file).join(" and ");
      return {written: "", doubts: [], text: `${file} is recognised by ${names} already. Nothing was written.`};
    }
    if (valuesAmong(headers).length)
      throw new HandshakeError(`${file}:${headerlessHint(headers)} Export it with a header line.`, {exitCode: 65});
    const {records} = await readRaw(db, "raw", source, headers);
    return await propose(db, {file, headers, records, out});
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new HandshakeError(`${file} can't be read (${error.reason}): ${error.message}`, {exitCode: 65, cause: error});
  } finally {
    db.close();
    await rm(work, {recursive: true, force: true});
  }
}

interface Export {
  file: string;
  headers: string[];
  records: number;
  out: string;
}

async function propose(
  db: DuckDB,
  {file, headers, records, out}: Export
): Promise<{written: string; doubts: string[]; text: string}> {
  const name = path.basename(file);
  const profiles = await profileColumns(db, headers);
  const {table, matches, sure} = matchTable(
    profiles.filter((p) => p.header),
    readName(name).table ?? tableInName(name)
  );
  const proposals = matches.map(proposeRule);
  const used = proposals.flatMap((p) => (p.header ? [p.header] : []));
  const whole = [
    ...(sure ? [] : [`are these really ${table.name} (${table.about})? Another table fits almost as well`]),
    ...(used.length ? [] : ["no header resembles a canonical column; see loaders/tables"])
  ];
  const written = path.join(out, `${mappingName(name)}.ts`);
  if (existsSync(written))
    throw new HandshakeError(`${written} is there already and is not overwritten. Finish it, rename it, or rename ${name}.`, {
      exitCode: 78
    });
  await mkdir(out, {recursive: true});
  const toMapping = path
    .relative(path.resolve(out), path.join(import.meta.dirname, "..", "engine", "mapping.ts"))
    .split(path.sep)
    .join("/");
  const unused = headers.filter((h) => h && !used.includes(h));
  // a few common headers would fit other exports too
  const signature = [...used, ...unused.slice(0, Math.max(0, 6 - used.length))];
  const importPath = toMapping.startsWith(".") ? toMapping : `./${toMapping}`;
  await writeFile(written, draftText({file: name, records, table, signature, proposals, unused, doubts: whole, importPath}), {
    flag: "wx"
  });
  const doubts = [...whole, ...proposals.flatMap(doubtsOf)];
  return {written, doubts, text: summary(written, table.name, proposals, whole)};
}

const doubtsOf = ({column, rule, doubts}: Proposal): string[] =>
  rule === null && column.required
    ? [`${column.name} is needed, and no header seems to be it`]
    : doubts.map((d) => `${column.name}: ${d}`);

/** deals_2026-09-30.part2.csv.gz gives deals: the name without dates, parts and what follows the first dot. */
function mappingName(name: string): string {
  const plain = name
    .replace(/\..*$/, "")
    .replace(/[-_ ]*\d{4}-?\d{2}-?\d{2}.*$/, "")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  return /^[a-z]/.test(plain) ? plain : `export_${plain}`.replace(/_$/, "");
}

/** What a terminal or a log shows; doubts that quote headers or cells of the export stand in the draft only. */
function summary(written: string, table: string, proposals: Proposal[], whole: string[]): string {
  const found = proposals.filter((p) => p.rule).length;
  const doubted = proposals.map((p) => [p.column.name, doubtsOf(p).length] as const).filter(([, n]) => n);
  const count = whole.length + doubted.reduce((sum, [, n]) => sum + n, 0);
  const columns = doubted.map(([name, n]) => (n === 1 ? name : `${name} (${n})`)).join(", ");
  const next = count
    ? `${count === 1 ? "1 doubt" : `${count} doubts`} to settle in it, each in a comment that begins with DOUBT:\n${[...whole, ...(columns ? [`columns: ${columns}`] : [])].map((d) => `  ${d}`).join("\n")}`
    : "Nothing is doubtful. Read it through all the same.";
  return `Wrote ${written}: ${table}, with ${found} of ${proposals.length} columns.\n${next}\nThen try it with "npx handshake check DROPS".`;
}
