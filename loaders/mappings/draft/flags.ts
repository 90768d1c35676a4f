import type {Condition} from "../engine/rule.ts";
import {plainHeader} from "./lexicon/plain.ts";
import {saysYes} from "./lexicon/yesNo.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

/* Exports without a status that say in columns of yes and no whether a deal is won, and whether it is closed. */

const won = [
  "won",
  "closed won",
  "gewonnen",
  "gagné",
  "gagnée",
  "ganado",
  "ganada",
  "ganho",
  "ganha",
  "vinto",
  "vinta",
  "成立",
  "受注"
];
const closed = [
  ...["closed", "geschlossen", "abgeschlossen", "fermé", "fermée", "clôturé", "clôturée", "cerrado", "cerrada"],
  ...["fechado", "fechada", "chiuso", "chiusa", "gesloten", "クローズ済み", "クローズ", "完了"]
];
const active = ["active", "aktiv", "actif", "activo", "activa", "ativo", "ativa", "attivo", "attiva", "actief", "有効"];
const setOf = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(plainHeader));
const [wonHeaders, closedHeaders, activeHeaders] = [setOf(won), setOf(closed), setOf(active)];

/** Words of a header without the verb before them: IstGewonnen, hs_is_closed, "Está fechado". */
const wordsOf = (header: string): string =>
  plainHeader(header.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")).replace(/^(hs )?(is|ist|est|esta|e|es|und) /, "");

const flagsNamed = (profiles: readonly Profile[], names: ReadonlySet<string>): Profile | null =>
  profiles.find(
    (p) => names.has(wordsOf(p.header)) && p.top.length > 0 && p.top.length <= 4 && p.top.every((t) => saysYes(t.value) !== null)
  ) ?? null;

const wordsFor = ({top}: Profile, wanted: boolean): string[] =>
  top.map((t) => t.value).filter((value) => saysYes(value) === wanted);

/**
 * The status out of flags, where no column says it in words: what is won is won, what is closed otherwise is lost, the rest is open.
 * Without a flag for closed a day of closing tells; without either nothing does.
 * @param closing the header of the day of closing
 */
export function statusOfFlags(status: Proposal, profiles: readonly Profile[], closing: string | null): Proposal {
  if (status.rule) return status;
  const wins = flagsNamed(profiles, wonHeaders);
  const over = flagsNamed(profiles, closedHeaders);
  if (!wins || !wordsFor(wins, true).length || (over ? !wordsFor(over, true).length : closing === null)) return status;
  const isOver = (yes: boolean): Condition => {
    if (!over) return {column: closing!, filled: yes};
    // where nothing, or only a blank, says no, all that does not say yes is open
    const blank = over.filled < over.records || !wordsFor(over, false).length;
    return {column: over.header, ...(!yes && blank ? {not: wordsFor(over, true)} : {is: wordsFor(over, yes)})};
  };
  const cases = [
    {when: {column: wins.header, is: wordsFor(wins, true)}, then: "won"},
    {when: isOver(true), then: "lost"},
    {when: isOver(false), then: "open"}
  ];
  const by = over
    ? `${quoted(wins.header)} and ${quoted(over.header)}`
    : `${quoted(wins.header)} and the day in ${quoted(closing!)}`;
  return {
    ...status,
    rule: {cases},
    header: wins.header,
    questions: [],
    notes: [`the status is told by ${by}: won, else lost where it is closed, else open`]
  };
}

/** Odoo archives what is lost and leaves its stage as it was: such deals would be open for ever. */
export function withInactive(status: Proposal, profiles: readonly Profile[]): Proposal {
  const flag = flagsNamed(profiles, activeHeaders);
  const no = flag ? wordsFor(flag, false) : [];
  if (!flag || !no.length || status.header === flag.header) return status;
  const count = flag.top.filter((t) => no.includes(t.value)).reduce((n, t) => n + t.count, 0);
  const when = `{column: ${quoted(flag.header)}, is: [${no.map(quoted).join(", ")}]}`;
  const note = `${quoted(flag.header)} says no in ${counted(count)}, and nothing reads it: Odoo says so of lost deals. To count them as lost, set status: {constant: "lost", when: ${when}, empty: {(the rule as it is)}}`;
  return {...status, notes: [...status.notes, note]};
}
