import {existsSync} from "node:fs";
import path from "node:path";
import {gradeNames, kindNames, kindNouns, labelNames, verdictNames} from "../../src/copy/names.js";
import {terms, type Term} from "../../src/copy/terms.js";
import {useLocale} from "../../src/shared/formats.js";
import {HandshakeError} from "../errors.ts";
import {writtenText} from "../written.ts";
import {readBrand} from "./brand.ts";
import {ownFolder} from "./project.ts";

/*
 * A company's own words (copy.json): what categories are called, and what terms mean. The same are put into the modules of this process and
 * into those of the pages.
 */

/** The lists of src/copy that copy.json may change, by the name that they have there. */
const lists = {gradeNames, verdictNames, labelNames, kindNames, kindNouns} as const;
/** The names as the product has them, before a company's own take their place in this process. */
const productNames = structuredClone(lists) as Words;
type Words = Record<string, Record<string, string>>;

/**
 * The words of the company's own folder; {} where it has none.
 * @throws HandshakeError (78) that names what copy.json has that can't be used, and what there is
 */
export function readWords(folder = ownFolder()): Words {
  const file = folder === null ? null : path.join(folder, "copy.json");
  if (file === null || !existsSync(file)) return {};
  const text = writtenText(file);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw unusable(file, [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const faults = faultsIn(found);
  if (faults.length) throw unusable(file, faults);
  return found as Words;
}

const unusable = (file: string, lines: string[]): HandshakeError =>
  new HandshakeError(
    `${file} can't be used:\n${lines.map((line) => `  ${line}`).join("\n")}\nSee "Your words" in docs/analyst.md.`,
    {
      exitCode: 78
    }
  );

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === "object" && x !== null && !Array.isArray(x);

function faultsIn(found: unknown): string[] {
  const known: Record<string, object> = {...lists, terms};
  if (!isRecord(found)) return [`it is no object of ${Object.keys(known).join(", ")}`];
  return Object.entries(found).flatMap(([name, words]) => {
    const list = known[name];
    if (!list) return [`${name}: there is no such list, expected some of ${Object.keys(known).join(", ")}`];
    if (!isRecord(words)) return [`${name}: expected an object of names and texts`];
    const faults = Object.entries(words).flatMap(([key, text]) => {
      if (!Object.hasOwn(list, key))
        return [`${name}.${key}: there is no such entry, expected some of ${Object.keys(list).join(", ")}`];
      return typeof text === "string" && text.trim() ? [] : [`${name}.${key}: expected a text`];
    });
    return faults.length || name === "terms" ? faults : sameNames(name, words as Words[string]);
  });
}

/** Two categories of one list that would have one name: no reader could tell which is meant. The company's own entry is the one to change. */
function sameNames(list: string, own: Words[string]): string[] {
  const plain = (text: string) => text.trim().toLowerCase();
  const entries = Object.entries({...productNames[list], ...own});
  const [place, keys] = [(key: string) => entries.findIndex(([other]) => other === key), Object.keys(own)];
  return Object.entries(own).flatMap(([key, text]) => {
    const twins = entries.filter(([other, name]) => other !== key && plain(name) === plain(text));
    // of two of its own, the later one
    const twin = twins.find(([other]) => !keys.includes(other) || place(other) < place(key));
    if (!twin) return [];
    return [`${list}.${key}: ${twin[0]} is called ${JSON.stringify(twin[1])} too; give each a name of its own`];
  });
}

const saidAs = (words: Record<string, string>): [string, Term][] =>
  Object.entries(words).map(([term, says]) => [term, {...terms[term]!, says}]);

/** Puts the company's words and the locale of its numbers into this process. Once, before anything is written. */
export function useOwnWords(): void {
  const folder = ownFolder();
  if (folder === null) return;
  useLocale(readBrand(folder).locale);
  for (const [name, words] of Object.entries(readWords(folder)))
    if (name === "terms") Object.assign(terms, Object.fromEntries(saidAs(words)));
    else Object.assign(lists[name as keyof typeof lists], words);
}

/** What follows the text of src/copy/names.ts and src/copy/terms.ts in the pages, by file. */
export function wordsForPages(words: Words): Record<string, string> {
  const {terms: said = {}, ...names} = words;
  const assigned = Object.entries(names).map(([name, list]) => `Object.assign(${name}, ${JSON.stringify(list)});`);
  const meant = Object.entries(said).map(([term, says]) => `Object.assign(terms[${JSON.stringify(term)}]!, {says: ${JSON.stringify(says)}});`); // prettier-ignore
  return {
    ...(assigned.length ? {"copy/names.ts": `\n/* copy.json */\n${assigned.join("\n")}\n`} : {}),
    ...(meant.length ? {"copy/terms.ts": `\n/* copy.json */\n${meant.join("\n")}\n`} : {})
  };
}
