import {Segments} from "../../src/contract/segments.ts";
import {byColumn} from "./byColumn.ts";
import type {Answer, File} from "../../src/contract/index.ts";
import {capital, counted, inWords, percent, plural} from "../../src/shared/format.ts";
import {attentionAnswer, segmentsAnswer} from "./answers/segments.ts";
import {marks, pareto, weighed} from "./pictures.ts";
import type {Portfolio} from "./portfolio.ts";
import {partners, say, strong} from "./say.ts";

/** The vital few, who is next, and whether the others are looked after. */
export function segments(p: Portfolio): File<"segments"> {
  const answer = segmentsAnswer(p);
  const split = p.segmentation[0];
  return {
    about: p.about,
    words: {
      headline: {question: null, finding: answer.finding, paragraphs: answer.paragraphs, way: null},
      pareto: {
        question: "Where do the vital few end?",
        finding: split?.k_a
          ? say`${capital(inWords(split.k_a))} vital few, ${counted((split.k_ab ?? split.k_a) - split.k_a, "regular")}, and the long tail`
          : say`There is no revenue to divide`,
        paragraphs: [
          say`The line is not drawn at a round figure: the vital few end where one more partner adds less than its part (computed ABC), and at the latest where partners bring less than the average.`
        ],
        way: {to: "./method", label: "How the line is drawn"}
      },
      value_trust: valueTrustAnswer(p),
      attention: {...attentionAnswer(p), way: null},
      partners: {
        question: "Who is in which segment?",
        finding: say`What each brings, deserves and gets`,
        paragraphs: [
          say`Merit is what a year with the partner is worth: deals to expect, times a credible size of deal, times the score.`
        ],
        way: null
      }
    },
    ignored_days: p.settings.ignored_days,
    k80: split?.k80 ?? null,
    k_a: split?.k_a ?? null,
    k_ab: split?.k_ab ?? null,
    marks: marks(p),
    pareto: pareto(p, 400),
    weighed: weighed(p),
    partners: rows(p),
    moves: p.segment_moves,
    first_deal: p.first_deal[0] ?? null
  };
}

/** Whether those that carry most can be relied on. */
function valueTrustAnswer(p: Portfolio): Answer {
  const few = p.partners.filter((row) => row.abc === "A");
  const weak = few.filter((row) => row.grade === "at_risk" || row.grade === "below_typical");
  const revenue = weak.reduce((sum, row) => sum + (row.value_share ?? 0), 0);
  const finding = !few.length
    ? say`There are no vital few to rely on`
    : weak.length
      ? say`${capital(inWords(weak.length))} of the ${few.length} vital few ${plural(weak.length, "keeps", "keep")} fewer promises than is typical`
      : say`None of the vital few is known to keep fewer promises than is typical`;
  const paragraphs = weak.length
    ? [
        say`${partners(weak.slice(0, 3))}${weak.length > 3 ? ` and ${weak.length - 3} more` : ""}: together ${strong(percent(revenue))} of partner revenue.`
      ]
    : [];
  return {
    question: "Can those that carry most be relied on?",
    finding,
    paragraphs,
    way: {to: "./trust", label: "All partners by trust"}
  };
}

const rows = (p: Portfolio): File<"segments">["partners"] =>
  byColumn(
    Segments.shape.partners,
    p.partners.flatMap((row) =>
      row.rank !== null && row.abc !== null && row.label !== null
        ? [{...row, rank: row.rank, abc: row.abc, label: row.label, value_share: row.value_share ?? 0}]
        : []
    )
  );
