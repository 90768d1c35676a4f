import type {Attack} from "./attacks.ts";

/** Words and numbers of a text, as names are made of them. */
const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Texts as a page writes them, as they are. */
const plain = (text: string): string =>
  text
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll(/&#(?:39|x27);|&apos;/g, "'")
    .replaceAll("&lt;", "<");

/** What is looked for in everything that an edition publishes; found takes texts one by one, so that none has to be held. */
export interface Search {
  add: (text: string) => void;
  attack: () => Attack;
}

/** Names and ids of those who are not named, as whole words of any file or file name. Texts of fewer than three letters are no evidence. */
export function searchForNames(names: readonly string[]): Search {
  const wanted = [...new Set(names)]
    .filter((name) => name.length > 2 && !/^\d+$/.test(name))
    .map((name) => [name, wordsIn(name)] as const);
  const found = new Set<string>();
  return {
    add: (raw) => {
      const text = plain(raw);
      const words = new Set(wordsIn(text));
      for (const [name, parts] of wanted)
        if (!found.has(name) && parts.length && parts.every((part) => words.has(part)) && text.includes(name)) found.add(name);
    },
    attack: () => ({
      name: "names in files",
      how: "names and ids of who is not named, in every file that is published",
      tried: wanted.length,
      found: found.size,
      exact: true
    })
  };
}

/** Exact amounts of partners as numbers of any file, with and without separators; those that a band may be are no evidence. */
export function searchForAmounts(amounts: readonly number[]): Search {
  const wanted = [...new Set(amounts.filter((amount) => amount >= 10_000 && amount % 1000 !== 0))];
  const found = new Set<number>();
  return {
    add: (text) => {
      const numbers = new Set(text.match(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g) ?? []);
      for (const amount of wanted) {
        const whole = String(Math.round(amount));
        if ([String(amount), whole, Number(whole).toLocaleString("en")].some((one) => numbers.has(one))) found.add(amount);
      }
    },
    attack: () => ({
      name: "amounts in files",
      how: "exact revenues of partners, in every file that is published",
      tried: wanted.length,
      found: found.size
    })
  };
}
