import {existsSync, statSync} from "node:fs";
import {mkdir, mkdtemp, open, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {dsvFormat} from "d3-dsv";
import {DuckDB} from "../../engines/duckdb.ts";
import {HandshakeError} from "../../errors.ts";
import {asked, type Asking} from "./asked.ts";
import {acceptedOf, doubtsOf, missingIn, withRejected, type Draft} from "./draft.ts";
import type {Export} from "./export.ts";
import {mappingName, tableInName} from "./fileWords.ts";
import {previewOf, previewText, type Preview} from "./preview.ts";
import {headerPlace} from "./headerPlace.ts";
import {profileColumns, type Profile} from "./profile.ts";
import {ofSheet, sheetsSaid} from "./sheets.ts";
import {readWithTails, unnamedColumns} from "./tails.ts";
import {withoutTotals} from "./totalLine.ts";
import {draftText} from "./write.ts";
import {readName} from "../../receive/names.ts";
import {headOf} from "../../receive/openFile.ts";
import {contentFault} from "../../receive/take.ts";
import type {Settings} from "../../settings.ts";
import {headerlessHint, valuesAmong} from "../engine/headerNames.ts";
import {ownFolder} from "../../project/project.ts";
import {readMappings, type NamedMapping} from "../engine/mappings.ts";
import {rawColumn, type Raw} from "../../read/rawTable.ts";
import {containersIn} from "../../read/transcribe/nestedJson.ts";
import {counts1904} from "../../read/transcribe/workbook.ts";
import {isPivot} from "../../stage/headerHints.ts";
import {nestedIn} from "../../stage/nested.ts";
import {remedyFor} from "../../stage/reasons.ts";
import {fits} from "../engine/recognise.ts";
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
  if (!existsSync(file) || !statSync(file).isFile())
    throw new HandshakeError(`There is no file ${file}. Name an export, such as data/drops/export.csv.`, {exitCode: 66});
  const known = await readMappings(mappings);
  const work = await mkdtemp(path.join(tmpdir(), "handshake-map-"));
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(work, "spill")});
  try {
    await checkContent(file);
    const source = await ofSheet({stored: file, extension: readName(path.basename(file)).extension, work}, options.sheet);
    const {headers, skip, above} = await headerPlace(db, source);
    const present = new Set(headers.map((h) => h.toLowerCase()));
    const fitting = known.filter((m) => fits(m.mapping, present));
    if (fitting.length) return knownAlready(file, fitting);
    checkRecords(headers, file);
    const nested = partsRead(source.extension, headers);
    const wanted = headers.filter((h) => !nested.includes(h));
    const {raw: all, tails} = await readWithTails(db, {...source, ...(skip ? {skip} : {})}, wanted);
    await addEmpty(db, headers, nested);
    checkReadable(all, file);
    const {raw, total, subtotals} = await withoutTotals(db, all);
    const name = path.basename(file);
    const twice = headers.filter((h) => h && headers.filter((o) => o.toLowerCase() === h.toLowerCase()).length > 1);
    const found: Export = {
      file: name,
      records: raw.records,
      profiles: (await profilesOf(db, raw)).filter((p) => !twice.includes(p.header) && !nested.includes(p.header)),
      skip,
      unnamed: (above ?? []).filter((h, i) => h && !headers[i]),
      nameless: await unnamedColumns(db, raw),
      tails,
      total,
      subtotals,
      repeated: [...new Set(twice)],
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
    const {draft: settled, preview} = await asked(found, headers, options, look);
    checkResembles(settled, file);
    const draft = withRejected(settled, preview.rejected);
    const settledAll = draft.questions.length === 0 && missingIn(draft).length === 0;
    // a mapping that lets no record in is no mapping yet
    const finished = options.ask !== undefined && settledAll && preview.accepted > 0;
    const written = await write(draft, `${target}${finished ? "" : ".draft"}.ts`, options.out);
    return {written, finished, doubts: doubtsOf(draft), preview, text: summary(written, finished, draft, preview)};
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new HandshakeError(`${file} can't be read (${error.reason}): ${error.message}`, {exitCode: 65, cause: error});
  } finally {
    db.close();
    await rm(work, {recursive: true, force: true});
  }
}

function knownAlready(file: string, fitting: readonly NamedMapping[]): Mapped {
  const names = fitting.map((m) => m.file).join(" and ");
  const text = `${file} is recognised by ${names} already. Nothing was written.`;
  return {written: "", finished: false, doubts: [], preview: null, text};
}

/** Of nested records the headers that are read by their parts; what is wrapped as "properties" is there under its own names. */
const partsRead = (extension: string, headers: string[]): string[] =>
  /^(json|ndjson|jsonl)/.test(extension)
    ? [...containersIn(headers), ...headers.filter((h) => h.startsWith("properties.") && headers.includes(h.slice(11)))]
    : [];

/** What a file is must be what its name says, as for a file of the drops. */
async function checkContent(file: string): Promise<void> {
  if (!statSync(file).size) throw new Refusal("empty", "It has no bytes. Export it again.");
  const handle = await open(file);
  const fault = await headOf(handle)
    .then((head) => contentFault(path.basename(file), head))
    .finally(() => handle.close());
  if (fault) throw new HandshakeError(fault, {exitCode: 65});
}

/** Headers that are those of no records refuse the file. */
function checkRecords(headers: string[], file: string): void {
  if (isPivot(headers))
    throw new HandshakeError(`${file} is a pivot table. Export the records that it was made from.`, {exitCode: 65});
  if (valuesAmong(headers).length)
    throw new HandshakeError(`${file}:${headerlessHint(headers)} Export it with a header line.`, {exitCode: 65});
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

function toDo({reason, raw}: Raw["bad"][number]): string {
  const nested = reason === "json" ? nestedIn(raw) : null;
  return nested ? `${nested.what} ${nested.edit}` : remedyFor(reason);
}

/** A file of which no record can be read has one fault, and no columns to look at. */
function checkReadable({records, bad, headers}: Raw, file: string): void {
  if (!records)
    throw new HandshakeError(`${file} has headers and no record. A mapping is drafted from values: export some records.`, {
      exitCode: 65
    });
  const [first] = bad;
  if (!first || bad.length < records) return;
  const cells = Math.max(...[",", ";", "\t", "|"].map((d) => dsvFormat(d).parseRows(first.raw)[0]?.length ?? 0));
  const what =
    first.reason === "column_count"
      ? `the header has ${headers.length} cells, line ${first.line} has ${cells}. A cell is missing or too many in each record: export it again, or add the cell`
      : `line ${first.line} can't be read. ${toDo(first).replace(/\.$/, "")}`;
  throw new Refusal(first.reason, `Every record is unreadable: ${what}.`);
}

/** A file of something else would be drafted as whatever it resembles least badly. */
function checkResembles(draft: Draft, file: string): void {
  if (draft.proposals.some((p) => p.header !== null)) return;
  throw new HandshakeError(
    `No header of ${file} resembles a column of any table. If it is an export of deals, referrals, tickets, partners, customers or people, write the mapping by hand (loaders/mappings/README.md); docs/tables.md lists the columns.`,
    {exitCode: 65}
  );
}

function checkFree(target: string, name: string): void {
  for (const there of [`${target}.ts`, `${target}.draft.ts`])
    if (existsSync(there))
      throw new HandshakeError(`${there} is there already and is not overwritten. Finish it, rename it, or rename ${name}.`, {
        exitCode: 78
      });
}

async function write(draft: Draft, file: string, out: string): Promise<string> {
  await mkdir(out, {recursive: true});
  const engine = path.join(import.meta.dirname, "..", "engine", "mapping.ts");
  const relative = path.relative(path.resolve(out), engine).split(path.sep).join("/");
  const own = ownFolder();
  const inOwn = own !== null && !path.relative(own, path.resolve(out)).startsWith("..");
  const text = await draftText(draft, inOwn ? "handshake/mapping" : relative.startsWith(".") ? relative : `./${relative}`);
  await writeFile(file, text, {flag: "wx"});
  return file;
}

function summary(written: string, finished: boolean, draft: Draft, preview: Preview): string {
  const filled = draft.proposals.filter((p) => p.rule).length;
  const accepted = acceptedOf(draft);
  const doubts = doubtsOf(draft).filter((d) => !accepted.includes(d));
  const list = doubts.map((d) => `  ${d}`).join("\n");
  const open = doubts.length
    ? `${doubts.length === 1 ? "One point" : `${doubts.length} points`} to settle or to know, as DOUBT in the file:\n${list}`
    : "Nothing is doubtful. Read it through all the same.";
  const guesses = accepted.length
    ? `\n\nAccepted without asking, as DOUBT in the file; check each, and correct the file where one is wrong:\n${accepted.map((a) => `  ${a}`).join("\n")}`
    : "";
  const next = finished
    ? `It is in use from now on. Next: npx handshake check`
    : `Nothing reads it yet. Settle the points, then rename it to ${path.basename(written).replace(".draft.ts", ".ts")}. Next: npx handshake check`;
  return `Wrote ${written}: ${draft.table.name}, with ${filled} of ${draft.proposals.length} columns.\n${open}\n\n${previewText(preview)}${guesses}\n\n${next}`;
}
