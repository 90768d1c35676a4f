import type {Kind, Sentence} from "../contract/index.js";
import {either, listed} from "../shared/formats.js";
import {recordedPeriod} from "./begins.js";
import {isRated} from "./derive.js";
import type {Facts} from "./facts.js";
import {kindNouns} from "./names.js";
import {unusableOf, unusableSentence} from "./recorded.js";
import {nothing, paragraph, say} from "./say.js";

/* Why nobody can be rated, and why a kind of outcome is in no score. */

const tableOf = {deal: "deals", referral: "referrals", ticket: "tickets"} as const satisfies Record<Kind, string>;

const onlyGood: Record<Kind, string> = {deal: "won deals", referral: "accepted referrals", ticket: "tickets resolved on time"};
const onlyBad: Record<Kind, string> = {deal: "lost deals", referral: "rejected referrals", ticket: "late tickets"};

const weightOf = (kind: Kind, {settings: s}: Pick<Facts, "settings">): number =>
  ({deal: s.trust_weight_deal, referral: s.trust_weight_referral, ticket: s.trust_weight_ticket})[kind];

/** Kinds that the settings leave out of scores: no export lets them count. */
function weightless(f: Pick<Facts, "priors" | "settings">): Sentence {
  const kinds = f.priors.flatMap((row) => (row.events > 0 && weightOf(row.kind, f) === 0 ? [kindNouns[row.kind]] : []));
  return kinds.length ? say`In the settings the weight of ${listed(kinds)} is 0, so they don’t count.` : nothing;
}

/** Where nobody can be rated: why, and which export would change that. Null where somebody is rated, or nobody is there. */
export function whyNotRated(f: Pick<Facts, "about" | "partners" | "kinds" | "priors" | "settings">): Sentence | null {
  if (!f.partners.length || f.partners.some(isRated)) return null;
  const kinds = (["deal", "referral", "ticket"] as const).filter((kind) => weightOf(kind, f) > 0);
  const recorded = f.priors.filter((row) => row.events > 0 && kinds.includes(row.kind));
  return paragraph(whyOf(kinds, recorded, f), weightless(f));
}

/** What would hold an outcome: where such records are there, those of partners, which may be missing or too old. */
function wantedOf(kind: Kind, about: Facts["about"]): string {
  const known = isOnRecord(kind, about);
  if (kind === "deal") return known ? "closed deals with partners" : "closed deals";
  if (kind === "referral") return known ? "answered referrals from partners" : kindNouns.referral;
  return known ? "support tickets that partners own" : kindNouns.ticket;
}

function whyOf(kinds: readonly Kind[], recorded: Facts["priors"], f: Pick<Facts, "about" | "kinds" | "settings">): Sentence {
  const missing = kinds.filter((kind) => !recorded.some((row) => row.kind === kind));
  const lost = unusableSentence(
    f.about,
    missing.map((kind) => tableOf[kind])
  );
  const unusable = lost.length ? say`${lost}.` : nothing;
  if (!recorded.length) {
    const one = {deal: "deal", referral: "referral", ticket: "ticket"};
    const wanted = missing.flatMap((kind) => (unusableOf(f.about, [tableOf[kind]]).length ? [] : [wantedOf(kind, f.about)]));
    return paragraph(
      say`No outcome of a ${either(kinds.map((kind) => one[kind]))} is recorded in ${recordedPeriod(f.settings.evidence_days, f.about)}.`,
      unusable,
      wanted.length
        ? say`An export of ${either(wanted)}${missing.some((kind) => isOnRecord(kind, f.about)) ? " from that time" : ""} would change that.`
        : nothing
    );
  }
  if (recorded.some((row) => row.speaks))
    return paragraph(
      say`Each has too few outcomes. More history, or an export of ${missing.length ? either(missing.map((kind) => kindNouns[kind])) : "older records"}, would change that.`,
      unusable
    );
  const good = (kind: Kind) => f.kinds.some((row) => row.kind === kind && row.kept > 0);
  const only = listed(recorded.map(({kind}) => (good(kind) ? onlyGood : onlyBad)[kind]));
  const wanted = [
    ...recorded.map(({kind}) => (good(kind) ? onlyBad : onlyGood)[kind]),
    ...missing.map((kind) => kindNouns[kind])
  ];
  return paragraph(
    say`The data hold ${only} only, which say nothing about who is reliable. An export that also has ${either(wanted)} would change that.`,
    unusable
  );
}

/** Why a kind of outcome is in no score. */
export const whyUncounted = (kind: Kind, events: number, f: Pick<Facts, "about" | "settings">): string =>
  weightOf(kind, f) === 0
    ? "weight 0 in the settings"
    : events
      ? "only one kind of outcome"
      : unusableOf(f.about, [tableOf[kind]]).length
        ? "no delivered record counts"
        : isOnRecord(kind, f.about)
          ? `no outcome in ${recordedPeriod(f.settings.evidence_days, f.about)}`
          : "no outcome recorded";

/** Whether records of a kind are there, whatever they tell of partners. */
const isOnRecord = (kind: Kind, {recorded}: Facts["about"]): boolean =>
  ({deal: recorded.deals && recorded.deals_from !== null, referral: recorded.referrals, ticket: recorded.tickets})[kind];
