import {Changes} from "../../src/contract/changes.ts";
import {byColumn} from "./byColumn.ts";
import type {File, Sentence, Trend} from "../../src/contract/index.ts";
import {capital, counted, listed, longDate} from "../../src/shared/format.ts";
import type {Move} from "../history/moves.ts";
import {yearSentence} from "./answers/year.ts";
import type {Portfolio} from "./portfolio.ts";
import {nothing, paragraph, say} from "./say.ts";

/** What moved since the month, the quarter, the drop and the publication before, and why. */
export function changesFile(p: Portfolio): File<"changes"> {
  const {drop} = p.history;
  const [first] = p.headlines;
  return {
    about: p.about,
    words: {headline: headline(p), published: publishedAnswer(p)},
    month: first?.month_end ?? null,
    quarter: first?.quarter_end ?? null,
    year: first?.year_end ?? null,
    drop: drop?.day ?? null,
    trends: trends(p),
    published: published(p),
    scores: byColumn(Changes.shape.scores, drop ? Object.entries(drop.scores).map(([id, score]) => ({id, score})) : [])
  };
}

/** Every headline, with how it differs from what it was. */
export const trends = (p: Portfolio): Trend[] =>
  p.headlines.map(({headline: name, unit, better, value, since_month, since_quarter, since_year}) => {
    const then = p.history.drop?.headlines[name] ?? null;
    const since_drop = then === null || value === null ? null : value - then;
    return {headline: name, unit, better, value, since_month, since_quarter, since_year, since_drop};
  });

function published(p: Portfolio): File<"changes">["published"] {
  const {moves} = p.history;
  if (!moves) return null;
  const units = new Map(p.headlines.map((row) => [row.headline, row.unit]));
  const names = new Map(p.partners.map((row) => [row.id, row.name]));
  const headlines = Object.entries(moves.headlines).map(([name, move]) => ({
    headline: name,
    unit: units.get(name) ?? "",
    ...move
  }));
  const scores = Object.entries(moves.scores).map(([id, move]) => ({id, name: names.get(id) ?? id, ...move}));
  return {
    as_of: moves.as_of,
    settings: moves.settings,
    definitions: moves.definitions,
    headlines: byColumn(Changes.shape.published.unwrap().shape.headlines, headlines),
    scores: byColumn(Changes.shape.published.unwrap().shape.scores, scores)
  };
}

const headline = (p: Portfolio) => ({
  question: null,
  finding: p.headlines.some((row) => row.since_month !== null)
    ? say`What moved, and why`
    : say`There is no earlier month to compare with`,
  paragraphs: [
    say`Every figure of an earlier day is computed again from today’s records by today’s definitions, so that a trend is one of the partners and not of the method.`,
    yearSentence(p)
  ].filter((s) => s.length),
  way: null
});

function publishedAnswer(p: Portfolio) {
  const {before} = p.history;
  return {
    question: "Why is it not what was published before?",
    finding: before ? say`Since what was published for ${longDate(before.as_of)}` : say`Nothing was published before this`,
    paragraphs: before ? [publishedSentence(p)] : [],
    way: null
  };
}

/** Which of the three made scores move since they were published: what happened since, corrected records, changed definitions. */
export function publishedSentence(p: Portfolio): Sentence {
  const {moves} = p.history;
  if (!moves) return nothing;
  const scores = Object.values(moves.scores);
  const by = (part: "events" | "corrected" | "redefined") => scores.filter((move) => telling(move[part])).length;
  const moved = scores.filter((move) => telling(difference(move))).length;
  const reasons = [
    ...(by("events") ? [`${counted(by("events"), "score")} by what happened since`] : []),
    ...(by("corrected") ? [`${counted(by("corrected"), "score")} by corrected records`] : []),
    ...(by("redefined") ? [`${counted(by("redefined"), "score")} by a changed definition or setting`] : [])
  ];
  return paragraph(
    say`Since what was published for ${longDate(moves.as_of)}, ${counted(moved, "score")} moved by half a point or more${reasons.length ? `: ${listed(reasons)}` : ""}.`,
    moves.settings.length
      ? say`${capital(counted(moves.settings.length, "setting"))} changed: ${listed(moves.settings)}.`
      : nothing,
    moves.definitions ? say`The text of a definition changed.` : nothing
  );
}

const difference = ({before, now}: Move) => (before === null || now === null ? null : now - before);
const telling = (x: number | null) => x !== null && Math.abs(x) >= 0.5;
