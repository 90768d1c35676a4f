import {escaped} from "../engine/plainPattern.ts";
import type {SimpleRule} from "../engine/rule.ts";
import type {Profile} from "./profile.ts";
import {counted, quoted} from "./question.ts";
import {plainWords} from "./lexicon/plain.ts";
import type {Format} from "./ruleParts.ts";

type Unit = "hours" | "minutes" | "seconds";

/** How exports write the unit of a time beside its number. */
const written: Record<Unit, string[]> = {
  hours: [
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "std",
    "stunde",
    "stunden",
    "heure",
    "heures",
    "hora",
    "horas",
    "ora",
    "ore",
    "uur",
    "uren",
    "時間"
  ],
  minutes: ["m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "minuut", "分"],
  seconds: [
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "sek",
    "sekunden",
    "seconde",
    "secondes",
    "segundos",
    "secondi",
    "seconden",
    "秒"
  ]
};

const headers: [Unit, RegExp][] = [
  ["minutes", /\b(min|mins|minutes|minuten|minuti|minutos)\b|(^| )分( |$)|分数/],
  ["seconds", /\b(sec|secs|seconds|sekunden|secondes|segundos|secondi|seconden)\b|(^| )秒( |$)/],
  ["hours", /\b(h|hrs?|hours?|std|stunden?|\p{L}+stunden|heures?|horas?|or[ae]|uren|uur)\b|時間/u]
];

const bareNumber = /^[\d.,' ]+$/;

/**
 * What a column of times counts in: by the unit at its values where all have the same, else by their form or its header. Where only some
 * have a unit, the others count in what the header says; where it says nothing, in the same.
 * @param marks how their decimals are written
 */
export function hoursRule(profile: Profile, marks: Pick<SimpleRule, "decimal">): Pick<Format, "rule" | "notes"> {
  const {header, top, affixes} = profile;
  if (top.length && top.every((t) => /^\d+:[0-5]\d(:[0-5]\d)?$/.test(t.value))) return {rule: {unit: "clock"}, notes: []};
  const plain = (affix: string) => affix.toLowerCase().replace(/\.$/, "");
  const unit = (Object.keys(written) as Unit[]).find((u) => affixes.every((a) => written[u].includes(plain(a))));
  const said = headers.find(([, words]) => words.test(plainWords(header)))?.[0] ?? null;
  if (!affixes.length || !unit) return said ? {rule: inUnit(said), notes: []} : {rule: {}, notes: unsaid(profile)};
  // the longest first: of "hrs" the ending "s" alone is none of them
  const strip = [...affixes].sort((a, b) => b.length - a.length);
  const rule = {strip, ...inUnit(unit)};
  const bare = top.filter((t) => bareNumber.test(t.value)).reduce((n, t) => n + t.count, 0);
  if (!bare || (said ?? "hours") === unit) return {rule, notes: []};
  const without = `${counted(bare, "cell")} of ${quoted(header)} ${bare === 1 ? "has" : "have"} no unit and ${bare === 1 ? "is" : "are"} taken for`;
  if (said === null) return {rule, notes: [`${without} ${unit}, as those with ${quoted(affixes[0]!)}: write the unit at each`]};
  return {
    rule: {
      ...rule,
      when: {column: header, matches: `.*(?:${strip.map(escaped).join("|")})`},
      empty: {...ownCells(profile, said), ...marks}
    },
    notes: [`${without} ${said}, as the header says, and those with ${quoted(affixes[0]!)} for ${unit}: write the unit at each`]
  };
}

/** Bare numbers below a header such as "Time spent", which are minutes or seconds in many exports. */
const unsaid = ({header, top}: Profile): string[] =>
  top.length && top.every((t) => bareNumber.test(t.value))
    ? [
        `${quoted(header)} does not say what it counts in and is taken for hours: where it counts minutes or seconds, add unit: "minutes" or unit: "seconds"`
      ]
    : [];

const inUnit = (unit: Unit): Format["rule"] => (unit === "hours" ? {} : {unit});

/** The cells of the same column that have no unit. */
const ownCells = ({header, nulls, wide}: Profile, unit: Unit): SimpleRule => ({
  from: header,
  ...(nulls.length ? {nulls} : {}),
  ...(wide ? {wide: true} : {}),
  ...(unit === "hours" ? {} : {unit})
});
