import {existsSync, statSync} from "node:fs";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {DuckDB} from "../../engines/duckdb.ts";
import {HandshakeError} from "../../errors.ts";
import {makeFolder, otherKind} from "../../files.ts";
import {checkContent, checkReadable, checkRecords, checkResembles} from "./checks.ts";
import {summary} from "./summary.ts";
import {asked, type Asking} from "./asked.ts";
import {doubtsOf, missingIn, withRejected, type Draft} from "./draft.ts";
import type {Export} from "./export.ts";
import {withoutFootnotes} from "./footnotes.ts";
import {mappingName, tableInName} from "./fileWords.ts";
import {notRead} from "./notRead.ts";
import {previewOf, type Preview} from "./preview.ts";
import {knownAlready} from "./knownAlready.ts";
import {headerPlace} from "./headerPlace.ts";
import type {Profile} from "./profile.ts";
import {profileColumns} from "./profileColumns.ts";
import {partingColumn} from "./sideBySide.ts";
import {ofSheet, severalSheets, sheetsSaid} from "./sheets.ts";
import {apart, readable, repeatedHeaders} from "./repeatedHeaders.ts";
import {readWithTails, unnamedColumns} from "./tails.ts";
import {withoutTotals, type Totals} from "./totalLine.ts";
import {misreadsMost, notesOfTrial} from "./trial.ts";
import {draftText} from "./write.ts";
import {readName} from "../../receive/names.ts";
import type {Settings} from "../../settings.ts";
import {ownFolder} from "../../project/project.ts";
import {readMappings, type NamedMapping} from "../engine/mappings.ts";
import {rawColumn, type Raw} from "../../read/rawTable.ts";
import {counts1904} from "../../read/transcribe/workbook.ts";
import {fits} from "../engine/recognise.ts";
import {layoutOf} from "../../read/layout.ts";
import {Refusal} from "../../read/refusal.ts";

export {askNobody, readAnswers, takeProposal, terminalAsk} from "./answers.ts";

export interface MapOptions extends Asking {
  /** The export that is not known yet. */
  file: string;
  /** Folders of mappings, one of which may know it. */
  mappings: string[];
  /** The folder that the draft is written to: loaders/mappings. */
  out: string;
  settings: Settings;
  /** The sheet of a workbook that is not the first with records. */
  sheet?: string;
}

export interface Mapped {
  /** The file written, "" where a mapping knows the export already. */
  written: string;
  /** Whether every question is answered and every needed column filled: then the next run reads it. */
  finished: boolean;
  /** 65 where the mapping is settled, but reads most records of its own file wrongly, or none at all. */
  exitCode: number;
  doubts: string[];
  preview: Preview | null;
  /** What to tell the person. */
  text: string;
}

/**
 * Drafts a mapping for an unrecognised export: names by likeness in eight languages, formats and meanings from the values, which
 * outrank names; asks what only a person can know. A draft is NAME.draft.ts, which no run reads; one without open questions that
 * somebody answered is NAME.ts.
 * @throws HandshakeError 66 where there is no file, 65 where it can't be read, 78 where the mapping's file is there already
 */
export async function mapFile(options: MapOptions): Promise<Mapped> {
  const {file, mappings} = options;
  const other = otherKind(file, "file");
  if (other !== null)
    throw new HandshakeError(`${other} Name one export; "npx handshake check DIR" looks at all of a folder.`, {exitCode: 66});
  if (!existsSync(file) || !statSync(file).isFile())
    throw new HandshakeError(`There is no file ${file}. Name an export, such as data/drops/export.csv.`, {exitCode: 66});
  const known = await readMappings(mappings);
  const work = await mkdtemp(path.join(tmpdir(), "handshake-map-"));
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(work, "spill")});
  try {
    await checkContent(file);
    const source = await ofSheet({stored: file, extension: readName(path.basename(file)).extension, work}, options.sheet);
    const {headers, skip, above} = await headerPlace(db, source);
    const said = saidOfKnown(file, headers, skip, known);
    if (said) return {written: "", finished: false, doubts: [], preview: null, ...said};
    checkRecords(headers, file, await severalSheets(source));
    const {nested, unread} = await notRead(db, source, headers);
    const wanted = headers.filter((h) => !unread.includes(h));
    const {raw: all, tails} = await readWithTails(db, {...source, ...(skip ? {skip} : {})}, wanted);
    await addEmpty(db, headers, unread);
    checkReadable(all, file);
    const {raw, ...besides} = await recordsOf(db, all);
    const name = path.basename(file);
    const twice = await repeatedHeaders(db, headers);
    const found: Export = {
      file: name,
      records: raw.records,
      ...apart(await profilesOf(db, raw), unread, twice),
      skip,
      unnamed: (above ?? []).filter((h, i) => h && !headers[i]),
      nameless: await unnamedColumns(db, raw),
      tails,
      ...besides,
      ...twice,
      nested,
      ...sheetsSaid(all, options.sheet),
      hint: (options.sheet && tableInName(options.sheet)) ?? readName(name).table ?? tableInName(name),
      reporting: options.settings.reporting_currency,
      db
    };
    const target = path.join(
      options.out,
      mappingName(options.sheet === undefined ? name : `${mappingName(name)}_${options.sheet}`)
    );
    checkFree(target, name);
    const look = (made: Draft) => db.unplannedIfFew(raw.records, () => previewOf(db, raw, made, options.settings));
    const {draft: settled, preview} = await asked(found, readable(headers, twice), options, look);
    checkResembles(settled, file);
    return await kept(settled, preview, {target, name, out: options.out, wanted: options.ask !== undefined});
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new HandshakeError(`${file} can't be read (${error.reason}): ${error.message}`, {exitCode: 65, cause: error});
  } finally {
    db.close();
    await rm(work, {recursive: true, force: true});
  }
}

/**
 * Writes a draft, to be in use where it is settled and reads the file that it was made from.
 * @param wanted whether somebody has answered what it asks
 */
async function kept(
  settled: Draft,
  preview: Preview,
  {target, name, out, wanted}: {target: string; name: string; out: string; wanted: boolean}
): Promise<Mapped> {
  const complete = wanted && settled.questions.length === 0 && missingIn(settled).length === 0;
  const told = (file: string) => (preview.trial ? notesOfTrial(preview.trial, settled.table, file) : []);
  const fits = preview.accepted > 0 && !misreadsMost(told(target), preview.accepted);
  const finished = complete && fits;
  const file = `${target}${finished ? "" : ".draft"}.ts`;
  const draft = withRejected(settled, told(file));
  const written = await write(draft, file, out);
  const text = summary(written, {name, finished, misread: complete && !fits}, draft, preview);
  return {written, finished, exitCode: complete && !fits ? 65 : 0, doubts: doubtsOf(draft), preview, text};
}

/** What is said of an export of which mappings hold the headers; null where none does. */
function saidOfKnown(
  file: string,
  headers: string[],
  skip: number,
  known: NamedMapping[]
): Pick<Mapped, "exitCode" | "text"> | null {
  const present = new Set(headers.map((h) => h.toLowerCase()));
  const fitting = known.filter((m) => fits(m.mapping, present));
  if (!fitting.length) return null;
  const reading = fitting.filter(({mapping}) => !skip || layoutOf(mapping).headerLine || layoutOf(mapping).skip === skip);
  return reading.length ? knownAlready(file, headers, reading, known) : belowTitle(file, fitting, skip);
}

/** A mapping that looks for its headers in the first line does not read those below a title. */
function belowTitle(file: string, fitting: readonly NamedMapping[], skip: number): Pick<Mapped, "exitCode" | "text"> {
  const names = fitting.map((m) => m.file).join(" and ");
  const text = `${file} has the headers of ${names} in line ${skip + 1}, where it does not look for them: delete the lines above and export "details only" where there is a choice, or set skip: ${skip} in a copy of the mapping. Nothing was written.`;
  return {exitCode: 65, text};
}

/** Takes lines that are no records out of table `raw`: notes below them, and totals. */
async function recordsOf(db: DuckDB, all: Raw): Promise<Totals & Pick<Export, "below" | "parting">> {
  const {raw, ...below} = await withoutFootnotes(db, all);
  const parting = await partingColumn(db, raw.headers);
  return {...(await withoutTotals(db, raw)), below, parting};
}

/** What the columns of the readable records look like. */
async function profilesOf(db: DuckDB, raw: Raw): Promise<Profile[]> {
  const readable = await withoutEmptyLines(db, raw);
  const from1904 = raw.warnings.some(({reason}) => reason === counts1904.reason);
  const profiles = await db.unplannedIfFew(raw.records, () => profileColumns(db, raw.headers, readable));
  return from1904 ? profiles.map((p) => ({...p, from1904})) : profiles;
}

/** Takes lines of empty cells out of table `raw`, and counts the records that stay: those that can't be read are no empty ones. */
async function withoutEmptyLines(db: DuckDB, {headers}: Raw): Promise<number> {
  await db.run(`delete from raw where coalesce(${headers.map((_, i) => rawColumn(i)).join(", ")}) is null`);
  const [row] = await db.rows<{n: string}>("select count(*) as n from raw");
  return Number(row!.n);
}

/** Columns that were not read, empty, so that all headers have theirs. */
async function addEmpty(db: DuckDB, headers: string[], unread: string[]): Promise<void> {
  for (const [i, h] of headers.entries())
    if (unread.includes(h)) await db.run(`alter table raw add column if not exists ${rawColumn(i)} varchar`);
}

function checkFree(target: string, name: string): void {
  for (const there of [`${target}.ts`, `${target}.draft.ts`])
    if (existsSync(there))
      throw new HandshakeError(`${there} is there already and is not overwritten. Finish it, rename it, or rename ${name}.`, {
        exitCode: 78
      });
}

async function write(draft: Draft, file: string, out: string): Promise<string> {
  await makeFolder(out);
  const engine = path.join(import.meta.dirname, "..", "engine", "mapping.ts");
  const relative = path.relative(path.resolve(out), engine).split(path.sep).join("/");
  const own = ownFolder();
  const inOwn = own !== null && !path.relative(own, path.resolve(out)).startsWith("..");
  const text = await draftText(draft, inOwn ? "handshake/mapping" : relative.startsWith(".") ? relative : `./${relative}`);
  await writeFile(file, text, {flag: "wx"});
  return file;
}
