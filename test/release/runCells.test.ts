import {setTimeout as sleep} from "node:timers/promises";
import {describe, expect, test} from "vitest";
import {waitOnce} from "../../loaders/release/framework/runCells.ts";

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
