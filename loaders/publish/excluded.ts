import type {Excluded, Sentence} from "../../src/contract/index.ts";
import {excludedSentence} from "../../src/copy/money.ts";
import {plain} from "../../src/copy/say.ts";
import type {Tables} from "../disclosure/portfolio.ts";
import type {Published} from "./write.ts";

/** What all money figures leave out; null where they hold every won deal. */
export function excludedOf({
  excluded,
  incomplete_revenue: [found]
}: Pick<Tables, "excluded" | "incomplete_revenue">): Excluded | null {
  if (!found?.excluded_deals) return null;
  return {
    deals: found.excluded_deals,
    of: found.won_deals,
    half: found.incomplete,
    material: found.material,
    amounts: excluded.flatMap(({id, currency, amount}) => (id === null ? [{currency, amount}] : []))
  };
}

/** Files without a money figure. */
const moneyless = new Set(["trust", "method"]);

/** Every page with money says under its headline what the money leaves out, once. */
export function withExcluded<P extends Partial<Published>>(published: P): P {
  const files = Object.entries(published).map(([name, content]) => {
    if (moneyless.has(name) || !("words" in content) || !("about" in content)) return [name, content];
    const {headline} = content.words;
    const told = excludedSentence(content.about);
    if (!told.length || says(headline.paragraphs, told)) return [name, content];
    return [name, {...content, words: {...content.words, headline: {...headline, paragraphs: [told, ...headline.paragraphs]}}}];
  });
  return Object.fromEntries(files) as P;
}

const says = (paragraphs: readonly Sentence[], told: Sentence) => paragraphs.some((s) => plain(s).includes(plain(told)));
