import {setTimeout as sleep} from "node:timers/promises";
import {describe, expect, test} from "vitest";
import {unfinishedTeller} from "../../loaders/release/framework/cellMessages.ts";
import {withReaders} from "../../loaders/release/framework/runCells.ts";
import {waitOnce} from "../../loaders/release/framework/settle.ts";

describe("a page that is built waits for its cells", () => {
  test("until all have come, whether they have a value or fail", async () => {
    const wait = waitOnce(600_000);
    await expect(wait([Promise.resolve(1), Promise.reject(new Error("no")), sleep(5)])).resolves.toBeUndefined();
  });

  test("and for one that never comes only once", async () => {
    const never = new Promise<never>(() => undefined);
    const wait = waitOnce(200);
    const waited = async () => {
      const before = performance.now();
      await wait([never, Promise.resolve()]);
      return performance.now() - before;
    };
    const [first, second] = [await waited(), await waited()];
    expect(first).toBeGreaterThan(190);
    expect(second).toBeLessThan(first);
  });
});

test("a cell without a value is told of once, with the partner or the edition where it first has none, also where the first page has all", () => {
  const cell = (id: string) => ({id, body: () => id});
  const [a, b] = [cell("a"), cell("b")];
  const say = unfinishedTeller("src/partner/[id].md");
  expect(say([a, b], new Set(["a", "b"]), "for the partner P1")).toEqual([]);
  expect(say([a, b], new Set(["a"]), "for the partner P2")).toEqual([
    expect.stringMatching(
      /^src\/partner\/\[id\]\.md: a cell has no value after 20 s for the partner P2, so the page shows nothing/
    )
  ]);
  expect(say([a, b], new Set(["a"]), "for the partner P3")).toEqual([]);
});

test("a cell that reads what another gives, in turn, has no value until it has that of the page", () => {
  const cell = (id: string, inputs: string[], outputs: string[]) => ({id, body: () => id, inputs, outputs});
  const cells = [
    cell("d", ["c"], []),
    cell("a", [], ["a"]),
    cell("b", ["a", "x"], ["b"]),
    cell("c", ["b"], ["c"]),
    cell("e", ["x"], [])
  ];
  expect(withReaders([cells[1]!], cells).map(({id}) => id)).toEqual(["d", "a", "b", "c"]);
  expect(withReaders([], cells)).toEqual([]);
});
