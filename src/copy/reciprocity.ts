import type {Answer, Sentence} from "../contract/index.js";
import {counted, money, firstCounted, first as firstWord, percent, period, plural, some, whole} from "../shared/formats.js";
import {recordedPeriod} from "./begins.js";
import type {Facts, PartnerFacts} from "./facts.js";
import {mutedRule, referralTotals} from "./derive.js";
import {moreThanHalf} from "./contact.js";
import {answer, nothing, paragraph, partner, partners, say, strong} from "./say.js";
import {notRecorded, unusableOf} from "./recorded.js";

/* Reciprocity: referrals received from partners against referrals sent to them. */

// a company's own page that replaces this one may have these names from here, as the page had them
export {
  exchangeCaption,
  exchangeTitle,
  oneSidedCaption,
  oneSidedTitle,
  reciprocatedCaption,
  reciprocatedTitle
} from "./reciprocityPictures.js";

const question = "Do we give as we get?";

/** "About even" means a ratio of at most 5 : 4 either way. */
export const evenRatio = 1.25;

const noReferrals = ({about}: Pick<Facts, "about">): Sentence =>
  notRecorded(about, ["referrals"], say`Referrals are not recorded`);

export function reciprocityAnswer(f: Facts): Answer {
  if (!f.about.recorded.referrals)
    return answer(question, noReferrals(f), [
      unusableOf(f.about, ["referrals"]).length
        ? nothing
        : say`An export of referrals received from and sent to partners would show here who sends more, who less.`
    ]);
  return answer(
    question,
    reciprocityFinding(f),
    [paragraph(totals(f), worth(f), returned(f)), paragraph(oneSided(f), behind(f), ahead(f))],
    {
      to: "./reciprocity",
      label: "Referrals by partner"
    }
  );
}

/** "We send more referrals than we receive; 6 partners send clearly fewer than they receive". */
function reciprocityFinding(f: Pick<Facts, "partners" | "about" | "exchange_history">): Sentence {
  const {received: r, given: g} = referralTotals(f);
  if (r + g === 0) return say`No referrals either way in ${period(f.about.window_days)}`;
  const start =
    r > evenRatio * g
      ? "We receive more referrals than we send"
      : g > evenRatio * r
        ? "We send more referrals than we receive"
        : `We received ${counted(r, "referral")} and sent ${some(g)}`;
  const owe = f.partners.filter((row) => row.verdict === "they_owe").length;
  return owe
    ? say`${start}; ${counted(owe, "partner")} ${plural(owe, "returns", "return")} clearly fewer than we send`
    : say`${start}; no partner returns clearly fewer`;
}

function totals(f: Facts): Sentence {
  const {received, given} = referralTotals(f);
  return say`In ${period(f.about.window_days)} we received ${strong(counted(received, "referral"))} and sent ${strong(some(given))}.`;
}

/** The same in money, of what there was: "In money: those received led to won deals of €1.2M; those sent and accepted are worth €900K." */
function worth(f: Facts): Sentence {
  const [sums] = f.exchange_portfolio;
  if (!sums || sums.received_value + sums.given_value === 0) return nothing;
  const of = (amount: number) => strong(money(amount, f.about.currency));
  const counts = referralTotals(f);
  const received = sums.received_value
    ? say`those received led to won deals of ${of(sums.received_value)}`
    : say`no won deal is recorded for those received`;
  const given = sums.given_value
    ? say`those sent and accepted are worth ${of(sums.given_value)}`
    : say`no value is recorded for those sent and accepted`;
  const rates = f.about.excluded ? ", where an exchange rate is known" : "";
  if (!counts.received || !counts.given) return say`In money${rates}: ${counts.received ? received : given}.`;
  return say`In money${rates}: ${received}; ${given}.`;
}

function returned(f: Facts): Sentence {
  const share = f.exchange_portfolio[0]?.weighted_reciprocity;
  return share === null || share === undefined
    ? nothing
    : say`Partner by partner, ${strong(percent(share))} of all referrals are reciprocated.`;
}

function oneSided(f: Facts): Sentence {
  const most = f.one_sided[0];
  if (!most) return nothing;
  return say`Most one-sided over ${recordedPeriod(f.about.evidence_days, f.about)}: ${partner(most)} received ${counted(most.given, "referral")} and sent ${some(most.received)}.`;
}

/** Those whose verdict it is and who differ the most; all of them where several differ as much. */
function furthest(f: Facts, verdict: PartnerFacts["verdict"], difference: (row: PartnerFacts) => number) {
  const those = f.partners.filter((row) => row.verdict === verdict);
  const by = Math.max(...those.map(difference));
  return {by, most: those.filter((row) => difference(row) === by)};
}

/** Who is furthest ahead of us. */
function ahead(f: Facts): Sentence {
  const {by, most} = furthest(f, "we_owe", (row) => row.received - row.given);
  const [one] = most;
  if (!one) return nothing;
  return most.length === 1
    ? say`${partner(one)} is furthest ahead of us: we received ${counted(one.received, "referral")} and sent ${some(one.given)} in ${period(f.about.window_days)}.`
    : say`${partners(most)} are furthest ahead of us: each sent ${counted(by, "referral")} more than we did in ${period(f.about.window_days)}.`;
}

/** Who is furthest behind, unless that was said of a longer time. */
function behind(f: Facts): Sentence {
  const {by, most} = furthest(f, "they_owe", (row) => row.given - row.received);
  const [one] = most;
  if (!one || (most.length === 1 && one.id === f.one_sided[0]?.id)) return nothing;
  return most.length === 1
    ? say`${partner(one)} is furthest behind: we sent ${counted(one.given, "referral")} and received ${some(one.received)} in ${period(f.about.window_days)}.`
    : say`${partners(most)} are furthest behind: each sent ${counted(by, "referral")} fewer than we did in ${period(f.about.window_days)}.`;
}

export const reciprocityHeadline = (f: Facts): Answer => ({...reciprocityAnswer(f), question: null, way: null});

export function oneSidedAnswer(f: Facts): Answer {
  const n = f.one_sided.length;
  // where no referral has a value, none was compared
  const valued = f.exchange_portfolio.some((row) => row.received_value + row.given_value > 0);
  const over = recordedPeriod(f.about.evidence_days, f.about);
  const muted = mutedRule(f, "one_sided");
  if (muted && f.about.recorded.referrals)
    return answer(
      "Which partners are one-sided?",
      say`${firstWord(muted.met)} of ${counted(muted.population, "partner")} that received a referral from us ${plural(muted.met, "is", "are")} one-sided over ${over}`,
      [say`That is ${moreThanHalf}, so none is listed.`]
    );
  return answer(
    "Which partners are one-sided?",
    !f.about.recorded.referrals
      ? noReferrals(f)
      : n
        ? say`${firstWord(n)} of ${counted(f.partners.length, "partner")} ${plural(n, "is", "are")} one-sided over ${over}`
        : say`No partner is one-sided over ${over}`,
    n
      ? [
          say`One-sided: receives clearly more referrals than it sends, by more than chance explains${valued ? " and in value too" : ""}, and sends back few. Listed by the difference, the largest first.`
        ]
      : []
  );
}

/** Pairs that are listed at most. */
export const pairsListed = 500;

/** Informal alliances: which people refer to each other without an agreement. */
export function alliancesAnswer(f: Facts): Answer {
  const ready = [
    ...new Map(f.alliances.filter((row) => row.ready).map((row) => [row.id, {id: row.id, name: row.name}])).values()
  ];
  const n = f.alliances.length;
  const listedOnly =
    n > pairsListed ? say`The table lists the ${whole(pairsListed)} pairs with the most referrals, of ${whole(n)}.` : nothing;
  return answer(
    "Where do people already work together?",
    !n
      ? notRecorded(
          f.about,
          ["referrals"],
          f.about.recorded.referrals
            ? say`No two people refer to each other, as far as is recorded`
            : say`Referrals are not recorded`
        )
      : ready.length
        ? say`${partners(ready)} ${plural(ready.length, "is", "are")} ready for a formal agreement`
        : say`${firstCounted(n, "pair")} of people ${plural(n, "refers", "refer")} to each other`,
    n
      ? [
          say`An informal alliance is a pair of people whose referrals run both ways, with no agreement on paper. A partner is ready for a formal agreement when it has none and at least ${counted(f.settings.formalize_min_people, "person", "people")} of ours ${plural(f.settings.formalize_min_people, "exchanges", "exchange")} referrals with it.`,
          listedOnly
        ]
      : []
  );
}
