import type {Answer, Sentence} from "../contract/index.js";
import {counted, firstCounted, listed, longDate, plural} from "../shared/formats.js";
import type {Facts, MoveFacts, Named} from "./facts.js";
import {yearSentence} from "./overview.js";
import {answer, nothing, paragraph, say} from "./say.js";

/* What changed: headline figures against earlier days, and against what was published before. */

export const changesHeadline = (f: Facts): Answer =>
  answer(
    null,
    f.headlines.some((row) => row.since_month !== null)
      ? say`Headline figures, and why they moved`
      : say`No earlier month to compare with`,
    [
      say`Figures of earlier days are recomputed from today’s records by today’s definitions, so a trend is never a change of method.`,
      yearSentence(f)
    ]
  );

export function publishedAnswer(f: Facts): Answer {
  const {before} = f.history;
  return answer(
    "Why does it differ from what was published before?",
    before ? say`Since the publication of ${longDate(before.as_of)}` : say`This is the first publication`,
    before ? [publishedSentence(f), goneSentence(f)] : []
  );
}

/** Partners that had a score then and are none now: no row shows them. */
export function goneSentence({
  history: {moves},
  partners
}: {
  history: Pick<Facts["history"], "moves">;
  partners: readonly Named[];
}): Sentence {
  const still = new Set(partners.map(({id}) => id));
  const gone = Object.keys(moves?.scores ?? {}).filter((id) => !still.has(id)).length;
  return gone
    ? say`${firstCounted(gone, "partner")} rated then ${plural(gone, "is", "are")} not in the data now: merged into another, or left out.`
    : nothing;
}

/** Whether other settings or definitions hold than at the last publication. */
export const isRedefined = ({moves}: Facts["history"]): boolean =>
  moves !== null && (moves.settings.length > 0 || moves.definitions);

/** That what is news of cases may be no news of partners. */
export const redefinedCases = "Settings or definitions changed, which alone can raise, change or resolve cases.";

/** Which of three reasons moved scores since the last publication: events, corrected records, changed definitions. */
export function publishedSentence(f: Pick<Facts, "history">): Sentence {
  const {moves} = f.history;
  if (!moves) return nothing;
  const scores = Object.values(moves.scores);
  const by = (part: "events" | "corrected" | "redefined") => scores.filter((move) => tells(move[part])).length;
  const moved = scores.filter((move) => tells(difference(move))).length;
  const reasons = (
    [
      ["events", "new events"],
      ["corrected", "corrected records"],
      ["redefined", "a changed definition or setting"]
    ] as const
  ).flatMap(([part, text]) => (by(part) ? [`${text} moved ${counted(by(part), "score")}`] : []));
  return paragraph(
    say`Since the publication of ${longDate(moves.as_of)}, ${counted(moved, "score")} moved by at least half a point${reasons.length ? `. Taken alone, ${listed(reasons)}` : ""}.`,
    moves.settings.length ? say`${firstCounted(moves.settings.length, "setting")} changed: ${listed(moves.settings)}.` : nothing,
    moves.definitions ? say`A definition changed.` : nothing
  );
}

const difference = ({before, now}: MoveFacts) => (before === null || now === null ? null : now - before);
const tells = (x: number | null) => x !== null && Math.abs(x) >= 0.5;
