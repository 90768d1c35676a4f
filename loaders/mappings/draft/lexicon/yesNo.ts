import {plainWords} from "./plain.ts";

/** The word for yes and that for no of one way of saying it, with other words for each. */
const pairs: [yes: string, no: string, more?: {yes?: string; no?: string}][] = [
  ["yes", "no", {yes: "x"}],
  ["y", "n"],
  ["checked", "unchecked"],
  ["true", "false", {yes: "真", no: "偽"}],
  ["t", "f"],
  ["1", "0"],
  ["ja", "nein", {no: "nee nej nei"}],
  ["wahr", "falsch"],
  ["oui", "non"],
  ["vrai", "faux"],
  ["sí", "no"],
  ["sim", "não"],
  ["s", "n"],
  ["verdadero", "falso", {yes: "verdadeiro vero"}],
  ["waar", "onwaar"],
  ["はい", "いいえ"],
  ["是", "否"],
  ["да", "нет"],
  ["tak", "nie"],
  ["ano", "ne"],
  ["evet", "hayır"],
  ["kyllä", "ei"]
];

const words = (one: string, more = "") => [one, ...more.split(" ")].filter(Boolean).map(plainWords);
const yes = new Set(pairs.flatMap(([word, , more]) => words(word, more?.yes)));
const no = new Set(pairs.flatMap(([, word, more]) => words(word, more?.no)));
const signs: Record<string, boolean> = {
  "✓": true,
  "✔": true,
  "☑": true,
  "✅": true,
  "✗": false,
  "✘": false,
  "☐": false,
  "❌": false
};

/** Whether a word of a column of flags says yes or no, in the languages of the lexicon and of spreadsheets; null where it says neither. */
export function saysYes(value: string): boolean | null {
  const plain = plainWords(value);
  return yes.has(plain) ? true : no.has(plain) ? false : (signs[value.trim().replace("\ufe0f", "")] ?? null);
}

/** The word for yes that goes with a word for no, for a flag that no record has set yet. */
export const yesBeside = (value: string): string =>
  pairs.find(([, word, more]) => words(word, more?.no).includes(plainWords(value)))?.[0] ?? "true";

/** The word for no that goes with a word for yes, or the other way round, in its capitals; null for a sign. */
export function otherBeside(value: string): string | null {
  const plain = plainWords(value);
  const other = no.has(plain) ? yesBeside(value) : pairs.find(([word, , more]) => words(word, more?.yes).includes(plain))?.[1];
  if (other === undefined) return null;
  const capital = value.charAt(0) !== value.charAt(0).toLowerCase();
  return value.length > 1 && value === value.toUpperCase() && capital
    ? other.toUpperCase()
    : capital
      ? other.charAt(0).toUpperCase() + other.slice(1)
      : other;
}
