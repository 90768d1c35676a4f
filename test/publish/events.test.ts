import {expect, test} from "vitest";
import {eventsOf} from "../../loaders/publish/events.ts";

const file = (drop_date: string | null, outcome: "accept" | "known" | "hold", table: string | null = "deals") =>
  ({drop_date, outcome, table}) as Parameters<typeof eventsOf>[0][number];
const history = (settings: string[], definitions = false) =>
  ({moves: {as_of: "2026-01-31", settings, definitions}}) as unknown as Parameters<typeof eventsOf>[1];
const first = {moves: null} as unknown as Parameters<typeof eventsOf>[1];

test("the days that drops came for are marked once each, in order, without what was not taken", () => {
  const files = [
    file("2026-02-28", "accept"),
    file("2026-01-31", "known"),
    file("2026-02-28", "known", "tickets"),
    file("2026-03-31", "hold"),
    file("2026-04-30", "accept", null),
    file(null, "accept")
  ];
  expect(eventsOf(files, first, "2026-02-28")).toEqual([
    {day: "2026-01-31", what: "drop"},
    {day: "2026-02-28", what: "drop"}
  ]);
});

test("a change of settings or definitions is marked on the day that it holds from", () => {
  const change = [{day: "2026-02-28", what: "settings"}];
  expect(eventsOf([], history(["half_life_days"]), "2026-02-28")).toEqual(change);
  expect(eventsOf([], history([], true), "2026-02-28")).toEqual(change);
  expect(eventsOf([], history([]), "2026-02-28")).toEqual([]);
});
