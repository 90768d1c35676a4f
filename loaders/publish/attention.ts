import {Attention} from "../../src/contract/attention.ts";
import type {Case, File, Sentence} from "../../src/contract/index.ts";
import {
  accountAnswer,
  attentionHeadline,
  dataNotices,
  decideAnswer,
  doAnswer,
  worklistsAnswer
} from "../../src/copy/attention.ts";
import {sizeText} from "../../src/copy/caseColumns.ts";
import {caseText} from "../../src/copy/caseTexts.ts";
import {signalName, signalsOf} from "../../src/copy/signals.ts";
import {isRedefined} from "../../src/copy/changes.ts";
import {decidedSentence, decisionRecord} from "../../src/copy/decisions.ts";
import {say} from "../../src/copy/say.ts";
import {togetherSentence} from "../../src/copy/together.ts";
import type {CaseRow} from "../history/publication.ts";
import {withheldId} from "../../src/shared/address.ts";
import {byColumn} from "./byColumn.ts";
import type {Portfolio} from "./portfolio.ts";

/** Every case of now, and after them those resolved since the last publication. */
export function allCases(p: Portfolio): Case[] {
  const {now, before} = p.history;
  const earlier = before?.cases ? new Map(before.cases.map((row) => [row.case_id, row])) : null;
  const still = new Set(now.cases.map((row) => row.case_id));
  const gone = [...(earlier?.values() ?? [])].filter((row) => wasTold(row) && !still.has(row.case_id));
  const withPage = new Set([withheldId, ...p.partners.map(({id}) => id)]);
  return [
    ...now.cases.map((row) => caseOf(row, earlier ? newsOf(row, earlier.get(row.case_id)) : "continuing", p)),
    ...gone.map((row) => caseOf(row, "resolved", p))
  ].map((c) => leadingToPages(c, withPage));
}

/** A partner that was merged into another, or left the data, has no page: the case that went with it leads nowhere. */
function leadingToPages(c: Case, withPage: ReadonlySet<string>): Case {
  if (c.partner === null || withPage.has(c.partner)) return c;
  const named = (sentence: Sentence) =>
    say`${sentence.map((part) => (typeof part === "object" && "id" in part ? part.name : part))}`;
  return {...c, partner: null, about: named(c.about), why: named(c.why), todo: named(c.todo)};
}

const kindsIn = (kinds: string): string[] => kinds.split(", ").filter(Boolean);

/** The signals of a case that are not of a missing delivery alone. */
const sureKinds = ({kinds, doubted}: CaseRow): string[] => kindsIn(kinds).filter((kind) => !kindsIn(doubted).includes(kind));

const wasTold = (row: CaseRow | undefined): row is CaseRow => row !== undefined && row.standing && sureKinds(row).length > 0;

/**
 * A case is news where it is on the list and wasn't; changed where it went up to leadership or has a signal that it had not. What may be of
 * a missing delivery alone is none until the delivery shows that it is not.
 */
function newsOf(row: CaseRow, before: CaseRow | undefined): Case["news"] {
  if (!row.standing) return wasTold(before) ? "resolved" : "continuing";
  if (!sureKinds(row).length) return "continuing";
  if (!wasTold(before)) return "new";
  const known = new Set(sureKinds(before));
  const more = sureKinds(row).some((kind) => !known.has(kind));
  return more || (row.lane === "decide" && before.lane === "do") ? "changed" : "continuing";
}

const caseOf = (row: CaseRow, news: Case["news"], p: Portfolio): Case => ({
  id: row.case_id,
  kind: row.kind,
  signals: signalsOf(row).map(signalName).join(", "),
  lane: row.lane,
  status: row.status,
  news,
  ...(row.doubted && {doubted: kindsIn(row.doubted).map(signalName).join(", ")}),
  partner: row.partner_id,
  owner: row.owner,
  ...caseText(row, p),
  since: row.since,
  known_from: row.since === null ? row.raised_on : null,
  size: sizeText(row, p.about.currency),
  stake: row.at_stake,
  shown: row.shown && news !== "resolved",
  decided: decidedSentence(row),
  record: p.decisions_taken && news !== "resolved" ? decisionRecord(row, p.about.as_of) : null
});

/** What leadership decides now, no more than its list shows. */
export const casesToDecide = (list: readonly Case[]): Case[] => list.filter((c) => c.lane === "decide" && c.shown);

/** Every case, what is due, and how the list itself does. */
export function attentionFile(p: Portfolio): File<"attention"> {
  const list = allCases(p);
  const together = togetherSentence(p);
  return {
    about: p.about,
    words: {
      headline: attentionHeadline(p, list),
      // its way leads here
      decide: {...decideAnswer(p, list, "attention"), way: null},
      do: doAnswer(p, list),
      worklists: worklistsAnswer(p),
      account: accountAnswer(p)
    },
    compared: p.history.before?.cases ? p.history.before.as_of : null,
    ...(isRedefined(p.history) ? {redefined: true as const} : {}),
    ...(together.length ? {together} : {}),
    cases: list,
    worklist: byColumn(Attention.shape.worklist, p.worklist),
    summary: byColumn(Attention.shape.summary, p.case_summary),
    precision: byColumn(Attention.shape.precision, p.case_precision),
    notices: dataNotices(p)
  };
}
