import {nestedEntries, type FlatEntry, type FlatValue} from "./nestedJson.ts";

/** One record: its keys in order, and per key its text or why it can't be taken. */
export interface FlatRecord {
  entries: FlatEntry[];
  /** False where a key is twice or can't be written as UTF-8: which value counts can't be told. */
  sound: boolean;
}

interface Value {
  text: FlatValue;
  sound: boolean;
  end: number;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals: [string, FlatValue][] = [
  ["null", null],
  ["true", "true"],
  ["false", "false"]
];
const largest = 2n ** 53n;

/**
 * Reads one flat JSON object (RFC 8259) without ever making a number of a number or an object of its keys.
 * A nested value, an integer beyond 2^53 and a lone surrogate are marked as not sound; what is nested is there under its path too.
 * @throws SyntaxError where it is not JSON, no object, or nested more than 64 deep.
 */
export function readFlatJson(text: string): FlatRecord {
  const keys = new Set<string>();
  const record: FlatRecord = {entries: [], sound: true};
  let at = expect(text, skip(text, 0), "{");
  at = skip(text, at);
  if (text[at] === "}") return end(text, at + 1, record);
  const nested: {key: string; at: number}[] = [];
  for (;;) {
    const key = readString(text, at);
    at = skip(text, expect(text, skip(text, key.end), ":"));
    const value = readValue(text, at);
    if (keys.has(key.text) || hasLoneSurrogate(key.text)) record.sound = false;
    keys.add(key.text);
    record.entries.push({key: key.text, value: value.text, sound: value.sound});
    if (isNested(text[at])) nested.push({key: key.text, at});
    at = skip(text, value.end);
    if (text[at] === "}") {
      for (const n of nested) record.entries.push(...nestedEntries(text, n.key, n.at, parts, keys));
      return end(text, at + 1, record);
    }
    at = skip(text, expect(text, at, ","));
  }
}

const isNested = (c: string | undefined) => c === "{" || c === "[";

const control = /[\0-\x1f]/;
const surrogate = /[\ud800-\udfff]/;
const loneSurrogate = /\p{Surrogate}/u;

/** Asks in two steps, since the second is dear and seldom needed. */
const hasLoneSurrogate = (text: string): boolean => surrogate.test(text) && loneSurrogate.test(text);

function readValue(text: string, at: number): Value {
  const first = text[at];
  if (first === '"') {
    const string = readString(text, at);
    return {text: string.text, sound: !hasLoneSurrogate(string.text), end: string.end};
  }
  if (first === "{" || first === "[") return readNested(text, at);
  if (first === "n" || first === "t" || first === "f") return readLiteral(text, at);
  number.lastIndex = at;
  if (!number.test(text)) throw new SyntaxError(`no value at ${at}`);
  const end = number.lastIndex;
  const written = withoutZeros(text.slice(at, end));
  return {text: written, sound: written.length < 16 || isExact(written), end};
}

/** 1500.000 is exact to two places, whatever writes three; an exponent is left as it is. */
const withoutZeros = (written: string): string =>
  written.endsWith("0") ? written.replace(/(?<=^-?\d+\.\d\d\d*?)0+$/, "") : written;

function isExact(written: string): boolean {
  return !/^-?\d+$/.test(written) || (written.length < 20 && BigInt(written) <= largest && BigInt(written) >= -largest);
}

function readLiteral(text: string, at: number): Value {
  for (const [word, value] of literals) if (text.startsWith(word, at)) return {text: value, sound: true, end: at + word.length};
  throw new SyntaxError(`no value at ${at}`);
}

function readString(text: string, at: number): {text: string; end: number} {
  if (text[at] !== '"') throw new SyntaxError(`no text at ${at}`);
  let close = text.indexOf('"', at + 1);
  while (close >= 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  if (close < 0) throw new SyntaxError(`no end of the text at ${at}`);
  const inner = text.slice(at + 1, close);
  const plain = !inner.includes("\\") && !control.test(inner);
  return {text: plain ? inner : (JSON.parse(text.slice(at, close + 1)) as string), end: close + 1};
}

/** Whether an odd number of backslashes is before a quote. */
function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text[at - 1] === "\\") at--;
  return (quote - at) % 2 === 1;
}

/** The deepest nesting that is looked at. */
export const depthLimit = 64;

/** Finds the end of a nested value and has it checked once its depth is known; the value itself goes no further. */
function readNested(text: string, start: number): Value {
  let depth = 0;
  let at = start;
  do {
    const c = text[at];
    if (c === undefined) throw new SyntaxError(`no end of the value at ${start}`);
    if (c === '"') at = readString(text, at).end;
    else {
      if (c === "{" || c === "[") depth++;
      else if (c === "}" || c === "]") depth--;
      if (depth >= depthLimit) throw new SyntaxError(`nested more than ${depthLimit} deep at ${at}`);
      at++;
    }
  } while (depth);
  JSON.parse(text.slice(start, at));
  // {} and [] say that there is nothing
  return {text: null, sound: skip(text, start + 1) === at - 1, end: at};
}

const parts = {skip, key: readString, scalar: readValue};

/** The place of the first character that is no JSON space. */
function skip(text: string, from: number): number {
  let at = from;
  for (let c = text.charCodeAt(at); c === 32 || c === 10 || c === 13 || c === 9; c = text.charCodeAt(at)) at++;
  return at;
}

function expect(text: string, at: number, character: string): number {
  if (text[at] !== character) throw new SyntaxError(`expected ${character} at ${at}`);
  return at + 1;
}

function end(text: string, at: number, record: FlatRecord): FlatRecord {
  if (skip(text, at) !== text.length) throw new SyntaxError(`something follows the record at ${at}`);
  return record;
}
