import {describe, expect, test} from "vitest";
import {dependenceBars} from "../../src/charts/dependenceBars.ts";
import {peopleMatrix} from "../../src/charts/peopleMatrix.ts";
import {spreadLines} from "../../src/charts/spreadLines.ts";
import {spreadTitle} from "../../src/copy/people.ts";
import {drawn} from "../support/drawn.ts";

type Cell = Parameters<typeof peopleMatrix>[0][number];
type Rep = Parameters<typeof dependenceBars>[0][number];

const people = ["Ann", "Bob"];
const cell = (ours: string, id: string, received: number, given: number, person = people.indexOf(ours)): Cell => ({
  ours,
  person,
  id,
  name: `Partner ${id}`,
  received,
  given
});

test("who refers with whom is a row a partner and a column a person, a dot's area its referrals, filled where both ways", () => {
  const rows = [cell("Ann", "A", 4, 0), cell("Ann", "B", 2, 2), cell("Bob", "B", 1, 0)];
  const {dots, label} = drawn(() => peopleMatrix(rows, {width: 760}));
  const by = (i: number) => dots.find((d) => d.node.parentElement!.children[i] === d.node)!;
  const [annA, annB, bobB] = [0, 1, 2].map(by) as [(typeof dots)[number], (typeof dots)[number], (typeof dots)[number]];
  expect(dots).toHaveLength(3);
  expect([annA.x === annB.x, annB.y === bobB.y, annA.y === annB.y, annB.x === bobB.x]).toEqual([true, true, false, false]);
  expect((annA.r / bobB.r) ** 2).toBeCloseTo(4, 6);
  expect(dots.filter((d) => d.fill === "var(--accent)")).toHaveLength(1);
  expect(label).toMatch(/1 of 3 pairs both ways/);
});

test("how a partnership spreads is a step up for each of ours that joins, up to the day of the data", () => {
  const step = (id: string, first_on: string, reps: number) => ({id, name: `Partner ${id}`, first_on, reps});
  const rows = [step("A", "2025-01-01", 1), step("A", "2025-07-01", 2), step("A", "2026-01-01", 3), step("B", "2025-03-01", 1)];
  const {paths, dots, texts, svg} = drawn(() => spreadLines(rows, "2026-06-30", {width: 640}));
  const [most] = paths.filter((p) => p.stroke === "var(--accent)");
  expect(new Set(most!.points.map(([, y]) => y.toFixed(1))).size + most!.node.getAttribute("d")!.split("V").length - 1).toBe(3);
  expect(dots).toHaveLength(4);
  expect(texts.map((t) => t.text)).toContain("Partner A: 3");
  expect(svg.getAttribute("aria-label")).toContain("Partner A: 3 people of ours");
});

test.each([
  ["nobody", [], "Not enough data to draw."],
  [
    "one person on the day of the data",
    [{id: "A", name: "Partner A", first_on: "2026-06-30", reps: 1}],
    "One person of ours with each partner."
  ]
])("the spread of %s is drawn without error, and says what it is", (_, rows, said) => {
  const {svg} = drawn(() => spreadLines(rows, "2026-06-30", {width: 640}));
  expect(svg.getAttribute("aria-label")).toBe(said);
  expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
});

test("the partner with the most of our people is named where it is the only one", () => {
  const row = (id: string, reps: number) => ({id, name: `Partner ${id}`, reps});
  expect(spreadTitle([row("A", 1), row("A", 3), row("B", 2)])).toBe("Partner A has the most of our people, 3");
  expect(spreadTitle([row("A", 3), row("B", 3), row("C", 1)])).toBe("2 partners have the most of our people, 3 each");
});

describe("what each of ours won, by the partner that it depends on,", () => {
  const rep = (name: string, top_share: number, customer: number | null = null): Rep => ({
    ...{name, net: 100, partners: 2, customers: 2, top_id: "P", top_name: "Acme", top_share, top_customer: "Bolt"},
    ...{top_customer_share: customer, depends_on: null, pipeline_deals: 0, pipeline_recorded: 0, own_share: null}
  });
  const rows = [rep("Ann", 0.75, 0.25), rep("Bob", 0.5), rep("Cid", 0.2, 1)];

  test.each([760, 358])(
    "is a bar of 100 % each, filled by the largest partner's part, with the line of a half, at %i px",
    (width) => {
      const {rects, lines, text} = drawn(() => dependenceBars(rows, 0.5, {width}));
      const [grounds, parts] = [rects.slice(0, 3), rects.slice(3, 6)];
      expect(new Set(grounds.map((r) => r.width)).size).toBe(1);
      const all = grounds[0]!.width;
      parts.forEach((r, i) => expect(r.width / all).toBeCloseTo(rows[i]!.top_share!, 2));
      const half = lines.find((l) => l.x === l.x2 && l.stroke === "var(--ink)")!;
      expect((half.x - grounds[0]!.x) / all).toBeCloseTo(0.5, 2);
      expect(text("50%")!.x).toBeCloseTo(half.x, 6);
      // at the line, too, one depends, as the metric has it
      expect(parts.map((r) => r.fill)).toEqual(["var(--warn)", "var(--warn)", "var(--mark)"]);
    }
  );

  test("has a row for each of two people of one name, and partners whose names begin alike are told apart", () => {
    const alike = rows
      .slice(0, 2)
      .map((d, i) => ({...d, name: "Kim", top_name: `Brightmoor Consulting ${["Iberia", "Nordics"][i]!}`}));
    const {rects, texts} = drawn(() => dependenceBars(alike, 0.5, {width: 358}));
    expect(new Set(rects.slice(0, 2).map((r) => r.y)).size).toBe(2);
    expect(
      texts
        .map((t) => t.text)
        .filter((t) => t.startsWith("Bright"))
        .map((t) => t.split(" ")[0])
    ).toEqual(["Bright…eria", "Bright…dics"]);
  });

  test("has a circle where the largest customer's part ends", () => {
    const {rects, dots} = drawn(() => dependenceBars(rows, 0.5, {width: 760}));
    const {x, width} = rects[0]!;
    expect(dots.map((d) => Math.round((100 * (d.x - x)) / width))).toEqual([25, 100]);
  });
});

test("two people of one name have a column each", () => {
  const rows = [cell("Kim", "A", 4, 0, 1), cell("Kim", "B", 2, 2, 2)];
  const {dots} = drawn(() => peopleMatrix(rows, {width: 760}));
  expect(new Set(dots.map((d) => d.x)).size).toBe(2);
});

test.each([760, 358])("who refers with whom has no row and no column without a dot, at %i px", (width) => {
  const busy = Array.from({length: 20}, (_, i) => cell(`Rep ${i}`, `B${i}`, 40 - i, 1));
  // a partner with many referrals, all with people who have few
  const apart = Array.from({length: 30}, (_, i) => cell(`Late ${i}`, "Z", 5, 0));
  const {dots, texts} = drawn(() => peopleMatrix([...busy, ...apart], {width}));
  const names = texts.filter((t) => /^(Rep|Late|Partner) /.test(t.text));
  expect(dots.length).toBeGreaterThan(5);
  expect(new Set(dots.map((d) => d.x.toFixed(1))).size).toBe(names.filter((t) => !t.text.startsWith("Partner")).length);
  expect(new Set(dots.map((d) => d.y.toFixed(1))).size).toBe(names.filter((t) => t.text.startsWith("Partner")).length);
});
