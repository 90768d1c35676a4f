import {help} from "./help.js";

/** Words with an entry as sentences write them, and the entry. */
const phrases: readonly [RegExp, string][] = [
  [/Herfindahl index/, "HHI"],
  [/above average/, "Above average"],
  [/below average/, "Grade"],
  [/effective number/i, "Effective number"],
  [/Gini index/, "Gini"]
];

const texts = (node: Node): Text[] =>
  node.nodeType === 3 ? [node as Text] : [...node.childNodes].flatMap((child) => (child.nodeName === "A" ? [] : texts(child)));

/** Puts a sign that opens its meaning after the first mention of each such word in some paragraphs. */
export function explainTerms(paragraphs: readonly Element[]): void {
  for (const [phrase, word] of phrases)
    for (const text of paragraphs.flatMap(texts)) {
      const found = phrase.exec(text.data);
      const sign = found && help(word, false);
      if (!sign) continue;
      const end = found.index + found[0].length;
      text.replaceWith(text.data.slice(0, end), sign, text.data.slice(end));
      break;
    }
}
