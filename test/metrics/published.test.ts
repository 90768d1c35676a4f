import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {describe, expect, it, onTestFinished} from "vitest";
import {lossDistribution} from "../../src/shared/lossDistribution.ts";
import {referenceRows, withReference} from "../statistics/reference.ts";
import {factsOfMany, partner} from "./simulated.ts";
import {asOf, daysBefore, deal, measured, metricsOf, type Metrics} from "./support.ts";

const networks = path.join(import.meta.dirname, "..", "..", "..", "shared", "data", "networkdata");
const withNetworks = existsSync(networks) || Boolean(process.env.CI);

/** Metrics of very many records, no history. */
async function manyOf(records: Parameters<typeof factsOfMany>[0]): Promise<Metrics> {
  const db = await factsOfMany(records);
  onTestFinished(() => db.close());
  return measured(db);
}

const letter = (from: string, to: string, i: number) => ({
  referral_id: `r${String(i)}`,
  partner_id: "a",
  direction: "received",
  made_on: asOf,
  from_person: from,
  to_person: to
});

describe("published networks", () => {
  // schochastics/networkdata: messages between students (Panzarasa, Opsahl & Carley 2009), friendships of boys (Coleman 1964).
  it.runIf(withNetworks).each([
    ["ucsocial", 20296, 0.636],
    ["highschool_boys", 366, 0.503]
  ])("%s has %d edges, of which the published share runs both ways", async (name, edges, reciprocity) => {
    const [, ...lines] = readFileSync(path.join(networks, `${name}.csv`), "utf8")
      .trim()
      .split("\n");
    const referrals = lines.map((line, i) => {
      const [from = "", to = ""] = line.replaceAll('"', "").split(",");
      return letter(from, to, i);
    });
    const m = await manyOf({partners: [{partner_id: "a", name: "A"}], referrals});
    const row = await m.row("people_graph", "edges, edge_reciprocity");
    expect(row.edges).toBe(edges);
    expect(Math.round(Number(row.edge_reciprocity) * 1000) / 1000).toBe(reciprocity);
  });

  // igraph, examples/simple/igraph_reciprocity.c (g1, g2 as computed there), and networkx, algorithms/tests/test_reciprocity.py (g3, g4).
  it.runIf(withReference).each([
    ["g1", 2 / 3],
    ["g2", 2 / 3],
    ["g3", 2 / 3],
    ["g4", 1]
  ])("the small graph %s has its reciprocity", async (graph, reciprocity) => {
    const edges = referenceRows("reciprocity_igraph_networkx_small").filter((r) => r.graph === graph);
    const m = await metricsOf({referrals: edges.map((e, i) => letter(`x${e.from!}`, `x${e.to!}`, i))});
    expect((await m.row("people_graph")).edge_reciprocity).toBeCloseTo(reciprocity, 12);
  });
});

describe("the equal split of a deal is the Shapley value", () => {
  /** A game is a sum of unanimity games (Shapley 1953): each coalition's dividend is a deal of its members, given back where negative. */
  const dividend = (members: string, worth: number, i: number) => ({
    deal: deal({deal_id: `d${String(i)}`, partner_id: null, amount: Math.max(0, worth), refunded: Math.max(0, -worth)}),
    on: Array.from(members).map((partner_id) => ({deal_id: `d${String(i)}`, partner_id, joined_on: null}))
  });
  const valuesOf = async (game: [string, number][]) => {
    const made = game.map(([members, worth], i) => dividend(members, worth, i));
    const m = await metricsOf({deals: made.map((d) => d.deal), deal_partners: made.flatMap((d) => d.on)});
    return m.rows("wins", "partner_id, round(net, 9) as net");
  };

  it("of the glove game: 1/6, 1/6 and 2/3", async () => {
    // worth 1 with a left glove (1, 2) and the right one (3)
    expect(
      await valuesOf([
        ["13", 1],
        ["23", 1],
        ["123", -1]
      ])
    ).toEqual([
      {partner_id: "1", net: 0.166666667},
      {partner_id: "2", net: 0.166666667},
      {partner_id: "3", net: 0.666666667}
    ]);
  });

  it("of the airport game of Littlechild & Owen (1973): 2, 3, 4 and 9", async () => {
    // runways of 8, 11, 13 and 18: each further piece is needed by whoever reaches it
    const pieces: [string, number][] = [
      ["ABCD", 8],
      ["BCD", 3],
      ["CD", 2],
      ["D", 5]
    ];
    const subsets = (of: string): string[] =>
      Array.from(of)
        .reduce<string[]>((all, c) => [...all, ...all.map((s) => s + c)], [""])
        .slice(1);
    const game = pieces.flatMap(([users, cost]) => subsets(users).map((s): [string, number] => [s, s.length % 2 ? cost : -cost]));
    expect(await valuesOf(game)).toEqual([
      {partner_id: "A", net: 2},
      {partner_id: "B", net: 3},
      {partner_id: "C", net: 4},
      {partner_id: "D", net: 9}
    ]);
  });
});

describe("the rat tumours of Gelman et al., Bayesian Data Analysis, table 5.1", () => {
  const rats = () => {
    const rows = referenceRows("betabinomial_rat_tumors_bda3");
    const referrals = rows.flatMap(({y, n}, i) =>
      Array.from({length: Number(n)}, (_, k) => ({
        referral_id: `r${String(i)}-${String(k)}`,
        partner_id: partner(i),
        direction: "received",
        made_on: asOf,
        outcome: k < Number(y) ? "accepted" : "rejected"
      }))
    );
    return manyOf({partners: rows.map((_, i) => ({partner_id: partner(i), name: partner(i)})), referrals});
  };

  it.runIf(withReference)("have the published mean .136 and deviation .103 over the 70 earlier groups", async () => {
    const m = await rats();
    const [found] = await m.db.rows<{mean: number; sd: number}>(
      `select avg(mean) as mean, stddev_samp(mean) as sd from metrics.trust_kinds where kind = 'referral' and partner_id < '${partner(70)}'`
    );
    expect(found!.mean).toBeCloseTo(0.136, 3);
    expect(Math.abs(found!.sd - 0.103)).toBeLessThan(0.001);
  });

  it.runIf(withReference)(
    "give the credibility estimate of an independent computation: base rate .14393, strength 21.854",
    async () => {
      const m = await rats();
      const row = await m.row("trust_priors", "base_rate, strength, partners", `kind = 'referral'`);
      expect(row.partners).toBe(71);
      expect(row.base_rate).toBeCloseTo(0.14393382753714695, 9);
      expect(row.strength).toBeCloseTo(21.854042514106315, 8);
    }
  );
});

describe("the portfolio of CreditRisk+ (Credit Suisse First Boston 1997)", () => {
  // Its percentiles follow from default rates that move together; what applies here is what does not depend on that.
  it.runIf(withReference)("has an exposure of 130,513,072 and an expected loss of 14,221,863", () => {
    const rows = referenceRows("creditriskplus_csfb1997");
    const values = rows.map((r) => Number(r.exposure));
    const {expectedLoss, var95} = lossDistribution(
      values,
      rows.map((r) => Number(r.default_rate))
    );
    expect(values.reduce((a, b) => a + b, 0)).toBe(130513072);
    expect(Math.abs(expectedLoss - 14221863)).toBeLessThan(1);
    // independent defaults lose less in a bad year than those that move together: 38,908,485 at 95 %
    expect(var95).toBeLessThan(38908485);
  });
});

describe("the placebo group of the 6-MP trial (Freireich et al. 1963)", () => {
  it("has the Kaplan-Meier curve and the median of 8 weeks", async () => {
    const weeks = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
    const m = await metricsOf({
      partners: weeks.map((w, i) => ({partner_id: partner(i), name: "P", joined_on: daysBefore(w)})),
      deals: weeks.map((_, i) => deal({partner_id: partner(i)}))
    });
    const curve = await m.rows("first_deal_curve", "days, waiting", "cohort = 'all'");
    expect(curve.map((r) => r.days)).toEqual([1, 2, 3, 4, 5, 8, 11, 12, 15, 17, 22, 23]);
    [19, 17, 16, 14, 12, 8, 6, 4, 3, 2, 1, 0].forEach((left, i) => expect(curve[i]!.waiting).toBeCloseTo(left / 21, 12));
    expect((await m.row("first_deal")).median_days).toBe(8);
  });
});
