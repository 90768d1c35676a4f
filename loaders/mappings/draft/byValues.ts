import type {CanonicalTable, Column} from "../../tables/columns.ts";
import {isCode} from "./codes.ts";
import {isCurrency} from "./currencies.ts";
import {headersOfColumn, isPlanned} from "./lexicon/lexicon.ts";
import {plainWords} from "./lexicon/plain.ts";
import {saysYes} from "./lexicon/yesNo.ts";
import {type Match} from "./match.ts";
import {otherAmounts} from "./soldAmount.ts";
import {areAmounts, areDays, type Profile} from "./profile.ts";

/** How sure a column is that values alone speak for: it is asked about. */
const byValues = 0.6;

/**
 * For needed columns that no header resembles, the one that the values speak for: the key is filled and never twice the same, the day is
 * filled throughout, the amount is the only one left. Partners are looked for by any word for one in a header.
 */
export function withGuesses(
  {key, name}: CanonicalTable,
  matches: Match[],
  profiles: Profile[],
  answers: ReadonlyMap<string, string>
): Match[] {
  const taken = new Set(matches.flatMap((m) => m.profile?.header ?? []));
  return matches.map((m) => {
    const {column} = m;
    const isPartner = column.name === "partner_id" && name !== "partners";
    if (m.profile || answers.has(column.name) || !(column.required || isPartner || column.kind === "currency")) return m;
    const free = profiles.filter((p) => p.filled && !taken.has(p.header));
    if (column.kind === "currency") {
      const codes = currencyAmong(free);
      if (!codes) return m;
      // one word alone may mean something else: CAD, ALL, TOP
      const sure = codes.distinct > 1;
      return {
        column,
        profile: codes,
        ...(sure ? {likeness: 1} : {likeness: byValues, guessed: "one code of a currency throughout"})
      };
    }
    const profile = isPartner ? partnerIn(free) : guess(column, key.length === 1 && key[0] === column.name, free, profiles);
    if (!profile) return m;
    taken.add(profile.header);
    const isKey = key.length === 1 && key[0] === column.name;
    return {column, profile, likeness: byValues, ...(isPartner ? {} : {guessed: speaksFor(column, isKey)})};
  });
}

/** The one column whose words are all codes of currencies: it is their currency, whatever it is called. */
function currencyAmong(free: Profile[]): Profile | null {
  const codes = free.filter((p) => p.top.every((t) => t.value === t.value.toUpperCase() && isCurrency(t.value)));
  return codes.length === 1 ? codes[0]! : null;
}

/** Why a column is proposed whose header says nothing. */
const speaksFor = (column: Column, isKey: boolean): string =>
  isKey
    ? "a code in every record, never twice the same"
    : column.kind === "money"
      ? "the only amounts that are left"
      : "days in every record";

function guess(column: Column, isKey: boolean, free: Profile[], all: Profile[]): Profile | null {
  if (isKey) return keyIn(free, all);
  if (column.kind === "day" || column.kind === "instant")
    return (
      free.find((p) => areDays(p) && !isPlanned(p.header) && !ofChange.test(plainWords(p.header)) && p.filled === p.records) ??
      null
    );
  return column.kind === "money" ? amountIn(free) : null;
}

/** A day that moves whenever the record is touched tells of no event. */
const ofChange =
  /\b(last|letzt|derni[eè]r|ultim|[uú]ltim|laatst|modif|updat|chang|activi|aktivi|attivit|atividad|actividad)|最終|更新/;

const idWord =
  /(^| )(id|nr|no|n|num|number|nummer|numero|codice|code|codigo|ref|reference|referencia|key|kenn\w*)( |$)|\p{L}(nummer|nr|number)( |$)|番号|コード/u;

/** Headers that end in what numbers things: such a column holds no amounts, whatever its numbers look like. */
const numbersThings = /(^| )(id|ids|nr|number|nummer|numero|codice|code|codigo|ref|reference|referencia|key)$|番号|コード$/;

/** The key: a number or code in every record and never twice, called so, or in the first column. */
function keyIn(free: Profile[], all: Profile[]): Profile | null {
  const possible = free.filter(
    (p) =>
      p.filled === p.records &&
      p.distinct === p.records &&
      !p.spaced &&
      !areDays(p) &&
      p.top.every((t) => !/^-|-$/.test(t.value) && /^[\p{L}\p{N}_./#-]*\d[\p{L}\p{N}_./#-]*$/u.test(t.value))
  );
  const called = possible.find((p) => idWord.test(plainWords(p.header.replace(/[№#]|n[°º]/giu, " id "))));
  return called ?? possible.find((p) => p.header === all[0]?.header && p.records > 1) ?? null;
}

/** The amount: the only column of amounts that is left, or the only one of them with a currency at its values. */
function amountIn(free: Profile[]): Profile | null {
  const amounts = free.filter(
    (p) =>
      areAmounts(p) &&
      !areDays(p) &&
      !isPlanned(p.header) &&
      !otherAmounts.test(plainWords(p.header)) &&
      !numbersThings.test(plainWords(p.header)) &&
      p.distinct > 1 &&
      !isCode(p)
  );
  const large = amounts.filter((p) => p.top.some((t) => /[1-9][\d.,' ]{2}/.test(t.value)) || p.affixes.length);
  const money = large.filter((p) => p.affixes.some((a) => a !== "%"));
  return money.length === 1 ? money[0]! : large.length === 1 ? large[0]! : null;
}

/** What a header says beside its partner, where it is not the partner itself. */
const aboutPartner =
  /\b(type|typ|tier|level|stufe|manager|owner|rep|contact|kontakt|contacto|email|mail|phone|status|stage|date|datum|fecha|data|region|country|land|role|rolle|program|programm|sourced|since|seit|count|anzahl|margin|discount|notes?|comments?|city|web|url)\b/;

/** The column that speaks of a partner in its header, with the fewest words beside it. */
function partnerIn(free: Profile[]): Profile | null {
  const words = new Set(headersOfColumn("partner_id").filter((w) => !w.includes(" ") && !vague.has(w)));
  const japanese = headersOfColumn("partner_id").filter((w) => /^[^\p{Script=Latin}]+$/u.test(w));
  const isWord = (w: string) => words.has(w) || words.has(w.replace(/s$/, ""));
  const others = (header: string): number => {
    const plain = plainWords(header);
    const said = plain.split(" ");
    const isOne = said.some(isWord) || japanese.some((w) => plain.includes(w));
    return isOne && !aboutPartner.test(plain) ? said.filter((w) => !isWord(w) && !ofName.has(w)).length : Infinity;
  };
  const fitting = free.filter(
    (p) =>
      others(p.header) < Infinity &&
      !areDays(p) &&
      !areAmounts(p) &&
      p.top.every((t) => saysYes(t.value) === null && !/^https?:|@/.test(t.value))
  );
  return fitting.sort((a, b) => others(a.header) - others(b.header))[0] ?? null;
}

/** Partners by one word that other things are called by too. */
const vague = new Set(["vendor", "canal", "canale", "alliance", "colaborador"]);
/** Words that name the partner itself. */
const ofName = new Set([
  "name",
  "id",
  "key",
  "code",
  "no",
  "nr",
  "account",
  "company",
  "firma",
  "organization",
  "nom",
  "nome",
  "nombre"
]);
