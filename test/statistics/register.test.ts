import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {registerStatistics} from "../../loaders/statistics/register.ts";

let db: DuckDB;

const value = async (sql: string): Promise<unknown> => (await db.rows<{value: unknown}>(`select ${sql} as value`))[0]!.value;

beforeAll(async () => {
  db = await DuckDB.open(":memory:", {threads: 1});
  await registerStatistics(db);
});
afterAll(() => db.close());

describe("wilson_lower and wilson_upper", () => {
  // Newcombe (1998), Statistics in Medicine 17:857-872, Table I, 95 %.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718]
  ])("of %d in %d are %d and %d", async (k, n, lower, upper) => {
    expect(Math.abs(Number(await value(`wilson_lower(${k}, ${n}, 1.959964)`)) - lower)).toBeLessThan(1.1e-4);
    expect(Math.abs(Number(await value(`wilson_upper(${k}, ${n}, 1.959964)`)) - upper)).toBeLessThan(1.1e-4);
  });

  it("of nothing in nothing are null", async () => {
    expect(await value("wilson_lower(45000::integer, 100000::integer, 1.6449)")).toBeCloseTo(0.4474, 4);
    expect(await value("wilson_lower(0, 0, 1.6449)")).toBeNull();
    expect(await value("wilson_upper(0, 0, 1.6449)")).toBeNull();
  });
});

describe("newcombe_lower and newcombe_upper", () => {
  // Newcombe (1998), Statistics in Medicine 17:873-890, Table II, method 10, 95 %.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339, "better"],
    [9, 10, 3, 10, 0.1705, 0.809, "better"],
    [6, 7, 2, 7, 0.0582, 0.8062, "better"],
    [5, 56, 0, 29, -0.0381, 0.1926, "unclear"],
    [0, 10, 0, 20, -0.1611, 0.2775, "unclear"],
    [0, 10, 0, 10, -0.2775, 0.2775, "unclear"],
    [10, 10, 0, 20, 0.6791, 1, "better"],
    [10, 10, 0, 10, 0.6075, 1, "better"],
    [48, 80, 56, 70, -0.3339, -0.0524, "worse"]
  ])("of %d in %d less %d in %d are as published", async (k, n, l, m, lower, upper, verdict) => {
    const counts = `${k}, ${n}, ${l}, ${m}, 1.959964`;
    expect(Math.abs(Number(await value(`newcombe_lower(${counts})`)) - lower)).toBeLessThan(5.1e-5);
    expect(Math.abs(Number(await value(`newcombe_upper(${counts})`)) - upper)).toBeLessThan(5.1e-5);
    expect(await value(`rate_verdict(newcombe_lower(${counts}), newcombe_upper(${counts}))`)).toBe(verdict);
  });

  it("are null, and no verdict is given, where one of the rates has no cases", async () => {
    for (const counts of ["0, 0, 1, 2", "1, 2, 0, 0"]) {
      expect(await value(`newcombe_lower(${counts}, 1.6449)`)).toBeNull();
      expect(await value(`rate_verdict(newcombe_lower(${counts}, 1.6449), newcombe_upper(${counts}, 1.6449))`)).toBeNull();
    }
  });
});

describe("the functions of this folder in SQL", () => {
  it.each([
    "beta_cdf(null, 1, 1)",
    "beta_quantile(.5, null, 1)",
    "outcomes_needed(1, 1, 1, .5, .1, .5, .8, null)",
    "gamma_prior(null, [1.0])",
    "q_values([.5, null])",
    "loss_curve([1.0], null, [1.0], [0.0], [0.0], [0.0])",
    "beta_calibration([.5], [1.0], null)",
    "kupiec(1, null, .05)",
    "credibility_prior([1], [1], null, [1])"
  ])("%s is null", async (call) => {
    expect(await value(call)).toBeNull();
  });

  it("beta_cdf is null, not a NaN, for shapes that make no distribution", async () => {
    expect(await value("beta_cdf(.5, 0, 1)")).toBeNull();
  });

  it("answer row by row over more rows than one vector holds", async () => {
    const [row] = await db.rows<{rows: string; wrong: string}>(
      `select count(*) as rows, count(*) filter (abs(beta_cdf(x, 1, 1) - x) > 1e-12) as wrong
       from (select i / 5000 as x from range(5001) as numbers (i))`
    );
    expect(row).toEqual({rows: "5001", wrong: "0"});
  });

  it("return their results by name", async () => {
    expect(await value("gamma_prior([2, 4], [1, 2])")).toEqual({shape: 0.5, rate: 0.25});
    expect(await value("credibility_prior([2], [2], [1], [1])")).toEqual({mean: 0.5, strength: 2});
    expect(await value("loss_distribution([], [])")).toEqual({expected_loss: 0, var95: null, es95: null, p_lose_20: null});
    expect(await value("len(loss_curve([1.0], [.5], [1.0], [0.0], [0.0], [0.0]))")).toBe("101");
  });

  it("turn a mistake of the caller into an error of the query", async () => {
    await expect(db.rows("select loss_distribution([-1.0], [.5])")).rejects.toThrow("a value is negative");
  });

  it("can be registered again", async () => {
    await registerStatistics(db);
    expect(await value("beta_cdf(.25, 1, 1)")).toBeCloseTo(0.25, 12);
  });
});

describe("counted_quantile", () => {
  const counted = (values: string, share: string) =>
    `(select counted_quantile(one, up_to, place) from (
        select one, sum(n) over (order by one) as up_to, (sum(n) over () - 1) * cast(${share} as double) as place
        from (select one, count(*) as n from (select unnest(${values}) as one) group by one)) group by place)`;
  // of 1, 1, 1, 4: the second and third are 1, and three quarters of the way to the fourth it is 1 + .25 * 3
  it.each([
    ["0", 1],
    ["0.5", 1],
    ["0.75", 1.75],
    ["1", 4]
  ])("of 1, 1, 1 and 4 at %s is %d", async (share, wanted) => {
    expect(await value(counted("[1, 1, 1, 4]", share))).toBe(wanted);
  });

  it("is that of the values one by one, to the bit", async () => {
    const values = "[hash(i) % 40 for i in range(997)]";
    for (const share of ["0", "0.1", "0.5", "0.9", "0.913", "1"])
      expect(await value(counted(values, share)), share).toBe(
        await value(`(select quantile_cont(one, ${share}) from (select unnest(${values}) as one))`)
      );
  });
});
