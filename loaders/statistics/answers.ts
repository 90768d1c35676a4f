import {createHash} from "node:crypto";
import {deserialize, serialize} from "node:v8";
import {keyOf} from "./remembered.ts";

/** What a function of numbers gives: a number, several, or some that have names. */
export type Answer = number | null | number[] | Record<string, number | null>;

/** Characters of questions that are kept at most: those of some hundred thousand. */
const room = 16_000_000;

/** A longer question is kept by its hash. */
const longest = 128;

/** What was asked, and what is known from before. */
export interface Answers {
  known: ReadonlyMap<string, Answer>;
  asked: Map<string, Answer>;
  /** Characters of all questions. */
  length: number;
}

let answers: Answers | null = null;

/** The answer of before to the same question, where there is one; else that of `f`, which gives the same for the same numbers. */
export function answered<R extends Answer>(name: string, lists: readonly (readonly number[])[], f: () => R): R {
  if (!answers) return f();
  const key = questionOf(name, lists);
  const again = answers.asked.get(key);
  if (again !== undefined) return again as R;
  const before = answers.known.get(key);
  const given = before === undefined ? f() : (before as R);
  if ((answers.length += key.length) <= room) answers.asked.set(key, given);
  return given;
}

/** What is asked within `work` is answered from these, and noted in them. */
export async function answering<T>(from: Answers, work: () => Promise<T>): Promise<T> {
  answers = from;
  try {
    return await work();
  } finally {
    answers = null;
  }
}

function questionOf(name: string, lists: readonly (readonly number[])[]): string {
  const key = keyOf(lists);
  return key.length <= longest ? `${name} ${key}` : `${name}#${createHash("sha256").update(key, "latin1").digest("base64")}`;
}

/**
 * Answers as they were kept.
 * @param program names all that an answer follows from besides its numbers: what another one has kept, or is not whole, is not known
 */
export function answersIn(kept: Buffer | null, program: string): Answers {
  const whole = kept && kept.subarray(0, hashLength).equals(hashOf(kept.subarray(hashLength), program));
  const known = whole ? (deserialize(kept.subarray(hashLength)) as Map<string, Answer>) : new Map<string, Answer>();
  return {known, asked: new Map(), length: 0};
}

/** What was asked, to be kept for the next run; null where that is what was known. */
export function toKeep({known, asked}: Answers, program: string): Buffer | null {
  if (known.size === asked.size && [...asked.keys()].every((key) => known.has(key))) return null;
  const inOrder = [...asked].sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = serialize(new Map(inOrder));
  return Buffer.concat([hashOf(bytes, program), bytes]);
}

const hashLength = 32;
const hashOf = (bytes: Buffer, program: string) => createHash("sha256").update(`${program}\0`).update(bytes).digest();
