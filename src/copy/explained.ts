import {counted, longDate} from "../shared/formats.js";

/* The words around how a figure came about; what it is made of comes from the headers of metrics. */

export const explainedWords = {
  summary: "How it came about",
  loading: "Loading…",
  formula: "Formula, with its numbers",
  bareFormula: "Formula",
  madeOf: "Made of",
  settings: "Settings",
  columns: ["Record", "What it says", "File and line"],
  definition: "Definition",
  noRecords: "Numbers and records are not part of this edition."
} as const;

/** The number of records of a sort, and of how many the table below tells. */
export const recordsText = (which: string, count: number, shown: number): string =>
  `Records, ${which}: ${counted(count, "record")}${shown < count ? `; the newest ${shown}` : ""}`;

/** Data newer than the page, or older: the page was opened before a new release. */
export const otherDay = (day: string): string =>
  `These numbers are of data to ${longDate(day)}. Reload the page to see it with them.`;

/** Where all of it is to be had. */
export const explainCommand = (metric: string, keys: string | string[]): string =>
  ["npx handshake explain", metric, ...[keys].flat().filter(Boolean).map(quoted), "--all"].join(" ");

/** The same as of an earlier date, of which the site has figures but not how they came about. */
export const explainedThen = (day: string): string =>
  `Formula, parts and records as of ${longDate(day)}, by today’s definitions, in a terminal:`;

export const explainThenCommand = (metric: string, id: string | null, day: string): string =>
  ["npx handshake explain", metric, ...(id === null ? [] : [quoted(id)]), "--as-of", day, "--all"].join(" ");

const quoted = (key: string): string => (/^[\w-]+$/.test(key) ? key : `'${key.replaceAll("'", "'\\''")}'`);

/** The partners behind a figure of all of them, and of how many the list below tells. */
export const partnersText = (count: number, shown: number): string =>
  `Partners behind it: ${counted(count, "partner")}${shown < count ? `; the first ${shown}` : ""}`;

export const allRecords = "All records, in a terminal: ";
export const notLoaded = "It can’t be loaded now. In a terminal: ";
