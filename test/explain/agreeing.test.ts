import {expect, test} from "vitest";
import {firstAgreeing} from "../../loaders/explain/agreeing.ts";

const rows = (n: number) => Array.from({length: n}, (_, i) => ({member: `m${i % 5}`, level: i % 2 ? null : "all", place: i}));

test.each([5, 8, 9, 100])("of %s rows the first that agrees in the columns is found", (n) => {
  const all = rows(n);
  expect(firstAgreeing(all, ["member"], {member: "m3"})).toEqual({member: "m3", level: null, place: 3});
  expect(firstAgreeing(all, ["member", "level"], {member: "m4", level: "all"})).toMatchObject({place: 4});
  expect(firstAgreeing(all, ["member", "level"], {member: "m1", level: null})).toMatchObject({place: 1});
  expect(firstAgreeing(all, [], {member: "m9"})).toMatchObject({place: 0});
});

test.each([5, 100])("a row that none of %s agrees with has none: words and numbers are different", (n) => {
  expect(firstAgreeing(rows(n), ["member"], {member: "m9"})).toBeNull();
  expect(firstAgreeing(rows(n), ["place"], {place: "3"})).toBeNull();
});
