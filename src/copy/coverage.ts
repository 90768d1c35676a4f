import type {Answer, Sentence} from "../contract/index.js";
import type {Answerable, Needed} from "../shared/answerable.js";
import {either, listed, percent, plural, whole} from "../shared/formats.js";
import {answer, nothing, paragraph, say} from "./say.js";

/* The page about what the data can answer: the questions of the site, the columns behind them, and what would bring the rest. */

/** How many of the questions the data answer. */
export function coverageHeadline(questions: readonly Answerable[]): Answer {
  const yes = questions.filter((q) => q.answer === "yes").length;
  const partly = questions.filter((q) => q.answer === "partly").length;
  const all = whole(questions.length);
  return answer(
    null,
    yes === questions.length
      ? say`The data answers all ${all} questions`
      : say`The data answers ${yes ? whole(yes) : "none"} of the ${all} questions${partly ? `, and ${whole(partly)} in part` : ""}`,
    [
      paragraph(
        say`A question is answered where one kind of evidence has all its columns.`,
        yes === questions.length
          ? nothing
          : say`The tables below say which columns are missing and which export would bring them.`
      )
    ]
  );
}

/**
 * What one question can be answered from, or what it lacks.
 * @param unrated why nobody can be rated though the columns are there; null where somebody is, or of another question
 * @param unusable what was delivered of the missing and could not be used; nothing where nothing was
 */
export function questionAnswer(
  {question, answer: found, way, missing, thin, columns}: Answerable,
  unrated: Sentence | null,
  unusable: Sentence = nothing
): Answer {
  if (found === "no" && unrated && !missing.length) return answer(question, say`Not yet`, [unrated]);
  if (found === "yes") return answer(question, say`Yes, from ${way}`);
  if (found === "no")
    return answer(question, say`Not yet`, [
      paragraph(
        say`It can be answered from ${way}: ${listed(missing)} ${plural(missing.length, "is", "are")} missing.`,
        unusable.length ? say`${unusable}.` : nothing
      )
    ]);
  return answer(question, say`In part, from ${way}`, [shares(thin, columns)]);
}

const shares = (thin: readonly Needed[], columns: Answerable["columns"]): Sentence =>
  say`${listed(thin.map((name) => `${name} is filled in ${percent(columns.find((c) => c.name === name)?.filled)} of the records`))}.`;

/** How a column comes, in words. */
export const bringTexts = {
  /** Exports of known systems that have it, where nothing of the table was delivered. */
  deliver: (table: string, systems: readonly string[]): string =>
    `Deliver ${table}_YYYY-MM-DD.csv${systems.length ? `, or an export of ${either(systems)}` : ""}.`,
  /** What was delivered of the table, where none of it could be used. */
  correct: (table: string): string => `Correct the delivered ${table}: no record could be used.`,
  /** Headers of the export that is delivered already. */
  add: (headers: readonly string[], mapping: string): string =>
    `Add ${either(headers.map((h) => `“${h}”`))} to the export that ${mapping} reads.`,
  name: (column: string, mapping: string): string =>
    `If the export that ${mapping} reads has it, name its column on ${column} there.`,
  fill: (table: string, column: string): string => `Fill the column ${column} in the files of ${table}.`
};
