import {People} from "../../src/contract/people.ts";
import {byColumn} from "./byColumn.ts";
import type {Answer, File} from "../../src/contract/index.ts";
import {capital, counted, inWords, listed, percent, period, plural} from "../../src/shared/format.ts";
import {alliancesAnswer} from "./answers/reciprocity.ts";
import {alliances} from "./derive.ts";
import type {Portfolio} from "./portfolio.ts";
import {nothing, say} from "./say.ts";

/** People: who passes leads to whom, and which of ours live off one account. */
export const people = (p: Portfolio): File<"people"> => ({
  about: p.about,
  words: {headline: headline(p), alliances: alliancesAnswer(p), reps: repsAnswer(p), matrix: matrixAnswer(p)},
  alliances: alliances(p),
  reps: byColumn(People.shape.reps, p.reps),
  matrix: byColumn(People.shape.matrix, p.matrix)
});

function headline(p: Portfolio): Answer {
  const answer = alliancesAnswer(p);
  return {question: null, finding: answer.finding, paragraphs: answer.paragraphs, way: null};
}

/** Which of our people live off one account or one partner? */
function repsAnswer(p: Portfolio): Answer {
  const question = "Which of our people live off one account?";
  const one = p.reps.filter((row) => row.lives_off !== null);
  const known = p.reps.filter((row) => (row.pipeline_deals ?? 0) > 0 && row.own_share !== null);
  const deals = known.reduce((sum, row) => sum + (row.pipeline_deals ?? 0), 0);
  const own = known.reduce((sum, row) => sum + (row.pipeline_deals ?? 0) * (row.own_share ?? 0), 0);
  return {
    question,
    finding: !p.reps.length
      ? say`Who won the deals is not recorded`
      : one.length
        ? say`${capital(inWords(one.length))} of ${p.reps.length} ${plural(one.length, "lives", "live")} off one account or one partner`
        : say`None of ${p.reps.length} lives off one account`,
    paragraphs: [
      one.length
        ? say`More than half of what they won comes from one: ${listed(one.slice(0, 4).map((row) => row.name))}.`
        : nothing,
      deals ? say`Of the open pipeline ${percent(own / deals)} was brought by the rep or the rep’s partners.` : nothing
    ].filter((s) => s.length),
    way: null
  };
}

function matrixAnswer(p: Portfolio): Answer {
  const ours = new Set(p.matrix.map((row) => row.ours)).size;
  return {
    question: "Who of us works with whom?",
    finding: ours
      ? say`${capital(counted(ours, "person", "people"))} of ours exchange leads with partners`
      : say`Which people pass the leads is not recorded`,
    paragraphs: ours ? [say`Leads both ways over ${period(p.about.evidence_days)}.`] : [],
    way: null
  };
}
