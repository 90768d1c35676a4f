/** A value of a flat record as text: numbers as they are written, null for null. */
export type FlatValue = string | null;

export interface FlatEntry {
  key: string;
  value: FlatValue;
  sound: boolean;
  /** Whether it comes from below a key of the record. */
  nested?: boolean;
}

/** Readers of the parts of a text that is known to be JSON. */
export interface Parts {
  skip(text: string, at: number): number;
  key(text: string, at: number): {text: string; end: number};
  scalar(text: string, at: number): {text: FlatValue; sound: boolean; end: number};
}

/** Values under one path: more than one where a list is on the way. */
interface Found {
  values: string[];
  sound: boolean;
}

/** The most paths that are followed in a record: beyond that it is a document, not a record. */
const mostPaths = 500;
const separator = ";";
/** What can be a header; other paths are nobody's columns. */
const plainPath = /^(?=.{1,200}$)[\p{L}\p{N}_$][\p{L}\p{N} _.$:@/[\]-]*$/u;

/** Headers below which other headers are: what is there is nested, and read by its parts. */
export const containersIn = (headers: readonly string[]): string[] =>
  headers.filter((h) => headers.some((o) => o.startsWith(`${h}.`) || o.startsWith(`${h}[]`)));

/**
 * What is nested under a key as cells of its own: {"via": {"channel": "web"}} gives via.channel, {"tags": ["a", "b"]} gives tags[] with
 * "a;b". What HubSpot's API wraps as "properties" is there under its own names too.
 * @param own the record's own keys, which go before
 */
export function nestedEntries(text: string, key: string, at: number, parts: Parts, own: ReadonlySet<string>): FlatEntry[] {
  const found = new Map<string, Found>();
  walk(text, at, key, parts, found);
  const entries: FlatEntry[] = [];
  const taken = new Set([...own].map((k) => k.toLowerCase()));
  for (const [path, {values, sound}] of found) {
    const several = values.length > 1 && values.some((v) => v.includes(separator));
    const entry = {value: values.length ? values.join(separator) : null, sound: sound && !several, nested: true};
    const names = key === "properties" ? [path, path.slice(key.length + 1)] : [path];
    for (const name of names) {
      if (taken.has(name.toLowerCase()) || !plainPath.test(name)) continue;
      taken.add(name.toLowerCase());
      entries.push({key: name, ...entry});
    }
  }
  return entries;
}

/** @returns where the value ends */
function walk(text: string, start: number, path: string, parts: Parts, found: Map<string, Found>): number {
  const open = text[start];
  if (open !== "{" && open !== "[") {
    const {text: value, sound, end} = parts.scalar(text, start);
    add(found, path, value, sound);
    return end;
  }
  const close = open === "{" ? "}" : "]";
  let at = parts.skip(text, start + 1);
  while (text[at] !== close) {
    let below = `${path}[]`;
    if (open === "{") {
      const key = parts.key(text, at);
      below = `${path}.${key.text}`;
      at = parts.skip(text, parts.skip(text, key.end) + 1);
    }
    at = parts.skip(text, walk(text, at, below, parts, found));
    if (text[at] === ",") at = parts.skip(text, at + 1);
  }
  return at + 1;
}

function add(found: Map<string, Found>, path: string, value: FlatValue, sound: boolean): void {
  const known = found.get(path);
  if (known === undefined) {
    if (found.size < mostPaths) found.set(path, {values: value === null ? [] : [value], sound});
    return;
  }
  // two values at a path without a list on the way are one key written twice
  if (!path.includes("[]")) known.sound = false;
  if (value !== null) known.values.push(value);
  known.sound &&= sound;
}
