import {expect, test} from "vitest";
import {goneSentence, publishedSentence} from "../../src/copy/changes.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

test("scores that moved since the last publication are counted, and for each reason alone how many it moved", () => {
  const move = (events: number, corrected: number) => ({
    before: 60,
    now: 60 + events + corrected,
    events,
    corrected,
    redefined: 0
  });
  const f = portfolio(3);
  const moves = {
    as_of: "2026-05-31",
    settings: [],
    definitions: false,
    headlines: {},
    // the third moved by each reason, and by both together not at all
    scores: {a: move(2, 0), b: move(3, 0), c: move(1, -1)}
  };
  expect(plain(publishedSentence({history: {...f.history, moves: {...f.history.moves, ...moves}}}))).toBe(
    "Since the publication of 31\u00a0May\u00a02026, 2 scores moved by at least half a point. Taken alone, new events moved 3 scores and corrected records moved 1 score."
  );
});

test("partners that had a score when it was published before, and are not in the data now, are counted", () => {
  const move = {before: 60, now: null, events: null, corrected: null, redefined: null};
  const gone = (...ids: string[]) => {
    const scores = Object.fromEntries(ids.map((id) => [id, move]));
    const moves = {as_of: "2026-05-31", settings: [], definitions: false, headlines: {}, scores};
    return plain(goneSentence({history: {moves}, partners: [{id: "a", name: "Aldgate"}]}));
  };
  expect(gone("a")).toBe("");
  expect(gone("a", "b")).toBe("One partner rated then is not in the data now: merged into another, or left out.");
  expect(gone("b", "c")).toBe("Two partners rated then are not in the data now: merged into another, or left out.");
});
