import type {Grade} from "../contract/index.js";
import {gradeNames} from "./names.js";

/* A grade follows the latest months, the score is of today: where the two lie on different sides of the average, both are said. */

interface Graded {
  grade: Grade | null;
  score: number | null;
}

const upper: readonly Grade[] = ["trusted", "candidate"];
const lower: readonly Grade[] = ["below_typical", "at_risk"];

/** Whether the score, as it is shown, lies on the other side of the average than the grade. */
export function isApart({grade, score}: Graded, average: number | null): boolean {
  if (grade === null || score === null || average === null) return false;
  const side = Math.sign(Math.round(score) - Math.round(average));
  return (side < 0 && upper.includes(grade)) || (side > 0 && lower.includes(grade));
}

/** "above average, score now below", or the grade alone where the score agrees with it. */
export function gradeText(row: Graded, average: number | null): string | null {
  if (row.grade === null) return null;
  const side = row.score !== null && average !== null && row.score < average ? "below" : "above";
  return `${gradeNames[row.grade]}${isApart(row, average) ? `, score now ${side}${sideOf(row.grade)}` : ""}`;
}

/** Grades that don't name the average themselves say what the score is above or below. */
const sideOf = (grade: Grade): string => (grade === "trusted" || grade === "at_risk" ? " average" : "");

/** Why one above the average may have a grade below it, said below scores of a day. */
export const gradesLag =
  "A grade follows the probability over the months before, so that random variation alone doesn’t change it; the score is that of the day.";
