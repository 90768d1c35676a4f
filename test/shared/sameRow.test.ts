import {expect, test} from "vitest";
import {sameRow} from "../../src/shared/sameRow.ts";

const acme = {id: "P1", name: "Acme", score: 70};
const bell = {id: "P2", name: "Bell", score: 70};

test("a dot of several partners is told by the rows of these partners", () => {
  const dot = {given: 1, received: 2, rows: [{id: "P2"}]};
  expect([acme, bell].filter((row) => sameRow(dot, row))).toEqual([bell]);
});

test("a dot of one partner is told by its row, however the picture keeps the partner", () => {
  expect([acme, bell].filter((row) => sameRow({x: 3, score: 70, dot: {id: "P1"}}, row))).toEqual([acme]);
  expect([acme, bell].filter((row) => sameRow({id: "P2", score: 1}, row))).toEqual([bell]);
});

test("a point without an id is told by the row that has the same values", () => {
  const months = [
    {as_of: "2026-06-30", trusted: 4, average: null},
    {as_of: "2026-07-31", trusted: 4, average: null}
  ];
  expect(months.filter((row) => sameRow({...months[1]!, date: new Date(0)}, row))).toEqual([months[1]]);
});

test("what shares nothing with a row is not told by it", () => {
  expect(sameRow({x: 1, value: 0.5}, {year: 1, deals: 3})).toBe(false);
});
