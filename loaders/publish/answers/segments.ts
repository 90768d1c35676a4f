import type {Answer, Sentence} from "../../../src/contract/index.ts";
import {capital, counted, inWords, monthYear, percent, period, plural, whole} from "../../../src/shared/format.ts";
import {others, previousQuarter, weighedApart} from "../derive.ts";
import type {Portfolio} from "../portfolio.ts";
import type {PartnerRow} from "../portfolio.ts";
import {nothing, paragraph, partner, partners, say, strong} from "../say.ts";

/** Which few carry most, and who could become one of them? */
export function segmentsAnswer(p: Portfolio): Answer {
  const question = "Which few carry most, and who is next?";
  const split = p.segmentation[0];
  const n = p.partners.length;
  if (!split?.k80 || n < 2)
    return {
      question,
      finding:
        n === 1 && split?.k80
          ? say`One partner carries all partner revenue`
          : say`No partner brings revenue, so there are no vital few`,
      paragraphs: [],
      way: null
    };
  return {
    question,
    finding: say`${capital(inWords(split.k80))} of ${n} partners ${plural(split.k80, "brings", "bring")} 80\u202f% of the revenue`,
    paragraphs: [
      paragraph(
        say`That is ${strong(percent(split.k80 / n))} of them; the top 20\u202f% bring ${strong(percent(split.top20_share))}.`,
        fewMoves(p)
      ),
      vitalFew(split.k_a, split.k80),
      next(p)
    ].filter((s) => s.length),
    way: {to: "./segments", label: "The few, the regulars, the tail"}
  };
}

/** The vital few end where the line is drawn by itself, which need not be at four fifths of the revenue. */
const vitalFew = (few: number | null, k80: number): Sentence =>
  few === null || few === k80
    ? nothing
    : say`The vital few are ${strong(whole(few))}: they are counted not to 80\u202f% but to where one more partner adds less than its part.`;

/** Who came into the vital few, and who dropped out. */
export function fewMoves(p: Portfolio): Sentence {
  const since = previousQuarter(p);
  const came = p.segment_moves.filter((m) => m.move === "entered");
  const left = p.segment_moves.filter((m) => m.move === "left");
  if (since === null) return nothing;
  if (!came.length && !left.length) return say`The vital few are those of ${monthYear(since)}.`;
  if (!left.length) return say`${partners(came)} came in since ${monthYear(since)}.`;
  if (!came.length) return say`${partners(left)} dropped out since ${monthYear(since)}.`;
  return say`${partners(came)} came in since ${monthYear(since)}, ${partners(left)} dropped out.`;
}

/** Candidates that are nearest to trusted, fewest won deals first. */
export const candidates = (p: Portfolio): PartnerRow[] =>
  p.partners
    .filter((row) => row.label === "could_become_trusted" || row.label === "rising")
    .filter((row) => row.next_grade === "trusted" && row.to_next_deals !== null && row.to_next_deals > 0)
    .sort((a, b) => (a.to_next_deals ?? 0) - (b.to_next_deals ?? 0) || (a.merit_rank ?? 1e9) - (b.merit_rank ?? 1e9));

function next(p: Portfolio): Sentence {
  const nearest = candidates(p).slice(0, 3);
  if (!nearest.length) return nothing;
  const most = Math.max(...nearest.map((row) => row.to_next_deals ?? 0));
  return say`Nearest to trusted: ${partners(nearest)}. ${nearest.length === 1 ? "It is" : "Each is"} ${nearest.every((row) => row.to_next_deals === most) ? "" : "at most "}${counted(most, "won deal")} away.`;
}

/** Are the others looked after? */
export function attentionAnswer(p: Portfolio): Answer {
  const question = "Are the others looked after?";
  const {tickets, activities} = p.about.recorded;
  if (!tickets && !activities)
    return {
      question,
      finding: say`Who gets our time is not recorded`,
      paragraphs: [
        say`Neither tickets nor visits and calls are in the data. With an export of either this page sets hours against revenue.`
      ],
      way: null
    };
  return {
    question,
    finding: attentionFinding(p),
    paragraphs: [paragraph(examples(p)), paragraph(contact(p))].filter((s) => s.length),
    way: {to: "./segments#attention", label: "Attention against value"}
  };
}

const ignoredOf = (p: Portfolio) => others(p).filter((row) => row.ignored);

function attentionFinding(p: Portfolio): Sentence {
  const over = weighedApart(p, "over");
  const silent = p.about.recorded.activities ? ignoredOf(p).length : 0;
  const hours = over.reduce((sum, row) => sum + (row.service_share ?? 0), 0);
  const first = over.length
    ? say`${capital(counted(over.length, "partner"))} ${plural(over.length, "takes", "take")} ${percent(hours)} of our hours`
    : nothing;
  const second = silent
    ? `${inWords(silent)} ${over.length ? plural(silent, "other hears", "others hear") : plural(silent, "partner hears", "partners hear")} nothing`
    : "";
  if (over.length && silent) return say`${first}; ${second}`;
  if (over.length) return say`${first}, more than their weight`;
  return silent ? say`${capital(second)} from us` : say`Attention follows value, and nobody is forgotten`;
}

function examples(p: Portfolio): Sentence {
  const [over, under] = [weighedApart(p, "over")[0], weighedApart(p, "under")[0]];
  return [
    ...(over
      ? say`${partner(over)} takes ${strong(percent(over.service_share))} of our hours and brings ${strong(percent(over.value_share))} of revenue. `
      : nothing),
    ...(under ? say`${partner(under)} brings ${percent(under.value_share)} and gets ${percent(under.service_share)}.` : nothing)
  ];
}

function contact(p: Portfolio): Sentence {
  if (!p.about.recorded.activities) return say`Calls, visits and mail are not recorded.`;
  const regulars = others(p);
  const silent = ignoredOf(p);
  if (!regulars.length) return nothing;
  const whose = `Of the ${inWords(regulars.length)} active ${plural(regulars.length, "partner")} outside the vital few,`;
  return say`${whose} ${inWords(silent.length)} ${plural(silent.length, "has", "have")} had no call, visit or training from us in ${period(p.settings.ignored_days)}.`;
}
