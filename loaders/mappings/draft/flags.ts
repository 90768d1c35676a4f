import type {Condition} from "../engine/rule.ts";
import {plainHeader} from "./lexicon/plain.ts";
import {saysYes} from "./lexicon/yesNo.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {quoted} from "./question.ts";

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
const [wonHeaders, closedHeaders] = [new Set(won.map(plainHeader)), new Set(closed.map(plainHeader))];

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
