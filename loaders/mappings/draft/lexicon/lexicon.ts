import {dutch} from "./dutch.ts";
import {english} from "./english.ts";
import {french} from "./french.ts";
import {german} from "./german.ts";
import {italian} from "./italian.ts";
import {japanese} from "./japanese.ts";
import type {Language} from "./language.ts";
import {plainHeader, plainWords} from "./plain.ts";
import {portuguese} from "./portuguese.ts";
import {spanish} from "./spanish.ts";

const languages: Language[] = [english, german, french, spanish, portuguese, italian, dutch, japanese];

const merged = (part: (language: Language) => Record<string, string[]>, plain: (text: string) => string) => {
  const all = new Map<string, string[]>();
  for (const language of languages)
    for (const [key, words] of Object.entries(part(language)))
      all.set(key, [...new Set([...(all.get(key) ?? []), ...words.map(plain)])]);
  return all;
};

const headers = merged((l) => l.headers, plainHeader);
const values = merged((l) => l.values, plainWords);
const planned = new Set(languages.flatMap((l) => l.planned.map(plainWords)));
const deleted = new Set(languages.flatMap((l) => l.deleted.map(plainWords)));

/** The plain headers that exports of the eight languages give to a canonical column, English first, each the likeliest first. */
export const headersOfColumn = (column: string): string[] => headers.get(column) ?? [];

/** Whether the words in brackets behind a header say whose it is, the partner's: "Company (Partner)". */
export const saysPartner = (header: string): boolean => {
  const label = /[([（]([^()]*)[)\]）]\s*$/u.exec(header)?.[1] ?? "";
  return label !== "" && headersOfColumn("partner_id").includes(plainHeader(label));
};

/** What headers call a company, without the people who care for it. */
const companies =
  /compan|account|organi[sz]a|unternehm|firma|entreprise|societ|compte|empresa|cuenta|azienda|bedrijf|会社|企業|取引先/;
const people = /owner|manager|executive|contact|inhaber|kontakt|ansprech|betreuer/;

/** Whether such words stand behind a company, which is the partner itself; "Contact (Partner)" and "Revenue (Partner)" may be anything. */
export const isPartnerCompany = (header: string): boolean =>
  saysPartner(header) && companies.test(plainWords(header)) && !people.test(plainWords(header));

/** Whether a header speaks of a planned day or a weighted amount: what is expected has not happened. */
export const isPlanned = (header: string): boolean => {
  const plain = plainWords(header);
  return (
    plain.split(" ").some((w) => planned.has(w) || plannedStems.has(stemOf(w))) ||
    [...planned].some((p) => isJapanese(p) && plain.includes(p))
  );
};

/** A longer word without its inflection: geplant of geplanter, estimad of estimadas. */
const stemOf = (word: string): string => (word.length < 6 ? word : word.replace(/(e[rnsm]?|[oai]s?|s)$/, ""));

const plannedStems = new Set([...planned].map(stemOf));

const isJapanese = (word: string) => /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}]/u.test(word);

/** Whether a value says that the source has deleted or merged its record. */
export const isDeleted = (value: string): boolean => deleted.has(plainWords(value));

/** The words for it in English, and in the languages of some headers, that a status may say one day. What is archived may only be old. */
export function usualDeleted(ofExport: readonly string[]): string[] {
  const plain = ofExport.map(plainHeader);
  const known = new Set(Object.values(english.headers).flatMap((words) => words.map(plainHeader)));
  const spoken = ({headers: own}: Language) =>
    Object.values(own).some((words) => words.some((w) => plain.includes(plainHeader(w)) && !known.has(plainHeader(w))));
  return languages.filter((l) => l === english || spoken(l)).flatMap((l) => l.deleted.filter((w) => w !== "archived"));
}

/** Codes that only mean something under their own header. */
const codes: Record<string, Record<string, string>> = {
  "stage semantic id": {P: "open", S: "won", F: "lost"},
  "status semantic id": {P: "pending", S: "accepted", F: "rejected"}
};

/** The canonical word that a value of an export means, or null. A pipeline's name in brackets behind a stage says nothing. */
export function meaningOf(value: string, canonical: readonly string[], header = ""): string | null {
  const coded = codes[plainWords(header)]?.[value];
  if (coded && canonical.includes(coded)) return coded;
  const word = plainWords(value);
  const stage = plainWords(value.replace(/\s*\([^()]*\)\s*$/, ""));
  for (const w of new Set([word, stage, stage.replace(/^\d+ /, "")]))
    for (const c of canonical) if (plainWords(c) === w) return c;
  for (const w of new Set([word, stage, stage.replace(/^\d+ /, "")]))
    for (const c of canonical) if (values.get(c)?.includes(w)) return c;
  const bare = stage.replace(closedWord, " ").replace(/ +/g, " ").trim();
  return bare !== stage && bare
    ? (canonical.find((c) => (c === "won" || c === "lost") && values.get(c)?.includes(bare)) ?? null)
    : null;
}

/** Whether a word for a side is one for the other too: to a reseller the vendor is its partner, to the vendor's own desk it is us. */
export const mayBeEitherSide = (value: string, canonical: readonly string[]): boolean =>
  canonical.includes("us") && canonical.includes("partner") && plainWords(value) === "vendor";

/** Whether a word says that something is closed, in whatever way it ended. */
export const saysClosed = (value: string): boolean => closedWord.test(plainWords(value));

/** What stages say beside won and lost: "Geschlossen gewonnen", "Fermée et gagnée", "Cerrada ganada". */
const closedWord =
  /(^| )(geschlossen|abgeschlossen|closed|ferme|fermee|close|clos|cloture|cloturee|cerrado|cerrada|fechado|fechada|chiuso|chiusa|gesloten|afgesloten)( (und|et|y|e|en|and))?( |$)|( (und|et|y|e|en|and))? (geschlossen|abgeschlossen|closed|ferme|fermee|cerrado|cerrada|fechado|fechada|chiuso|chiusa|gesloten|afgesloten)$/;
