import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {cellFaults} from "../../loaders/dev/cellFaults.ts";
import {watchCells, type Variable} from "../../loaders/release/framework/lateCells.ts";
import type {Fault} from "../../loaders/dev/messages.ts";

describe("what is wrong with the cells of an open page", () => {
  let shown: string[];
  let gone: string[];
  const faults = () =>
    cellFaults(
      (_, found: Fault[]) => (shown = found.map(({text}) => text)),
      (page) => gone.push(page),
      (_, id) => (id === "unseen" ? null : `${id} waits`),
      (_, id) => `\n  in ${id}`
    );
  beforeEach(() => {
    vi.useFakeTimers();
    [shown, gone] = [[], []];
  });
  afterEach(() => void vi.useRealTimers());

  test("goes with the loading of the page that told of it: the next one tells only of its own", () => {
    const cells = faults();
    cells.opened("/trust", "first");
    cells.told("/trust", "first", {errors: [{text: "Failed to fetch dynamically imported module", cell: null}], waiting: []});
    expect(shown).toEqual(["src/trust.md: a cell fails: Failed to fetch dynamically imported module"]);
    cells.closed("/trust", "first");
    cells.opened("/trust", "second");
    vi.runAllTimers();
    expect([shown, gone]).toEqual([[], []]);
  });

  test("is not what a page tells that is being left, if it comes after the next loading of it", () => {
    const cells = faults();
    cells.opened("/trust", "first");
    cells.closed("/trust", "first");
    cells.opened("/trust", "second");
    cells.told("/trust", "first", {errors: [{text: "Failed to fetch dynamically imported module", cell: null}], waiting: []});
    vi.runAllTimers();
    expect([shown, gone]).toEqual([[], []]);
  });

  test("stays while the page is open a second time, and is forgotten when nobody looks at it any more", () => {
    const cells = faults();
    for (const id of ["first", "second"]) {
      cells.opened("/trust", id);
      cells.told("/trust", id, {errors: [{text: "no luck", cell: null}], waiting: []});
    }
    cells.closed("/trust", "first");
    vi.runAllTimers();
    expect([shown, gone]).toEqual([["src/trust.md: a cell fails: no luck"], []]);
    cells.closed("/trust", "second");
    vi.runAllTimers();
    expect(gone).toEqual(["/trust"]);
  });

  test("is told with its place, once by the cell that others read; code that can't be read is told where the page is", () => {
    const cells = faults();
    cells.opened("/trust", "first");
    const errors = [
      {text: "RuntimeError: no luck", cell: "reader"},
      {text: "TypeError: no luck", cell: "cause"},
      {text: "SyntaxError: no luck", cell: null}
    ];
    cells.told("/trust", "first", {errors, waiting: []});
    expect(shown).toEqual(["src/trust.md: a cell fails: TypeError: no luck\n  in cause"]);
  });

  test("names the cells that wait, but those that may", () => {
    const cells = faults();
    cells.opened("/trust", "first");
    cells.told("/trust", "first", {errors: [], waiting: ["late", "unseen"]});
    expect(shown).toEqual(["late waits"]);
  });
});

describe("a cell is told of", () => {
  const never = () => new Promise<unknown>(() => undefined);
  const place = (id: string) => ({nodeType: 8, nodeName: "#comment", nodeValue: `:${id}:`}) as ChildNode;
  const loading = {nodeType: 1, nodeName: "OBSERVABLEHQ-LOADING", nodeValue: null} as ChildNode;
  const cell = (id: string, promise: Promise<unknown>, inputs: Variable[] = [], name: string | null = null): Variable => ({
    _name: name,
    _promise: promise,
    _inputs: inputs,
    _observer: {_node: {childNodes: [loading, place(id)]}}
  });
  /** What is told after each of these milliseconds. */
  async function told(variables: Variable[], ...times: number[]): Promise<string[][]> {
    let time = 0;
    const look = watchCells(1000, () => time);
    const found: string[][] = [];
    for (time of [0, ...times]) {
      found.push(look(variables));
      await Promise.resolve();
    }
    return found.slice(1);
  }

  test("where it has had no value for long, and not before", async () => {
    expect(await told([cell("0123abcd", never())], 900, 1100)).toEqual([[], ["0123abcd"]]);
  });

  test("no more once it has one", async () => {
    let resolve: (value: unknown) => void = () => undefined;
    const promise = new Promise<unknown>((done) => (resolve = done));
    const variable = cell("0123abcd", promise);
    let time = 0;
    const look = watchCells(1000, () => time);
    look([variable]);
    time = 2000;
    expect(look([variable])).toEqual(["0123abcd"]);
    resolve(1);
    await promise;
    expect(look([variable])).toEqual([]);
  });

  test("and not those that only wait for it", async () => {
    const first = cell("0123abcd", never(), [], "cell 0123abcd");
    expect(await told([first, cell("4567abcd", never(), [first])], 2000)).toEqual([["0123abcd"]]);
  });

  test("where a name that it defines is a promise that never comes; not where it comes with what a reader does", async () => {
    const defined = {...cell("0123abcd", Promise.resolve(), [], "cell 0123abcd"), _value: {late: never(), chosen: {}}};
    const name = (of: string): Variable => ({_name: of, _promise: never(), _inputs: [defined], _observer: {}});
    expect(await told([defined, name("late")], 2000)).toEqual([["0123abcd"]]);
    expect(await told([defined, name("chosen")], 2000)).toEqual([[]]);
  });

  test("by its own id where several are in one sentence", async () => {
    const node = {childNodes: [place("aaaaaaaa"), loading, place("bbbbbbbb")]};
    const variable = {...cell("", never()), _observer: {_node: node}};
    expect(await told([variable], 2000)).toEqual([["bbbbbbbb"]]);
  });
});
