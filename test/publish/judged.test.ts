import {expect, test} from "vitest";
import {judged} from "../../loaders/publish/portfolio.ts";

test("nobody is called not over-served where more than half would be, nor a partner whose revenue leaves out deals", () => {
  const rows = {partners: [{id: "a", served: "fair"}, {id: "b", served: "under"}, {id: "c", served: "over"}], excluded: []}; // prettier-ignore
  const served = (more: object) => judged({...rows, ...more} as unknown as Parameters<typeof judged>[0]).map((row) => row.served);
  const muted = {rule: "over_served", population: 3, met: 2};
  expect(served({muted_rules: []})).toEqual(["fair", "under", "over"]);
  expect(served({muted_rules: [muted]})).toEqual([null, "under", "over"]);
  // that nobody is listed as under-served says nothing of too much support
  expect(served({muted_rules: [{...muted, rule: "under_served"}]})).toEqual(["fair", "under", "over"]);
  expect(served({muted_rules: [], excluded: [{id: "a"}]})).toEqual([null, "under", "over"]);
});
