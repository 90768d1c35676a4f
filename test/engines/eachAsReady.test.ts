import {describe, expect, test, vi} from "vitest";
import type {Engine} from "../../loaders/engines/engine.ts";
import {buildModels, eachAsReady, patience} from "../../loaders/engines/buildModels.ts";
import {modelsOf} from "../../loaders/engines/models.ts";

const models = modelsOf(
  {
    a: "select 1 as x",
    b: "select 2 as x",
    c: "select x from m.a union all select x from m.b",
    d: "select x from m.c"
  },
  "m"
);
const [one, two] = [{}, {}] as [Engine, Engine];
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function order(engines: Engine[], fails: string[] = []) {
  const told: string[] = [];
  const error = await eachAsReady(engines, models, async ({name}) => {
    told.push(`${name}(`);
    await turn();
    told.push(`${name})`);
    if (fails.includes(name)) throw new Error(name);
  }).then(
    () => null,
    (e: unknown) => (e as Error).message
  );
  return {told: told.join(" "), error};
}

describe("models are computed once what they need is there", () => {
  test("one at a time with one connection, and as many at a time as there are connections", async () => {
    expect(await order([one])).toEqual({told: "a( a) b( b) c( c) d( d)", error: null});
    expect(await order([one, two])).toEqual({told: "a( b( a) b) c( c) d( d)", error: null});
  });

  test("after a mistake none is begun, what runs is waited for, and the first mistake in their order is told", async () => {
    expect(await order([one], ["a"])).toEqual({told: "a( a)", error: "a"});
    expect(await order([one, two], ["b"])).toEqual({told: "a( b( a) b)", error: "b"});
    expect(await order([one, two], ["a", "b"])).toEqual({told: "a( b( a) b)", error: "a"});
  });

  test("each connection does one at a time", async () => {
    const at = new Map<Engine, number>();
    await eachAsReady([one, two], models, async (_, engine) => {
      at.set(engine, (at.get(engine) ?? 0) + 1);
      expect(at.get(engine)).toBe(1);
      await turn();
      at.set(engine, 0);
    });
    expect(at.size).toBe(2);
  });
});

test("of a metric that takes long it is said which one, again and again until it is there, and of others nothing", async () => {
  vi.useFakeTimers();
  const told: string[] = [];
  const slow: Engine = {
    run: (sql) => new Promise((done) => setTimeout(done, sql.includes("m.b as") ? 2.5 * patience : patience / 2)),
    rows: () => Promise.resolve([]),
    close: () => undefined
  };
  const built = buildModels([slow], models, "m", (text) => told.push(text));
  await vi.advanceTimersByTimeAsync(10 * patience);
  await built;
  vi.useRealTimers();
  const said = (n: number) => `m/b.sql is still being computed after ${(n * patience) / 1000} s`;
  expect(told.map((text) => text.split(". ")[0])).toEqual([said(1), said(2)]);
});
