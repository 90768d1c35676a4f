import type {Answer, Grade, Sentence} from "../../../src/contract/index.ts";
import {capital, counted, gradeNames, inWords, monthYear, percent, plural} from "../../../src/shared/format.ts";
import type {Portfolio} from "../portfolio.ts";
import type {PartnerRow} from "../portfolio.ts";
import {nothing, paragraph, partners, say, strong} from "../say.ts";
import {previousQuarter, typical} from "../derive.ts";

const graded = (p: Portfolio, grade: Grade) => p.partners.filter((row) => row.grade === grade);

/** How many partnerships, and how solid? */
export function trustAnswer(p: Portfolio): Answer {
  return {
    question: "How many partnerships do we have, and how solid?",
    finding: trustFinding(p),
    paragraphs: [paragraph(typicalSentence(p), unprovenSentence(p)), movesSentence(p)].filter((s) => s.length),
    way: p.partners.length ? {to: "./trust", label: "All partners by trust"} : null
  };
}

/** "Eleven of 62 partners are trusted, eight are at risk". */
export function trustFinding(p: Portfolio): Sentence {
  const n = p.partners.length;
  const [trusted, risky, unproven] = [graded(p, "trusted").length, graded(p, "at_risk").length, graded(p, "unproven").length];
  if (n === 0) return say`There are no partners in the data`;
  if (graded(p, "not_rated").length === n)
    return say`No partner can be rated: ${p.priors.some((row) => row.events > 0) ? "all recorded outcomes are alike" : "no outcome is recorded"}`;
  if (unproven === n)
    return n === 1
      ? say`There is one partner, and too little is recorded to judge it`
      : say`Too little is recorded to judge any of ${n} partners`;
  if (n === 1) return say`There is one partner, and it is ${gradeWord(p.partners[0]!)}`;
  const first =
    trusted === 0
      ? `None of ${n} partners is trusted`
      : `${capital(inWords(trusted))} of ${n} partners ${plural(trusted, "is", "are")} trusted`;
  return say`${first}, ${risky ? inWords(risky) : "none"} ${plural(Math.max(risky, 1), "is", "are")} at risk`;
}

const gradeWord = (row: PartnerRow) => gradeNames[row.grade ?? "unproven"];

function typicalSentence(p: Portfolio): Sentence {
  const usual = typical(p);
  if (usual === null || p.partners.length < 2) return nothing;
  const sure = percent(p.settings.trusted_from);
  return say`With a typical partner the next dealing goes well ${strong(String(Math.round(usual)))} times in 100. A partner is trusted when we can be ${sure} sure that it does better.`;
}

function unprovenSentence(p: Portfolio): Sentence {
  const n = graded(p, "unproven").length;
  return n ? say`Of ${inWords(n)} we know too little to say.` : nothing;
}

/** Who became trusted, who no longer is, who is now at risk, since the last quarter's end. */
export function movesSentence(p: Portfolio): Sentence {
  const since = previousQuarter(p);
  const moved = p.partners.filter((row) => row.grade_before !== null && row.grade !== null);
  if (since === null) return nothing;
  if (!moved.length) return p.partners.length ? say`Nobody changed grade since ${monthYear(since)}.` : nothing;
  const up = moved.filter((row) => row.grade === "trusted");
  const no = moved.filter((row) => row.grade_before === "trusted" && row.grade !== "at_risk");
  const down = moved.filter((row) => row.grade === "at_risk");
  const pieces = [
    up.length ? say`${partners(up)} became trusted` : nothing,
    no.length ? say`${partners(no)} no longer ${plural(no.length, "is", "are")}` : nothing,
    down.length ? say`${partners(down)} ${plural(down.length, "is", "are")} now at risk` : nothing
  ].filter((s) => s.length);
  if (!pieces.length)
    return say`Since ${monthYear(since)} ${counted(moved.length, "partner")} changed grade, none of them to trusted or at risk.`;
  return say`Since ${monthYear(since)} ${pieces.flatMap((s, i): Sentence => (i ? ["; ", ...s] : s))}.`;
}
