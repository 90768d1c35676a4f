import {expect, test} from "vitest";
import {lorenz, spreadsOf} from "../../src/charts/lorenz.ts";
import {drawn} from "../support/drawn.ts";

const member = (net: number, members = 1) => ({id: null, name: "", net, share: net / 100, disclosed: false, members});
const dimension = {dimension: "partner", n: 6, members: [member(60), member(40, 4)]};
const all = {id: [], name: [], revenue: [60, 25, 9, 5, 1], share: []};
type Page = Parameters<typeof spreadsOf>[0];
const page = {dimensions: [dimension], partners: all, customers: all, reps: all} as unknown as Page;

test("how unevenly revenue is spread is told of all, with revenue or without, each on its own", () => {
  // of six, the three smallest bring 0 + 1 + 5
  const {label} = drawn(() => lorenz(spreadsOf(page), {width: 640}));
  expect(label).toBe("Revenue added up, smallest first. partners: the smaller half of all 6 brings 6%.");
});

test("the name of a line whose smaller half brings nothing is above that line", () => {
  const idle = {...page, dimensions: [{...dimension, n: 20}]} as unknown as Page;
  const {texts, dots} = drawn(() => lorenz(spreadsOf(idle), {width: 640}));
  // where its letters stand
  expect(dots[0]!.y - texts.find((t) => t.text === "partners 0%")!.y).toBeGreaterThan(5);
});
