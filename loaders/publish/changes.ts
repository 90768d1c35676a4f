import {changesHeadline, publishedAnswer} from "../../src/copy/changes.ts";
import {Changes} from "../../src/contract/changes.ts";
import {byColumn} from "./byColumn.ts";
import type {File, Trend} from "../../src/contract/index.ts";
import type {Portfolio} from "./portfolio.ts";

/** What moved since the month, the quarter, the drop and the publication before, and why. */
export function changesFile(p: Portfolio): File<"changes"> {
  const {drop} = p.history;
  const [first] = p.headlines;
  return {
    about: p.about,
    words: {headline: changesHeadline(p), published: publishedAnswer(p)},
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
export function trends(p: Portfolio): Trend[] {
  const history = new Map<string, (number | null)[]>();
  for (const row of p.headline_history)
    (history.get(row.headline) ?? history.set(row.headline, []).get(row.headline)!).push(row.value);
  return p.headlines.map(({headline: name, unit, better, value, since_month, since_quarter, since_year}) => {
    const then = p.history.drop?.headlines[name] ?? null;
    const since_drop = then === null || value === null ? null : value - then;
    return {
      headline: name,
      unit,
      better,
      value,
      since_month,
      since_quarter,
      since_year,
      since_drop,
      history: history.get(name) ?? []
    };
  });
}

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
  // one that was merged into another, or left the data, has no page to lead to; a sentence counts them
  const scores = Object.entries(moves.scores).flatMap(([id, move]) =>
    names.has(id) ? [{id, name: names.get(id)!, ...move}] : []
  );
  return {
    as_of: moves.as_of,
    settings: moves.settings,
    definitions: moves.definitions,
    headlines: byColumn(Changes.shape.published.unwrap().shape.headlines, headlines),
    scores: byColumn(Changes.shape.published.unwrap().shape.scores, scores)
  };
}
