/* Names as they are looked for: whoever types has other keys than whoever named the company. */

const apart: Record<string, string> = {ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i"};
const plain = /^[ -~]*$/;

/** A text without case, accents, forms of letters or doubled spaces: "İstanbul" and "ISTANBUL" are "istanbul". */
export function folded(text: string): string {
  const spaced = (plain.test(text) ? text : withoutAccents(text)).toLowerCase().replace(/\s+/g, " ");
  return spaced.trim();
}

/** Accents of Latin, Greek and Cyrillic letters only: in other scripts a mark makes another letter. */
const withoutAccents = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => apart[letter]!);

const asIndexed = (name: string): string => name.toLowerCase().replace(/\s+/g, " ").trim();

/** Scripts that put no spaces between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}ー]{2,}/gu;

/**
 * What else a name is found by in an index of words by their beginnings: its folded words, and each place in a run of letters without
 * spaces at which a word may begin, so that 日本 finds 株式会社日本情報. Nothing where the name has neither.
 */
export function foundBy(name: string): string {
  const text = folded(name);
  const begins = [...text.matchAll(unspaced)].flatMap(([run]) => {
    const letters = Array.from(run);
    return letters.slice(0, -1).map((_, i) => letters.slice(i).join(""));
  });
  return [...(text === asIndexed(name) ? [] : [text]), ...begins].join(" ");
}

const collator = new Intl.Collator("en");

/** In the order in which a reader looks for a name, whatever its case and accents. */
export const byName = (a: string, b: string): number => collator.compare(a, b);
