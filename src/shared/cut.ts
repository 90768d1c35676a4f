/* Long names are cut between letters as readers see them: an emoji, or a letter with its marks, is never halved. */

const seen = new Intl.Segmenter("en", {granularity: "grapheme"});
const plain = /^[ -~]*$/;

const lettersOf = (text: string): string[] => Array.from(seen.segment(text), ({segment}) => segment);

function upTo(letters: readonly string[], most: number): string[] {
  let room = most;
  const end = letters.findIndex((letter) => (room -= letter.length) < 0);
  return letters.slice(0, end < 0 ? letters.length : end);
}

/** The beginning of a text, of at most this number of characters. */
export const startOf = (text: string, most: number): string =>
  plain.test(text) ? text.slice(0, most) : upTo(lettersOf(text), most).join("");

/** The end of a text, of at most this number of characters. */
export const endOf = (text: string, most: number): string =>
  plain.test(text) ? text.slice(-most) : upTo(lettersOf(text).reverse(), most).reverse().join("");

/** The sign that a text goes on; after letters that run to the left it stands to their left. */
export const goesOn = (text: string): string => (/[\p{sc=Arabic}\p{sc=Hebrew}]$/u.test(text) ? "…\u200f" : "…");
