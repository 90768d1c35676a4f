import type {Column} from "../../tables/columns.ts";
import {foreignValues} from "./foreignWords.ts";
import type {Match} from "./match.ts";
import {dateFormats, type Profile} from "./profile.ts";
import {plainWords, valueWords} from "./words.ts";

/** The rule that is proposed for a column: its source, and what is doubtful about it. */
export interface Proposal {
  column: Column;
  /** Lines of the rule's object, null where no column of the export seems to be it. */
  rule: string[] | null;
  doubts: string[];
  header: string | null;
  /** Words for nothing among its values. */
  nulls: string[];
}

/** A value as it may stand in a comment or a string of the written file. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`
  );

/** A text as a string of the written file. */
export const exact = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Proposes how a column is filled. */
export function proposeRule({column, profile, likeness}: Match): Proposal {
  if (!profile) return {column, rule: null, doubts: [], header: null, nulls: []};
  const doubts: string[] = [];
  if (likeness < 0.9) doubts.push(`is ${quoted(profile.header)} really "${column.about}"?`);
  if (!profile.filled) doubts.push(`${quoted(profile.header)} is empty throughout this file`);
  else if (column.required && profile.nulls.length)
    doubts.push(`${quoted(profile.header)} is needed, but some cells say ${profile.nulls.map(quoted).join(", ")}`);
  const more = profile.filled ? formatOf(column, profile, doubts) : [];
  const source = column.kind === "id" && profile.spaced ? hashed(profile, doubts) : `from: ${exact(profile.header)}`;
  const nulls = profile.nulls.length ? [`nulls: [${profile.nulls.map(exact).join(", ")}]`] : [];
  return {column, rule: [source, ...nulls, ...more], doubts, header: profile.header, nulls: profile.nulls};
}

function hashed({header, spaced}: Profile, doubts: string[]): string {
  doubts.push(`${quoted(header)} has white space in ${spaced} cells, so it is a name: an id is built from it`);
  return `hashOf: [${exact(header)}]`;
}

function formatOf(column: Column, profile: Profile, doubts: string[]): string[] {
  switch (column.kind) {
    case "day":
    case "instant":
      return dateRule(profile, doubts);
    case "money":
      return moneyRule(profile, doubts);
    case "category":
      return valuesRule(column, profile, doubts);
    case "id":
      if (profile.several && !profile.spaced) {
        doubts.push(`${profile.several} cells hold several ids; the first is taken`);
        return [`split: ";"`];
      }
      return [];
    default:
      return [];
  }
}

function dateRule({header, dates, filled, top}: Profile, doubts: string[]): string[] {
  const whole = dateFormats.filter((f) => dates[f] === filled);
  if (whole.includes("iso")) return [];
  const best = whole[0] ?? [...dateFormats].sort((a, b) => dates[b]! - dates[a]!)[0]!;
  if (whole.length > 1)
    doubts.push(
      `every day in ${quoted(header)} can be read as ${whole.join(" and as ")}: which is it? For example ${quoted(top[0]!.value)}`
    );
  if (!whole.length)
    doubts.push(`${best} reads ${dates[best]!} of ${filled} cells of ${quoted(header)}; the others go to quarantine`);
  return best === "iso" ? [] : [`date: ${exact(best)}`];
}

function moneyRule({header, amounts, filled, top}: Profile, doubts: string[]): string[] {
  const unsigned = filled - amounts.negative;
  const marks =
    amounts.plain >= unsigned
      ? []
      : amounts.comma >= unsigned
        ? [`thousands: ","`]
        : amounts.european >= unsigned
          ? [`decimal: ","`, `thousands: "."`]
          : null;
  const rule = marks ?? (amounts.noise ? ["round: 2"] : []);
  if (marks === null && amounts.noise)
    doubts.push(`${amounts.noise} amounts of ${quoted(header)} have more than two decimals; they are rounded`);
  else if (marks === null) doubts.push(`not every amount of ${quoted(header)} can be read, for example ${quoted(top[0]!.value)}`);
  if (amounts.plain === filled && amounts.european === filled && top.some((t) => /^\d{1,3}\.\d{3}$/.test(t.value)))
    doubts.push(`is the point in ${quoted(header)} a decimal mark?`);
  const affixes = [...new Set(top.flatMap((t) => t.value.match(/^[^\d,.()-]+|[^\d,.()-]+$/g) ?? []).map((a) => a.trim()))].filter(
    Boolean
  );
  if (amounts.negative) {
    doubts.push(
      `${amounts.negative} amounts of ${quoted(header)} are negative: they count as 0 here; fill refunded from them with sign: "negative"`
    );
    rule.push(`sign: "positive"`);
  }
  return affixes.length ? [`strip: [${affixes.map(exact).join(", ")}]`, ...rule] : rule;
}

/** Translates the words of a category, each with its frequency; one without a translation is left for a person. */
function valuesRule(column: Column, {header, top, distinct}: Profile, doubts: string[]): string[] {
  const canonical = column.values!;
  if (top.every((t) => canonical.includes(t.value))) return [];
  const lines = top.map(({value, count}) => {
    const meaning = meaningOf(value, canonical);
    if (meaning && value !== "__proto__") return `  ${exact(value)}: ${exact(meaning)}, // ${count}`;
    doubts.push(`what does ${quoted(value)} in ${quoted(header)} mean: ${canonical.join(", ")}? (${count} records)`);
    return `  // ${quoted(value)}: "", // ${count}`;
  });
  if (distinct > top.length)
    doubts.push(`${quoted(header)} has ${distinct - top.length} more values than the ${top.length} most frequent`);
  return [["values: {", ...lines, "}"].join("\n")];
}

function meaningOf(value: string, canonical: readonly string[]): string | null {
  const word = plainWords(value);
  return (
    canonical.find((c) => plainWords(c) === word) ??
    canonical.find((c) => [valueWords, foreignValues].some((words) => words[c]?.includes(word))) ??
    null
  );
}
