import {closeSync, openSync, readSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import path from "node:path";
import {contentOf, contentProblem} from "../../receive/content.ts";
import type {Format} from "../../receive/names.ts";
import {readText} from "../encoding.ts";
import {Refusal} from "../refusal.ts";
import {locateRecords, writeClean, type Written} from "./clean.ts";
import {certainDelimiter, headerReason, headersOfText, walkDelimited} from "./delimited.ts";
import {inflate} from "./inflate.ts";
import {jsonHeaders, morePages, walkArray, walkJson, walkLines} from "./json.ts";
import type {Columns, Walk} from "./records.ts";
import type {Layout} from "../layout.ts";
import {laidOut} from "./laidOut.ts";
import {readSheets} from "./workbook.ts";

/** A stored file and how it is written. */
export interface Source extends Layout {
  stored: string;
  format: Exclude<Format, "parquet">;
  gz: boolean;
}

/** What is known of records that were written anew. */
export interface Rewritten extends Written {
  /** Where records of the clean file are in the source, by their ordinals from 1; the source is read again. */
  locate: (ordinals: number[]) => Promise<Map<number, {line: number; raw: string}>>;
}

export interface Transcribed {
  /** A CSV file: UTF-8, a header line, commas. */
  csv: string;
  /**
   * Set where the clean file was written from another format. Null where it is the source's own text (the stored file, inflated or
   * recoded): then its records are still to be counted and may be bad, and its lines are the source's.
   */
  rewritten: Rewritten | null;
  warnings: {reason: string; detail: string}[];
}

/** A source that is ready to be walked over; without a walk its text is CSV already. */
interface Ready {
  text: string;
  headers: string[];
  walk: Walk | null;
  warnings: {reason: string; detail: string}[];
}

/**
 * The headers of a file, outer spaces stripped; of JSON the keys of all records in order of appearance.
 * @throws Refusal where the file as a whole can't be read.
 */
export async function headersOfSource(source: Source, work: string): Promise<string[]> {
  return (await ready(source, work)).headers;
}

/**
 * Writes a file of any format but Parquet as clean CSV into `work`, or finds that it is CSV already.
 * @param wanted the headers that are read, in any case; the cells of others are left empty, and nothing in them makes a record bad
 * @param anew whether CSV is written anew too
 * @throws Refusal where the file as a whole can't be read.
 */
export async function transcribe(source: Source, work: string, wanted: string[], anew = false): Promise<Transcribed> {
  const {text, headers, walk, warnings} = await ready(source, work, anew);
  if (!walk) return {csv: text, rewritten: null, warnings};
  const names = new Set(wanted.map((w) => w.toLowerCase()));
  const columns: Columns = {headers, wanted: headers.map((h) => names.has(h.toLowerCase()))};
  await mkdir(work, {recursive: true});
  const csv = path.join(work, `${path.basename(source.stored)}.clean.csv`);
  const written = await writeClean(csv, columns, walk);
  return {csv, rewritten: {...written, locate: (ordinals) => locateRecords(columns, walk, ordinals)}, warnings};
}

async function ready(source: Source, work: string, anew = false): Promise<Ready> {
  if (source.format === "xlsx") return {text: "", ...(await readSheets(source.stored, source))};
  const plain = source.gz ? await inflated(source, work) : source.stored;
  const {file: whole, surrogates, warnings} = await readText(plain, work);
  const delimited = source.format === "csv" || source.format === "tsv";
  const {
    file,
    shift,
    delimiter: hinted
  } = delimited ? await laidOut(whole, source, work) : {file: whole, shift: 0, delimiter: null};
  if (source.format === "json" && surrogates)
    throw new Refusal("encoding", "Surrogates are encoded in it as if they were characters. Export it as UTF-8.");
  if (delimited) {
    const delimiter = hinted ?? (source.format === "tsv" ? "\t" : certainDelimiter(file));
    const wrong = headerReason(file, delimiter);
    if (wrong)
      throw new Refusal(
        "header",
        isDatev(file)
          ? "Its first line is the one that DATEV puts above the headers (EXTF): delete it, or set skip: 1 in a mapping."
          : `Its first line can't be read as headers (${wrong}). Export it with a CSV writer: lines end with LF or CRLF.`
      );
    const walk =
      delimiter === "," && !surrogates && !anew && !shift && !source.emptyTail
        ? null
        : walkDelimited(file, delimiter, {shift, emptyTail: source.emptyTail});
    return {text: file, headers: headersOfText(file, delimiter), walk, warnings};
  }
  const more = {follow: false};
  const walk = source.format === "json" ? walkArray(file, () => void (more.follow = true)) : walkLines(file);
  const headers = jsonHeaders(walk);
  return {text: file, headers, walk: walkJson(walk), warnings: more.follow ? [...warnings, morePages] : warnings};
}

const isDatev = (file: string): boolean => /^\ufeff?"?EXTF"?;/.test(headOf(file).toString("utf8"));

/** What comes out of a gzip file must be what its name says, as for a file that is not compressed. */
async function inflated({stored, format}: Source, work: string): Promise<string> {
  const file = await inflate(stored, work);
  const problem = contentProblem(format, contentOf(headOf(file)));
  if (problem) throw new Refusal(problem.reason, `What it holds ${problem.message}`);
  return file;
}

function headOf(file: string): Buffer {
  const fd = openSync(file, "r");
  try {
    const head = Buffer.alloc(1024);
    return head.subarray(0, readSync(fd, head, 0, head.length, 0));
  } finally {
    closeSync(fd);
  }
}
