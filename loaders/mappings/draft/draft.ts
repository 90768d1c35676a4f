import {escaped} from "../engine/plainPattern.ts";
import type {ColumnRule, Mapping, TableMapping} from "../engine/mapping.ts";
import type {QuarantineNote} from "../../stage/quarantineNotes.ts";
import type {CanonicalTable} from "../../tables/columns.ts";
import {currencyHeader} from "../../read/transcribe/numberFormats.ts";
import {aboutOthers} from "./aboutOthers.ts";
import {withGuesses} from "./byValues.ts";
import {finishDeals} from "./deals.ts";
import {provenOrder} from "./days.ts";
import {withEmptyDays} from "./emptyDays.ts";
import type {Export} from "./export.ts";
import {fewNeeded, noneFound, notesOfFile} from "./fileNotes.ts";
import {partnerNotes} from "./groups.ts";
import {goneKeys, goneOf, type Gone} from "./gone.ts";
import {withLinkedNames} from "./linkedNames.ts";
import {withLists} from "./lists.ts";
import {couldBe, likeness, matchTable, type Match} from "./match.ts";
import {nameBeside, partnerQuestion} from "./names.ts";
import {withoutParentNames} from "./parentNames.ts";
import type {Profile} from "./profile.ts";
import {headersIn, type NameBeside, type Proposal} from "./proposal.ts";
import {counted, inOneLine, quoted, type Question} from "./question.ts";
import {finishReferrals, withOwnCurrency} from "./referrals.ts";
import {withRepeated} from "./repeatedHeaders.ts";
import {repeatNotes} from "./repeats.ts";
import {rowNumberNotes} from "./rowNumbers.ts";
import type {DayOrder} from "./ruleParts.ts";
import {proposeRule} from "./rules.ts";
import {withSides} from "./sides.ts";
import {tableQuestion} from "./tableQuestion.ts";
import {finishTickets} from "./tickets.ts";
import {unreadNotes} from "./unreadColumns.ts";

/** What is proposed for an export, and what is still to be asked. */
export interface Draft {
  file: string;
  records: number;
  table: CanonicalTable;
  signature: string[];
  proposals: Proposal[];
  /** What says that the source has deleted a record, or merged it into another. */
  gone: Gone;
  unused: string[];
  /** The sheet of a workbook that was asked for. */
  sheet: string | null;
  skip: number;
  total: string | null;
  /** Patterns of the first cell of notes below the records. */
  footnotes: string[];
  /** The header and words of lines of totals among the records. */
  subtotals: {header: string; words: string[]} | null;
  repeated: string[];
  /** Whether lines may end in empty cells too many. */
  emptyTail: boolean;
  questions: Question[];
  /** What concerns the file as a whole. */
  notes: string[];
  /** Questions that nobody was asked, with the proposal that was accepted. */
  accepted: {question: Question; answer: string}[];
}

/**
 * A mapping for an export, as far as its headers, its values and a person's answers tell.
 * @param answers by the id of the question; what is answered is not asked again
 */
export async function draftOf(found: Export, answers: ReadonlyMap<string, string>): Promise<Draft> {
  const {records, file} = found;
  // what a workbook shows is read for the currency only, and the next one may show none
  const made = new Set(found.profiles.map((p) => currencyHeader(p.header)));
  const profiles = found.profiles.filter((p) => !made.has(p.header));
  const {table, matches: byName, sure, others} = matchTable(profiles, found.hint, answers);
  const matches = withGuesses(table, byName, profiles, answers);
  const order = provenOrder(profiles);
  const free = (m: Match) => candidatesFor(table, m, profiles, matches);
  const rules = matches.map((m) => proposeRule(m, {answers, order, candidates: free(m), reporting: found.reporting}));
  const plain = withoutParentNames(table, rules);
  const finished = await finish(table, plain, found, answers, order);
  const linked = await withLinkedNames(await withLists(finished, found), found);
  const proposals = withRepeated(table, linked, found, answers).map((p) => nameBeside(p, profiles, matches));
  const named = withNameOfKey(table, proposals);
  const used = [...new Set(named.flatMap(headersIn))].filter((h) => !made.has(h));
  const gone = await goneOf(table, named, profiles, found.db);
  const ofGone = [...gone.deleted.map((d) => d.column), gone.merged?.from, gone.mergedInto];
  const unused = profiles.map((p) => p.header).filter((h) => !used.includes(h) && !ofGone.includes(h));
  const asked = [
    ...(answers.has("table") ? [] : tableQuestion(table, named, profiles, {sure, others, hint: found.hint})),
    ...named.flatMap((p) => p.questions),
    ...partnerQuestion(table, named, profiles, answers),
    ...aboutOthers(table, named, profiles, unused).filter((q) => !answers.has(q.id))
  ];
  return {
    file,
    records,
    table,
    // a few common headers would fit other exports too
    signature: [...used, ...unused.slice(0, Math.max(0, 6 - used.length))],
    proposals: named,
    gone,
    unused,
    sheet: found.sheet,
    skip: found.skip,
    total: found.total,
    footnotes: found.below.footnotes,
    subtotals: found.subtotals,
    repeated: [...found.repeated, ...found.alike],
    emptyTail: found.tails > 0,
    questions: asked,
    notes: [
      ...notesOfFile(found),
      ...fewNeeded(table, named),
      ...noneFound(used),
      ...gone.notes,
      ...(await partnerNotes(table, named, found)),
      ...(await rowNumberNotes(table, named, found)),
      ...(await repeatNotes(table, named, unused, {db: found.db, profiles})),
      ...(await unreadNotes(table, named, unused, {db: found.db, profiles}))
    ],
    accepted: []
  };
}

/** What the columns of a table tell of each other. */
async function finish(
  {name}: CanonicalTable,
  plain: Proposal[],
  found: Export,
  answers: ReadonlyMap<string, string>,
  order: DayOrder | null
): Promise<Proposal[]> {
  if (name === "deals") return finishDeals(plain, found, answers, order);
  const dated = withEmptyDays(plain, found.profiles, answers);
  if (name === "referrals") return withSides(await withOwnCurrency(finishReferrals(dated, found), found), found.profiles);
  return name === "tickets" ? finishTickets(withSides(dated, found.profiles), found, answers) : plain;
}

/** A list of companies or people that has names and no ids: the key is built from the name, which is the name too. */
function withNameOfKey({key}: CanonicalTable, proposals: Proposal[]): Proposal[] {
  const own = key.length === 1 ? proposals.find((p) => p.column.name === key[0]) : undefined;
  if (!own?.name) return proposals;
  const {name} = own;
  const fill = (p: Proposal): Proposal => ({...p, rule: nameRule(name), header: name.header, questions: []});
  return proposals.map((p) => (p.column.name === "name" && !p.rule ? fill(p) : p));
}

/** How a name is read from its column. */
const nameRule = ({header, nulls, html, split}: NameBeside): ColumnRule => ({
  from: header,
  ...(nulls.length ? {nulls} : {}),
  ...(html ? {html} : {}),
  ...(split ? {split} : {})
});

/** The mapping that a draft stands for, columns that nothing fills left out. */
export function mappingOf(draft: Draft): Mapping {
  const filled = draft.proposals.filter((p) => p.rule);
  const names = draft.proposals.flatMap((p) =>
    p.rule && p.name && !draft.table.key.includes(p.column.name) ? [[p.column.name, nameRule(p.name)] as const] : []
  );
  const without = [
    ...draft.proposals.flatMap((p) => (p.leaveOut === undefined ? [] : [{column: p.leaveOut, filled: true}])),
    ...(draft.subtotals ? [{column: draft.subtotals.header, not: draft.subtotals.words}] : [])
  ];
  const trailer = [...(draft.total ? [escaped(draft.total)] : []), ...draft.footnotes];
  return {
    about: `export like ${draft.file}`,
    signature: draft.signature,
    table: draft.table.name,
    ...(draft.sheet === null ? {} : {sheet: draft.sheet}),
    ...(draft.skip ? {skip: draft.skip} : {}),
    ...(trailer.length ? {trailer} : {}),
    ...(draft.emptyTail ? {emptyTail: true} : {}),
    ...(draft.repeated.length ? {repeatedHeaders: true} : {}),
    ...(without.length ? {when: without.length === 1 ? without[0]! : without} : {}),
    ...goneKeys(draft.gone),
    columns: Object.fromEntries(filled.map((p) => [p.column.name, p.rule!])),
    ...(names.length ? {names: Object.fromEntries(names)} : {})
  } satisfies TableMapping;
}

/** Needed columns that nothing fills yet. */
export const missingIn = ({proposals}: Draft): string[] =>
  proposals.filter((p) => p.column.required && !p.rule).map((p) => p.column.name);

/** Headers that could fill a column: the likeliest first, then what no other column has taken. */
function candidatesFor(table: CanonicalTable, {column}: Match, profiles: Profile[], matches: Match[]): string[] {
  const taken = new Set(matches.filter((m) => m.column.name !== column.name).flatMap((m) => m.profile?.header ?? []));
  return profiles
    .filter((p) => !taken.has(p.header) && couldBe(column, p))
    .map((p) => ({header: p.header, like: likeness(table, column, p)}))
    .sort((a, b) => b.like - a.like)
    .slice(0, 12)
    .map((p) => p.header);
}

/** What the records say that the columns alone did not: how many would be rejected, why, and what corrects it. */
export function withRejected(draft: Draft, rejected: readonly QuarantineNote[]): Draft {
  const notes = rejected.map(
    ({reason, records, what, edit}) =>
      `${counted(records)} of ${draft.records} would be rejected (${reason}): ${inOneLine(`${what} ${edit}`)}`
  );
  return {...draft, notes: [...draft.notes, ...notes]};
}

/** What was accepted without asking, a line each: a proposal is no certainty. */
export const acceptedOf = ({accepted}: Draft): string[] =>
  accepted.map(({question: {id, text}, answer}) => {
    const [column] = id.split(":");
    return `${id === "table" ? "" : `${column}: `}${text.replace(/[^?.]$/, "$&.")} Accepted: ${quoted(answer)}`;
  });

/** What is still doubtful, a line each, as the written file and the terminal say it. */
export const doubtsOf = (draft: Draft): string[] => [
  ...draft.questions.filter((q) => q.id === "table" || q.id === "records").map((q) => q.text),
  ...draft.notes,
  ...draft.proposals.flatMap((p) => [...p.questions.map((q) => q.text), ...p.notes].map((d) => `${p.column.name}: ${d}`)),
  ...draft.questions
    .filter((q) => q.id === "partner_id" && !draft.proposals.some((p) => p.questions.includes(q)))
    .map((q) => q.text),
  ...acceptedOf(draft)
];
