import type {Answer, Sentence} from "../../../src/contract/index.ts";
import {capital, counted, inWords, percent, period, plural, whole} from "../../../src/shared/format.ts";
import type {Portfolio} from "../portfolio.ts";
import {nothing, paragraph, partner, say, strong} from "../say.ts";

const question = "Do we give as we get?";

/** On the whole means a ratio of at most 5 : 4 either way. */
const evenTo = 1.25;

/** Do we give as we get? */
export function reciprocityAnswer(p: Portfolio): Answer {
  if (!p.about.recorded.referrals)
    return {
      question,
      finding: say`Whether we give as we get is not recorded`,
      paragraphs: [
        say`No leads passed to or from partners are in the data. With an export of them (referrals) this page shows who owes whom.`
      ],
      way: null
    };
  return {
    question,
    finding: reciprocityFinding(p),
    paragraphs: [paragraph(totals(p), answered(p)), paragraph(taker(p), owed(p))].filter((s) => s.length),
    way: {to: "./reciprocity", label: "Who owes whom"}
  };
}

const received = (p: Portfolio) => p.partners.reduce((sum, row) => sum + row.received, 0);
const given = (p: Portfolio) => p.partners.reduce((sum, row) => sum + row.given, 0);

/** "Even on the whole, but six partners take and do not give". */
export function reciprocityFinding(p: Portfolio): Sentence {
  const [r, g] = [received(p), given(p)];
  if (r + g === 0) return say`No leads went either way in ${period(p.about.window_days)}`;
  const whole =
    r > evenTo * g ? "We get more leads than we give" : g > evenTo * r ? "We give more leads than we get" : "Even on the whole";
  const owe = p.partners.filter((row) => row.verdict === "they_owe").length;
  if (!owe) return say`${whole}, and no partner clearly owes us`;
  return say`${whole}${g > evenTo * r ? ";" : ", but"} ${counted(owe, "partner")} ${plural(owe, "takes", "take")} and ${plural(owe, "does", "do")} not give`;
}

const totals = (p: Portfolio) =>
  say`In ${period(p.about.window_days)} ${strong(whole(received(p)))} leads came to us and ${strong(whole(given(p)))} went out.`;

function answered(p: Portfolio): Sentence {
  const share = p.exchange_portfolio[0]?.weighted_reciprocity;
  return share === null || share === undefined
    ? nothing
    : say`Partner by partner, ${strong(percent(share))} of the exchange is answered.`;
}

function taker(p: Portfolio): Sentence {
  const first = p.takers[0];
  if (!first) return nothing;
  const back = first.received === 0 ? "sent none" : `sent ${inWords(first.received)}`;
  return say`${partner(first)} has had ${counted(first.given, "lead")} in ${period(p.about.evidence_days)} and ${back}.`;
}

function owed(p: Portfolio): Sentence {
  const owe = p.partners.filter((row) => row.verdict === "we_owe").sort((a, b) => b.received - b.given - (a.received - a.given));
  const most = owe[0];
  return most ? say`We owe ${partner(most)} most: ${inWords(most.received)} came, ${inWords(most.given)} went.` : nothing;
}

/** Is a lead answered in kind, beyond what comes anyway? */
export function lagAnswer(p: Portfolio): Answer {
  const lag = p.exchange_portfolio[0];
  const base = {question: "Does giving bring something back?", way: null};
  if (!lag || lag.lag_given === 0 || lag.lag_rate === null || lag.lag_expected === null)
    return {...base, finding: say`Too few leads were given long enough ago to say`, paragraphs: []};
  const [rate, expected, days] = [lag.lag_rate, lag.lag_expected, p.settings.answer_days];
  const beyond = lag.lag_lower !== null && lag.lag_lower > expected;
  const short = lag.lag_upper !== null && lag.lag_upper < expected;
  return {
    ...base,
    finding: beyond
      ? say`Yes: giving a lead brings more than chance would`
      : short
        ? say`No: less comes back than chance would bring`
        : say`Not that we can tell: about as much comes back as chance would bring`,
    paragraphs: [
      say`After ${strong(percent(rate))} of ${whole(lag.lag_given)} leads given, one came back within ${days} days (${percent(lag.lag_lower)} to ${percent(lag.lag_upper)}). At each partner’s own pace ${strong(percent(expected))} would have been followed by one anyway; only the difference is reciprocity.`
    ]
  };
}

/** Which people work together without a paper? */
export function alliancesAnswer(p: Portfolio): Answer {
  const ready = new Set(p.alliances.filter((row) => row.ready).map((row) => row.id)).size;
  const finding = !p.alliances.length
    ? say`No two people pass leads both ways, as far as is recorded`
    : ready
      ? say`${capital(counted(ready, "partnership"))} of people ${plural(ready, "is", "are")} ready to be put on paper`
      : say`${capital(counted(p.alliances.length, "pair"))} of people ${plural(p.alliances.length, "passes", "pass")} leads both ways`;
  return {
    question: "Where do people already work together?",
    finding,
    paragraphs: p.alliances.length
      ? [
          say`A pair counts when leads ran both ways between the two. It is ready for an agreement when none is on paper and at least three of our people exchange leads with that partner.`
        ]
      : [],
    way: null
  };
}
