import {amountRule} from "./amounts.ts";
import {currencyRule} from "./currencies.ts";
import {dateRule} from "./days.ts";
import {hoursRule} from "./hours.ts";
import {isDeleted, mayBeEitherSide, meaningOf} from "./lexicon/lexicon.ts";
import {emptyNotes, errorNotes, zeroNotes} from "./columnNotes.ts";
import {none, type Match} from "./match.ts";
import {isFoldedReference} from "../engine/ids.ts";
import {directWords} from "../engine/nothing.ts";
import {plainHeader} from "./lexicon/plain.ts";
import {otherBeside, saysYes} from "./lexicon/yesNo.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import type {Format, Setting} from "./ruleParts.ts";
import {counted, quoted, type Question} from "./question.ts";

/** Proposes how a column is filled from the header that was found for it. */
export function proposeRule({column, profile: found, likeness, guessed}: Match, setting: Setting): Proposal {
  const empty: Proposal = {column, rule: null, header: null, questions: [], notes: [], counts: new Map(), name: null};
  if (!found) return withoutHeader(empty, setting);
  const profile = withDirectWords(column, found);
  const questions: Question[] = [];
  const notes: string[] = [];
  if (likeness < 0.9 && !setting.answers.has(column.name))
    questions.push({
      id: column.name,
      text: guessed
        ? `No header seems to be ${column.name} (${column.about}). By its values alone (${guessed}) it could be ${quoted(profile.header)}. Is it?`
        : `Is ${quoted(profile.header)} ${column.name} (${column.about})?`,
      options: [profile.header, ...setting.candidates.filter((c) => c !== profile.header), none],
      proposal: profile.header
    });
  const format = profile.filled ? formatOf(column, profile, setting) : {rule: {}, questions: [], notes: []};
  const source = column.kind === "id" && holdsNames(column, profile) ? {hashOf: [profile.header]} : {from: profile.header};
  const nulls = profile.nulls.length ? {nulls: profile.nulls} : {};
  notes.push(
    ...emptyNotes(column.required, column.name, profile),
    ...errorNotes(profile),
    ...zeroNotes(column.name, column.kind, profile)
  );
  if (column.kind === "id" && profile.spaced)
    notes.push(
      `${quoted(profile.header)} holds names, with white space in ${counted(profile.spaced, "cell")}: an id is built from each`
    );
  return {
    column,
    rule: {
      ...source,
      ...nulls,
      ...(profile.wide && column.kind !== "id" && column.kind !== "text" ? {wide: true} : {}),
      ...(profile.entities && (column.kind === "id" || column.kind === "text") ? {html: true} : {}),
      ...format.rule
    },
    header: profile.header,
    questions: [...questions, ...format.questions],
    notes: [...notes, ...format.notes],
    counts: format.counts ?? new Map<string, number>(),
    name:
      "hashOf" in source
        ? {header: profile.header, nulls: profile.nulls, html: profile.entities > 0, split: format.rule.split ?? null}
        : null
  };
}

/** In a column of partners, a word for a direct deal names none. */
function withDirectWords(column: Match["column"], profile: Profile): Profile {
  const direct = profile.top.map((t) => t.value).filter((v) => directWords.includes(v.toLowerCase()));
  return column.name === "partner_id" && !column.required ? {...profile, nulls: [...profile.nulls, ...direct]} : profile;
}

/** Names make ids that are the same in every file, however they are written; what has digits in it is an id as it is. */
const holdsNames = (column: Match["column"], {spaced, top, header}: Profile): boolean =>
  spaced > 0 || (isFoldedReference(column) && !/\bid\b/.test(plainHeader(header)) && top.every((t) => !/\d/.test(t.value)));

/** A column that nothing was found for: a needed one is asked for, with the constants that it may have. */
function withoutHeader(empty: Proposal, {answers, candidates}: Setting): Proposal {
  const {column} = empty;
  const answer = answers.get(column.name);
  if (answer?.startsWith("=")) return {...empty, rule: {constant: answer.slice(1)}};
  if (!column.required || answer === none) return empty;
  const constants = column.kind === "category" ? column.values!.map((v) => `=${v}`) : [];
  const means = column.values ? ` (${column.values.join(", ")})` : "";
  return {
    ...empty,
    questions: [
      {
        id: column.name,
        text: `${column.name} is needed (${column.about}${means}), and no header seems to be it. Which is it? If it is in none, export it too`,
        options: [...candidates, ...constants],
        proposal: usual[column.name] ?? null
      }
    ]
  };
}

/** What exports that don't say it mean nearly always: a desk resolves its own tickets, a list of leads is of those received. */
const usual: Record<string, string> = {owner: "=us", direction: "=received"};

function formatOf(column: Match["column"], profile: Profile, setting: Setting): Format {
  switch (column.kind) {
    case "day":
    case "instant":
      return dateRule(column.name, profile, setting);
    case "money":
      return amountRule(profile, column.name, setting.answers);
    case "currency":
      return currencyRule(column.name, profile, setting);
    case "count":
      return yesOrNo(profile);
    case "percent":
    case "number":
      return numberRule(column, profile);
    case "category":
      return valuesRule(column, profile, setting);
    case "id":
      for (const [cells, strip, what] of [
        [profile.apostrophes, ["'"], "the apostrophe"],
        [profile.quotedTexts, ['="', '"'], 'the =""']
      ] as const)
        if (cells && cells === profile.filled)
          return {
            rule: {strip: [...strip]},
            questions: [],
            notes: [`${what} in ${quoted(profile.header)} is a spreadsheet's mark of a text: it is taken off`]
          };
      if (!profile.several || (profile.spaced > profile.several && !isFoldedReference(column))) return nothing;
      return {
        rule: {split: ";"},
        questions: [],
        notes: [
          `${counted(profile.several, "cell")} of ${quoted(profile.header)} ${profile.several === 1 ? "holds" : "hold"} several values between semicolons; the first is taken`
        ]
      };
    default:
      return nothing;
  }
}

/** Hours by their unit, percent out of shares, and the comma where it marks decimals. */
function numberRule(column: Match["column"], profile: Profile): Format {
  const {amounts, filled, affixes} = profile;
  const rule: Pick<Format["rule"], "decimal" | "unit" | "strip"> =
    amounts.plain < filled && amounts.european === filled ? {decimal: ","} : {};
  const signed = profile.top.filter((t) => t.value.includes("%"));
  const bare = profile.top.filter((t) => !t.value.includes("%"));
  if (column.name === "hours") {
    const hours = hoursRule(profile, rule);
    return {rule: {...rule, ...hours.rule}, questions: [], notes: hours.notes};
  }
  if (column.kind === "percent" && isShare(profile)) rule.unit = "fraction";
  else if (column.kind === "percent" && signed.length && isShare({...profile, top: bare})) {
    const note = `${quoted(profile.header)} has percentages such as ${quoted(signed[0]!.value)} and shares such as ${quoted(bare[0]!.value)}: the latter are taken for shares of 1`;
    return {rule: {...rule, unit: "fraction"}, questions: [], notes: [note]};
  } else if (affixes.includes("%")) rule.strip = ["%"];
  return {rule, questions: [], notes: []};
}

/** A count that says only whether: 1 or 0. */
function yesOrNo({top}: Profile): Format {
  const meaning = (value: string) => ({true: "1", false: "0", null: null})[String(saysYes(value)) as "true" | "false" | "null"];
  if (!top.length || top.every((t) => /^(\d+|true|false)$/.test(t.value)) || top.some((t) => meaning(t.value) === null))
    return nothing;
  const values = Object.fromEntries(top.map((t) => [t.value, meaning(t.value)!]));
  // the other word may come in a later file
  const said = new Set(Object.values(values));
  const other = otherBeside(top[0]!.value);
  return {rule: {values: said.size === 1 && other ? {...values, [other]: meaning(other)!} : values}, questions: [], notes: []};
}

/** Shares of 1 (0.2, 0.95, 1), where percent would be 20, 95, 100. */
const isShare = ({top}: Profile): boolean =>
  top.every((t) => /^(0([.,]\d+)?|1([.,]0+)?)$/.test(t.value)) && top.some((t) => /^0[.,]\d*[1-9]/.test(t.value));

const nothing: Format = {rule: {}, questions: [], notes: []};

/** Translates the words of a category; one without a translation is asked about. */
function valuesRule(column: Match["column"], profile: Profile, {answers}: Setting): Format {
  const {header, top, distinct} = profile;
  const canonical = column.values!;
  const counts = new Map(top.map((t) => [t.value, t.count]));
  const same = top.every((t) => canonical.includes(t.value));
  if (same) return {rule: {}, questions: [], notes: [], counts};
  const values: Record<string, string> = {};
  const questions: Question[] = [];
  for (const {value, count} of top) {
    const id = `${column.name}: ${value}`;
    const known = meaningOf(value, canonical, header);
    const unsure = known !== null && mayBeEitherSide(value, canonical);
    const meaning = answers.get(id) ?? (unsure ? null : known);
    if (value === "__proto__" || (isDeleted(value) && !answers.has(id))) continue;
    if (meaning) values[value] = meaning === none ? "" : meaning;
    else
      questions.push({
        id,
        text: `What does ${quoted(value)} in ${quoted(header)} mean (${counted(count)})${unsure ? "; it may be us or the partner" : ""}?`,
        options: [...canonical],
        proposal: unsure ? known : null
      });
  }
  const notes =
    distinct > top.length
      ? [
          `${quoted(header)} has ${distinct - top.length} more words than the ${top.length} most frequent; those go to quarantine until "values" lists them`
        ]
      : [];
  return {rule: Object.keys(values).length ? {values} : {}, questions, notes, counts};
}
