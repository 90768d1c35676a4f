import {decideAnswer} from "../../src/copy/attention.ts";
import {publishedSentence} from "../../src/copy/changes.ts";
import {concentrationAnswer} from "../../src/copy/concentration.ts";
import {changes, changesAnswer, overviewHeadline, yearSentence} from "../../src/copy/overview.ts";
import {keyNumbers} from "../../src/copy/keyNumbers.ts";
import {reciprocityAnswer} from "../../src/copy/reciprocity.ts";
import {segmentsAnswer} from "../../src/copy/segments.ts";
import {attentionAnswer} from "../../src/copy/contact.ts";
import {trustAnswer} from "../../src/copy/trust.ts";
import {allCases, casesToDecide} from "./attention.ts";
import {Overview} from "../../src/contract/overview.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {trends} from "./changes.ts";
import {lossByInactivityAlone, partnerRevenue} from "../../src/copy/derive.ts";
import {badYear, callable, concentrationNow, dates, gradeCounts, averageScore} from "./derive.ts";
import {contact, curve, marks, members, pareto, weighed} from "./pictures.ts";
import type {Portfolio} from "./portfolio.ts";
import {revenueOpening} from "./revenue.ts";

/** What a bad year loses, for the picture: by inactivity alone, as that is drawn, where nothing tells yet how much partners buy less. */
function badYearDrawn(p: Portfolio): Pick<File<"overview">, "var95" | "loss_alone"> {
  const [bad, inactive, revenue] = [badYear(p), p.inactivity_loss[0]?.var95, partnerRevenue(p)];
  return bad !== null || !inactive || revenue <= 0
    ? {var95: bad, loss_alone: lossByInactivityAlone(p)}
    : {var95: Math.min(1, inactive / revenue), loss_alone: true};
}

/** The most partners that are drawn one by one. */
export const drawnPartners = 200;

/** The overview: five answers, what changed, what needs attention. */
export function overview(p: Portfolio): File<"overview"> {
  const cases = allCases(p);
  const changed = changes(p);
  const opening = revenueOpening(p);
  return {
    about: p.about,
    words: {
      headline: overviewHeadline(p, casesToDecide(cases)),
      decide: decideAnswer(p, cases),
      ...opening.words,
      trust: trustAnswer(p),
      reciprocity: reciprocityAnswer(p),
      concentration: concentrationAnswer(p),
      segments: segmentsAnswer(p),
      attention: attentionAnswer(p),
      changes: changesAnswer(p, changed, [yearSentence(p), publishedSentence(p)])
    },
    records_shown: p.records_shown,
    numbers: keyNumbers(p),
    days: dates(p),
    ...opening.rows,
    average: averageScore(p.priors),
    grades: gradeCounts(p, drawnPartners),
    dots: dots(p),
    exchange: exchange(p),
    callable: callable(p),
    members: members(p, "partner", 60),
    member_count: concentrationNow(p, "partner")?.n ?? 0,
    effective_n: concentrationNow(p, "partner")?.effective_n ?? null,
    curve: curve(p),
    ...badYearDrawn(p),
    pareto: pareto(p, 200),
    k80: p.segmentation[0]?.k80 ?? null,
    k_a: p.segmentation[0]?.k_a ?? null,
    k_ab: p.segmentation[0]?.k_ab ?? null,
    marks: marks(p),
    weighed: weighed(p),
    contact: contact(p),
    no_contact_days: p.settings.no_contact_days,
    changes: changed,
    trends: trends(p),
    decide: casesToDecide(cases),
    compared: p.history.before?.cases ? p.history.before.as_of : null
  };
}

function dots(p: Portfolio): File<"overview">["dots"] {
  const rows = p.partners.length > drawnPartners ? [] : p.partners.filter((row) => row.score !== null);
  const known = rows.map((row) => ({
    id: row.id,
    name: row.name,
    score: row.score ?? 0,
    lower: row.lower ?? 0,
    upper: row.upper ?? 0,
    grade: row.grade ?? ("unproven" as const),
    before: row.grade_before
  }));
  return byColumn(Overview.shape.dots, known);
}

const exchange = (p: Portfolio): File<"overview">["exchange"] =>
  byColumn(
    Overview.shape.exchange,
    p.partners.filter((row) => row.received + row.given > 0)
  );
