import {plainWords} from "./plain.ts";

const yes = new Set(
  ["yes y x true t 1", "ja wahr", "oui vrai", "si verdadero", "sim verdadeiro s", "vero", "waar", "はい 真 true", "да"]
    .join(" ")
    .split(" ")
    .map(plainWords)
);
const no = new Set(
  ["no n false f 0", "nein falsch", "non faux", "falso", "nao", "nee onwaar", "いいえ 偽", "нет"]
    .join(" ")
    .split(" ")
    .map(plainWords)
);

/** Whether a word of a column of flags says yes or no, in the languages of the lexicon and of spreadsheets; null where it says neither. */
export function saysYes(value: string): boolean | null {
  const plain = plainWords(value);
  return yes.has(plain) ? true : no.has(plain) ? false : null;
}
