import {expect, test} from "vitest";
import {eventsOf} from "../../loaders/publish/events.ts";

const file = (drop_date: string | null, outcome: "accept" | "known" | "hold", table: string | null = "deals") =>
  ({drop_date, outcome, table}) as Parameters<typeof eventsOf>[0][number];
test("the days that drops came for are marked once each, in order, without what was not taken", () => {
  const files = [
    file("2026-02-28", "accept"),
    file("2026-01-31", "known"),
    file("2026-02-28", "known", "tickets"),
    file("2026-03-31", "hold"),
    file("2026-04-30", "accept", null),
    file(null, "accept")
  ];
  expect(eventsOf(files, {redefined: []})).toEqual([
    {day: "2026-01-31", what: "drop"},
    {day: "2026-02-28", what: "drop"}
  ]);
});

test("each change of settings or definitions is marked on the day that it holds from", () => {
  expect(eventsOf([], {redefined: ["2026-01-31", "2026-02-28"]})).toEqual([
    {day: "2026-01-31", what: "settings"},
    {day: "2026-02-28", what: "settings"}
  ]);
});
