import {describe, expect, test} from "vitest";
import {nameIn, together, workFor} from "../../loaders/dev/watched.ts";

const own = "/home/ann/acme";
const place = {settings: "handshake.config.ts", drops: "data/drops", own, mappings: ["loaders/mappings", `${own}/mappings`]};

describe("an edit asks the tables for no more than it changes:", () => {
  test.each([
    ["a metric", "loaders/metrics/trust/trust.sql", "sql", false],
    ["a metric of one's own", `${own}/metrics/wins.sql`, "sql", false],
    ["the settings", "handshake.config.ts", "settings", false],
    ["a delivery", "data/drops/deals_2026-06-30.csv", "all", false],
    ["the SQL of facts", "loaders/facts/deals.sql", "all", false],
    ["a mapping", "loaders/mappings/hubspot_deals.ts", "all", true],
    ["a mapping of one's own", `${own}/mappings/acme.ts`, "all", true],
    ["a canonical table", "loaders/tables/deals.ts", "all", true],
    ["a column of a page", "src/contract/partners.ts", "publish", true],
    ["a sentence", "src/copy/trust.ts", "publish", true],
    ["the SQL of a published list", "loaders/publish/queries/pairs.sql", "publish", false],
    ["one's own words", `${own}/copy.json`, "publish", true],
    ["one's own brand", `${own}/brand.json`, "publish", true],
    ["a page", "src/trust.md", null, false],
    ["a notebook of one's own", `${own}/notebooks/a.md`, null, false],
    ["a component", "src/charts/spark.ts", null, false]
  ])("%s", (_, file, kind, restart) => {
    expect(workFor(file, place)).toEqual({kind, restart});
  });
});

test("several edits ask for the most that one of them does; settings beside SQL for everything", () => {
  const asked = (...kinds: ("publish" | "sql" | "settings" | "all" | null)[]) =>
    together(kinds.map((kind) => ({kind, restart: false}))).kind;
  expect([asked(null), asked("publish", null), asked("publish", "sql"), asked("sql", "all")]).toEqual([
    null,
    "publish",
    "sql",
    "all"
  ]);
  expect(asked("settings", "sql")).toBe("all");
  expect(
    together([
      {kind: null, restart: true},
      {kind: "sql", restart: false}
    ])
  ).toEqual({kind: "sql", restart: true});
});

test("a file is named from the project, or in full where it is outside", () => {
  expect(nameIn("/srv/handshake", "/srv/handshake/src/trust.md")).toBe("src/trust.md");
  expect(nameIn("/srv/handshake", "/home/ann/acme/brand.json")).toBe("/home/ann/acme/brand.json");
});
