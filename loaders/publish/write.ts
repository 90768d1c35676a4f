import {readdir, rename, rm} from "node:fs/promises";
import path from "node:path";
import type {z} from "zod";
import {Edition, files, type File, type FileName} from "../../src/contract/index.ts";
import {holds, makeFolder} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import {writesOnce, type LastWritten} from "./lastWritten.ts";

/** A file's content as its shape allows. */
export type Published = {[N in FileName]: File<N>};

/**
 * Digits kept by size: two more than are ever shown, so that files stay small. What a page rounds must not be rounded twice: 58.49996
 * would be 58.5 here and 59 there, so where a shorter number would be a tie that the value is not, more digits are kept.
 */
export function rounded(value: number): number {
  const size = Math.abs(value);
  const decimals = size >= 1e5 ? 0 : size >= 1000 ? 2 : 3;
  for (let digits = size < 10 ? 5 : digitsBefore(size) + decimals; digits < exact; digits += 2) {
    const short = Number(value.toPrecision(digits));
    if (short === value || !isTie(short, digits)) return short;
  }
  return Number(value.toPrecision(exact));
}

/** Digits of which the last is no noise of a sum. */
const exact = 15;

const digitsBefore = (size: number): number => Math.floor(Math.log10(size)) + 1;

/** Whether the last of these digits is 0 after a 5: rounded once more, the number goes up. */
function isTie(short: number, digits: number): boolean {
  const [mantissa = ""] = Math.abs(short)
    .toExponential(digits - 1)
    .split("e");
  return /50+$/.test(mantissa.replace(".", ""));
}

const round = (_: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? (Number.isFinite(value) ? rounded(value) : null) : value;

/**
 * Writes each file as JSON, keys in the order of its shape, beside and then renamed, and removes what is not among them.
 * @throws HandshakeError when a content isn't of its shape; then nothing is written.
 */
export const writeFiles = (folder: string, published: Published, last: LastWritten = writesOnce): Promise<void> =>
  writeShapes(folder, files, published, last);

/** Writes those that are there, and leaves all others as they are. */
export async function writeSome(folder: string, published: Partial<Published>, last: LastWritten): Promise<void> {
  const shapes = Object.fromEntries(Object.entries(files).filter(([name]) => name in published));
  await writeContents(folder, shapes, published, last);
}

/** The one file of an edition for some partners. */
export const writeEdition = (folder: string, edition: Edition): Promise<void> =>
  writeShapes(folder, {edition: Edition}, {edition}, writesOnce);

async function writeShapes(
  folder: string,
  shapes: Record<string, z.ZodType>,
  contents: Record<string, unknown>,
  last: LastWritten
): Promise<void> {
  await writeContents(folder, shapes, contents, last);
  const kept = new Set<string>(Object.keys(shapes).map((name) => `${name}.json`));
  for (const name of await readdir(folder))
    if (/\.json(\.next)?$/.test(name) && !kept.has(name)) await rm(path.join(folder, name));
}

async function writeContents(
  folder: string,
  shapes: Record<string, z.ZodType>,
  contents: Record<string, unknown>,
  last: LastWritten
): Promise<void> {
  const others = Object.entries(shapes).filter(([name]) => last.isOther(path.join(folder, `${name}.json`), contents[name]));
  const texts = others.map(([name, shape]) => {
    const result = shape.safeParse(contents[name]);
    if (result.success) return [`${name}.json`, `${JSON.stringify(result.data, round)}\n`] as const;
    const issue = result.error.issues[0];
    throw new HandshakeError(
      `What is published as ${name}.json isn't what src/contract declares: ${issue?.path.join(".")}: ${issue?.message}. Change the shape, or the metric or query (loaders/publish/queries) that it comes from.`,
      {cause: result.error}
    );
  });
  await makeFolder(folder);
  for (const [name, text] of texts) {
    // who watches the folder sees only what changed
    const file = path.join(folder, name);
    if (!holds(file, text)) {
      const beside = path.join(folder, `.${name}.next`);
      await last.write(beside, text);
      await rename(beside, file);
    }
    last.keep(file);
  }
  await last.settle(folder);
}
