import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import type {z} from "zod";
import {isAbsence, writeFileAtomic} from "../files.ts";
import {HandshakeError} from "../errors.ts";

/*
 * How what is kept is written: {"handshake": NAME, "format": N, "written_by": VERSION, "sha256": CHECKSUM, "value": …}.
 * A checksum tells damage, a format tells what an earlier or a later version wrote.
 */

/** A kind of kept file: its name, the format that this version writes, and how values of earlier formats become one of it. */
export interface Kind<T> {
  name: string;
  format: number;
  schema: z.ZodType<T>;
  /** From the value of format n to one of format n + 1; format 0 is a value without an envelope. */
  migrations: Record<number, (value: unknown) => unknown>;
}

/** The version of Handshake, as its package names it. */
export const version: string = (
  JSON.parse(readFileSync(path.join(import.meta.dirname, "../../package.json"), "utf8")) as {version: string}
).version;

export const checksum = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What was found in a kept file, before it is held to its schema. */
interface Opened {
  format: number;
  writtenBy: string | null;
  value: unknown;
}

/**
 * Reads a kept file, whatever version wrote it, and checks that it is as it was written.
 * @throws HandshakeError (70) that names the file where it is damaged, or where a later version wrote it
 */
export async function readVersioned<T>(file: string, kind: Kind<T>): Promise<T> {
  return valueOf(await keptText(file), file, kind);
}

/**
 * The text of a kept file.
 * @throws HandshakeError (70) that names it where a folder is in its place, of which the system says no path, or a link that leads nowhere
 */
export const keptText = (file: string): Promise<string> =>
  readFile(file, "utf8").catch((error: unknown) => {
    if (isAbsence(error)) throw damaged(file, "it is a link that leads nowhere");
    throw (error as NodeJS.ErrnoException).code === "EISDIR" ? damaged(file, aFolder) : error;
  });

/** What is wrong with a kept file in whose place a folder is. */
export const aFolder = "it is a folder, expected a file";

/** The value in the text of a kept file. */
export function valueOf<T>(text: string, file: string, kind: Kind<T>): T {
  const opened = open(text, file, kind);
  let value = opened.value;
  for (let n = opened.format; n < kind.format; n++) value = kind.migrations[n]?.(value) ?? value;
  const parsed = kind.schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const how = `${issue?.path.join(".") || "its value"}: ${issue?.message}`;
  throw opened.writtenBy === null || opened.writtenBy === version ? damaged(file, how) : newer(file, opened.writtenBy, how);
}

/** The version that wrote a kept file; null where it has no envelope. */
export function writtenBy(file: string): string | null {
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  return isEnvelope(parsed) ? parsed.written_by : null;
}

/** The text of a kept file. */
export const versioned = (kind: Pick<Kind<unknown>, "name" | "format">, value: unknown): string =>
  `${JSON.stringify({handshake: kind.name, format: kind.format, written_by: version, sha256: checksum(JSON.stringify(value)), value})}\n`;

/** Writes a kept file, whole at every moment. */
export const writeVersioned = <T>(file: string, kind: Kind<T>, value: T): Promise<void> =>
  writeFileAtomic(file, versioned(kind, value));

/** That a kept file can't be read, with what to do: nobody is told to delete what may be the only copy. */
export const damaged = (file: string, how: string): HandshakeError =>
  new HandshakeError(
    `${file} is damaged (${how}). Nothing was changed. Restore it from a backup (npx handshake restore DIR), or see what can be repaired without one: npx handshake repair`
  );

/** Whether an error says that a kept file is damaged, and not that a later version wrote it or that it may not be read. */
export const isDamage = (error: unknown): boolean => error instanceof HandshakeError && / is damaged \(/.test(error.message);

/** That another version wrote what this one can't read, with what to do. */
export function newer(file: string, writtenBy: string, how: string): HandshakeError {
  // between two releases the program changes and its version does not
  const other = writtenBy === version ? `a later copy of version ${writtenBy}` : `version ${writtenBy}`;
  return new HandshakeError(
    `${file} was written by ${other} of Handshake and can't be read by this one, version ${version} (${how}). ` +
      `Nothing was changed. Install ${other}${writtenBy === version ? "" : " or a later one"}, or restore a backup from before the upgrade (npx handshake restore DIR).`
  );
}

function open(text: string, file: string, {name, format}: Pick<Kind<unknown>, "name" | "format">): Opened {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw damaged(file, text.trim() === "" ? "it is empty" : "it is not whole JSON");
  }
  if (!isEnvelope(parsed)) return {format: 0, writtenBy: null, value: parsed};
  if (parsed.handshake !== name) throw damaged(file, `it holds ${parsed.handshake}, expected ${name}`);
  if (parsed.format > format) throw newer(file, parsed.written_by, `format ${parsed.format}, expected ${format} or less`);
  if (checksum(JSON.stringify(parsed.value)) !== parsed.sha256) throw damaged(file, "its checksum differs");
  return {format: parsed.format, writtenBy: parsed.written_by, value: parsed.value};
}

interface Envelope {
  handshake: string;
  format: number;
  written_by: string;
  sha256: string;
  value: unknown;
}

const isEnvelope = (x: unknown): x is Envelope =>
  typeof x === "object" && x !== null && "handshake" in x && "format" in x && typeof x.format === "number" && "value" in x;

/** What is wrong with the text of a kept or staged JSON file, whatever it holds; null where nothing is. */
export function checkText(text: string): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return text.trim() === "" ? "it is empty" : "it is not whole JSON";
  }
  if (isEnvelope(parsed)) return checksum(JSON.stringify(parsed.value)) === parsed.sha256 ? null : "its checksum differs";
  const torn = typeof parsed === "object" && parsed !== null && "handshake" in parsed;
  return torn ? "it has no value with a checksum" : null;
}
