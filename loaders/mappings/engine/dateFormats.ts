/** Languages whose names of months can be read. */
export const monthLanguages = ["en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "tr"] as const;
export type MonthLanguage = (typeof monthLanguages)[number];

/** Words that stand for a way of writing days, besides strptime formats. */
const dateWords = [
  "iso",
  "dmy",
  "mdy",
  "ymd",
  "excel_serial",
  "excel_serial_1904",
  "epoch_s",
  "epoch_ms",
  "epoch_us",
  "dotnet_ticks",
  "japanese_era"
] as const;
export type DateWord = (typeof dateWords)[number];

/** The word that a date format is, null where it is a strptime format. */
export const dateWord = (format: string): DateWord | null =>
  format === "%s" ? "epoch_s" : (dateWords.find((w) => w === format.toLowerCase()) ?? null);

// what DuckDB reads, without parts that no export has (week numbers, day of the year)
const parts = "YymdbBHIpMSfgznjeakA";

/** Letters of other tools and their part of a strptime format; the longest first. */
const others: [RegExp, string][] = [
  [/yyyy|YYYY/g, "%Y"],
  [/yy|YY/g, "%y"],
  [/MMMM/g, "%B"],
  [/MMM/g, "%b"],
  [/MM/g, "%m"],
  [/DD|dd/g, "%d"],
  [/HH/g, "%H"],
  [/hh/g, "%I"],
  [/mm/g, "%M"],
  [/ss/g, "%S"],
  [/\ba\b|\bA\b|\btt\b/g, "%p"],
  [/(?<!%)\bM\b/g, "%m"],
  [/(?<!%)\bd\b|(?<!%)\bD\b/g, "%d"],
  [/(?<!%)\bH\b/g, "%H"],
  [/(?<!%)\bh\b/g, "%I"],
  [/Z|XXX|xxx/g, "%z"]
];

/** Why a date format can't be meant, with what to write instead; null where it can be. */
export function formatProblem(format: string): string | null {
  if (dateWord(format)) return null;
  const asked = JSON.stringify(format);
  if (!format.includes("%")) return `${asked} has no part such as %d. ${instead(format)}`;
  if (format === "%Q") return `${asked} counts from 1970: write "epoch_s" for seconds, "epoch_ms" for milliseconds.`;
  const unknown = [...format.matchAll(/%(-?.?)/gu)].map((m) => m[1]!).filter((p) => !isPart(p));
  if (unknown.length)
    return `${asked} has ${unknown.map((p) => `%${p}`).join(", ")}, which is no part of a date format. ${closest(format, unknown)}`;
  const has = (letters: string) => new RegExp(`%-?[${letters}]`).test(format);
  if (has("j") && has("Yy")) return null;
  const missing = [
    ...(has("Yy") ? [] : ["a year (%Y, or %y for two digits)"]),
    ...(has("mbB") ? [] : ["a month (%m, %b or %B)"]),
    ...(has("de") ? [] : ["a day (%d)"])
  ];
  if (missing.length) return `${asked} lacks ${missing.join(" and ")}${has("M") && !has("mbB") ? "; %M is minutes" : ""}.`;
  if (has("I") && !has("p"))
    return `${asked} has hours from 1 to 12 (%I) without AM or PM (%p): write %H for hours from 0 to 23.`;
  return null;
}

const isPart = (part: string): boolean => part === "%" || (part.length > 0 && parts.includes(part.replace(/^-/, "") || "?"));

function instead(format: string): string {
  const lower = format.trim().toLowerCase();
  if (/excel|serial/.test(lower)) return 'Write "excel_serial" for the day numbers of a spreadsheet.';
  if (/era|wareki|gg/.test(lower)) return 'Write "japanese_era" for years of Reiwa and Heisei.';
  if (/tick/.test(lower)) return 'Write "dotnet_ticks" for ten-millionths of a second since the year 1.';
  if (/micro|epoch_?us/.test(lower)) return 'Write "epoch_us" for microseconds since 1970.';
  if (/epoch|unix|timestamp/.test(lower)) return 'Write "epoch_s" for seconds since 1970, "epoch_ms" for milliseconds.';
  const guess = others.reduce((text, [from, to]) => text.replace(from, to), format);
  return guess.includes("%") && /%[Yy]/.test(guess) && formatProblem(guess) === null
    ? `Write ${JSON.stringify(guess)}.`
    : `Write the parts as %Y %m %d %H %M %S (2026-03-31 is "%Y-%m-%d"), or one of ${dateWords.join(", ")}.`;
}

/** For a letter that is none, the likely one: %D and %L stand for a day and a year nowhere. */
function closest(format: string, unknown: string[]): string {
  const meant: Record<string, string> = {
    D: "d",
    L: "Y",
    u: "Y",
    N: "m",
    h: "I",
    i: "M",
    s: "S",
    P: "p",
    Z: "z",
    G: "H",
    F: "B",
    l: "I"
  };
  const guess = unknown.reduce((text, p) => (meant[p] ? text.replace(`%${p}`, `%${meant[p]}`) : text), format);
  return guess !== format && formatProblem(guess) === null
    ? `Did you mean ${JSON.stringify(guess)}?`
    : "The parts are %Y 2026, %y 26, %m 03, %d 31, %b Mar, %B March, %H 0-23, %I 1-12, %p AM, %M minutes, %S seconds, %z +0200.";
}

/** Whether a format says day before month or month before day in digits, which the other order could read too; null where it says neither. */
export function orderOf(format: string): "dmy" | "mdy" | null {
  const word = dateWord(format);
  if (word) return word === "dmy" || word === "mdy" ? word : null;
  const [day, month] = [format.search(/%-?[de]/), format.search(/%-?m/)];
  return day < 0 || month < 0 || format.search(/%Y/) === 0 ? null : day < month ? "dmy" : "mdy";
}

/** The same format with day and month the other way round. */
export function swapped(format: string): string {
  const word = dateWord(format);
  if (word) return word === "dmy" ? "mdy" : word === "mdy" ? "dmy" : format;
  return format.replace(/%(-?)([dem])/g, (_, dash: string, part: string) => `%${dash}${part === "m" ? "d" : "m"}`);
}
