import type {Profile} from "./profile.ts";
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

const headers: [Exclude<Unit, "hours">, RegExp][] = [
  ["minutes", /\b(min|mins|minutes|minuten|minuti|minutos)\b|(^| )分( |$)|分数/],
  ["seconds", /\b(sec|secs|seconds|sekunden|secondes|segundos|secondi|seconden)\b|(^| )秒( |$)/]
];

/** What a column of times counts in: by the unit at its values where all have the same, else by their form or its header. */
export function hoursRule({header, top, affixes}: Profile): Format["rule"] {
  if (top.length && top.every((t) => /^\d+:[0-5]\d(:[0-5]\d)?$/.test(t.value))) return {unit: "clock"};
  const plain = (affix: string) => affix.toLowerCase().replace(/\.$/, "");
  const unit = (Object.keys(written) as Unit[]).find((u) => affixes.every((a) => written[u].includes(plain(a))));
  // the longest first: of "hrs" the ending "s" alone is none of them
  if (affixes.length && unit)
    return {strip: [...affixes].sort((a, b) => b.length - a.length), ...(unit === "hours" ? {} : {unit})};
  const said = headers.find(([, words]) => words.test(plainWords(header)))?.[0];
  return said ? {unit: said} : {};
}
