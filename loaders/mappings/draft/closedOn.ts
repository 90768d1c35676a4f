import type {ColumnRule} from "../engine/mapping.ts";
import {closingDay, type Closing} from "./closing.ts";
import {dateRule} from "./days.ts";
import {isPlanned} from "./lexicon/lexicon.ts";
import {plainWords} from "./lexicon/plain.ts";
import {none} from "./match.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";
import type {DayOrder} from "./ruleParts.ts";

export const isClosed = {canonical: "status", is: ["won", "lost"]};

interface ClosingLook {
  closing: Closing | null;
  profile: (header: string | null) => Profile | null;
  answers: ReadonlyMap<string, string>;
  order: DayOrder | null;
  opened: string | null;
}

/** The day of closing: by its values, else by its name; one that open deals have too is the planned one there. */
export function closedOn(found: Proposal, {closing, profile, answers, order, opened}: ClosingLook): Proposal {
  if (answers.get("closed_on") === none) return found;
  const byValues = closing && !answers.has("closed_on") ? closingDay(closing) : null;
  const telling = byValues && byValues.profile.header !== opened ? byValues.profile : null;
  const mine = closing?.days.find((d) => d.profile.header === found.header);
  const chosen = telling && !(mine && mine.open === 0 && mine.closed >= closing!.closed) ? telling : profile(found.header);
  if (!chosen || (isPlanned(chosen.header) && !answers.has("closed_on")))
    return withoutClosing({...found, rule: null, header: null, questions: [], notes: []}, closing, opened);
  const format = chosen.header === found.header ? null : dateRule("closed_on", chosen, {answers, order});
  const base: Proposal = format
    ? {
        ...found,
        header: chosen.header,
        rule: {from: chosen.header, ...writtenAs(chosen), ...format.rule},
        questions: format.questions,
        notes: format.notes
      }
    : found;
  const other = closing && !answers.has("closed_on") ? otherClosing(closing, chosen) : null;
  if (!other || base.rule?.empty !== undefined) {
    const whole = withCondition(base, closing, chosen);
    return closing && !answers.has("closed_on") ? {...whole, notes: [...whole.notes, ...twoBeside(closing, chosen)]} : whole;
  }
  const {rule, questions, notes} = dateRule("closed_on", other, {answers, order});
  const said = `the day of closing is ${quoted(chosen.header)}, or ${quoted(other.header)} where that is empty`;
  return {
    ...base,
    rule: {...base.rule!, empty: {from: other.header, ...writtenAs(other), ...rule}},
    questions: [...base.questions, ...questions.filter((q) => !base.questions.some((b) => b.id === q.id))],
    notes: [...base.notes.filter((n) => !/count as empty$/.test(n)), ...notes, said]
  };
}

/** Exports with a day for won deals and another for lost ones: the one that is filled in just the closed deals that the first lacks. */
function otherClosing({closed, days}: Closing, chosen: Profile): Profile | null {
  const first = days.find((d) => d.profile.header === chosen.header);
  if (!first || first.open || first.closed >= closed) return null;
  const fits = days.filter((d) => d !== first && d.open === 0 && d.closed > 0 && d.closed === closed - first.closed);
  return fits.length === 1 ? fits[0]!.profile : null;
}

/** A day of the won deals and one of the lost ones beside the day that is read: where they differ, that may be the planned one. */
function twoBeside({closed, days}: Closing, chosen: Profile): string[] {
  // "Closed On" says that it is no plan
  if (plainWords(chosen.header).split(" ").includes("closed")) return [];
  const parts = days.filter((d) => d.profile !== chosen && d.open === 0 && d.closed > 0 && d.closed < closed);
  const pairs = parts.flatMap((d, i) => parts.slice(i + 1).flatMap((o) => (d.closed + o.closed === closed ? [[d, o]] : [])));
  if (pairs.length !== 1) return [];
  const [one, other] = pairs[0]!.map((d) => quoted(d.profile.header));
  return [
    `${one} and ${other} are together filled in just the won and lost deals, and are not read: if ${quoted(chosen.header)} is the planned day, read these, one in "from" and the other in "empty"`
  ];
}

const writtenAs = ({nulls, wide}: Profile): Partial<ColumnRule> => ({...(nulls.length ? {nulls} : {}), ...(wide ? {wide} : {})});

/** Nothing names the day of closing: columns of days that every closed deal has and no open one may be it, and only a person knows. */
function withoutClosing(found: Proposal, closing: Closing | null, opened: string | null): Proposal {
  if (!closing?.closed) return found;
  const {closed, days} = closing;
  const may = days
    .filter((d) => d.closed === closed && d.open === 0)
    .map((d) => d.profile.header)
    .filter((header) => header !== opened && !isPlanned(header));
  if (!may.length) return {...found, notes: [noClosing(closing)]};
  const text = `no header says which day a deal was won or lost, which ${counted(closed, "deal")} ${closed === 1 ? "needs: it goes" : "need: they go"} to quarantine (state). Is it ${may.map(quoted).join(" or ")}?`;
  return {...found, questions: [{id: "closed_on", text, options: [...may, none], proposal: null}]};
}

const noClosing = ({closed}: Closing) =>
  `no column is the day that a deal was won or lost, which ${counted(closed, "deal")} ${closed === 1 ? "needs" : "need"}: they go to quarantine (state). Export the actual closing day, or take the day of the last change: closed_on: {from: "LAST CHANGE", when: {canonical: "status", is: ["won", "lost"]}}`;

/** Days of open deals are left out, and closed deals without a day are said. */
function withCondition(base: Proposal, closing: Closing | null, chosen: Profile): Proposal {
  const filled = closing?.days.find((d) => d.profile.header === chosen.header);
  if (!closing || !filled) return base;
  const notes = [...base.notes.filter((n) => !/count as empty$/.test(n))];
  const planned = filled.open > 0;
  if (planned)
    notes.push(
      `${quoted(chosen.header)} is filled in ${counted(filled.open, "open deal")} too, where it is a planned day: it counts only for won and lost ones`
    );
  const without = closing.closed - filled.closed;
  if (without > 0)
    notes.push(
      `${counted(without, "won or lost deal")} ${without === 1 ? "has" : "have"} no day in ${quoted(chosen.header)} and ${without === 1 ? "goes" : "go"} to quarantine (state): fill it in, or give the rule an "empty" such as {from: "LAST CHANGE"}`
    );
  return {...base, rule: {...base.rule!, ...(planned ? {when: isClosed} : {})}, notes};
}
