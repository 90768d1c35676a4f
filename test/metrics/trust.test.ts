import {describe, expect, it} from "vitest";
import {asOf, daysBefore, deal, measured, metricsOf, referral, ticket, times} from "./support.ts";
import {factsOf} from "../support/facts.ts";

const kinds = "kind, n, kept, broken";
const kind = (name: string) => `as_of = '${asOf}' and partner_id = 'a' and kind = '${name}'`;

describe("evidence of trust", () => {
  it("is a row per existing partner and kind, with nothing in it where there is none", async () => {
    const m = await metricsOf({partners: [{partner_id: "a", name: "A"}]});
    expect(await m.rows("trust_kinds", "kind, n, kept, broken, mean, lower, upper")).toEqual(
      ["deal", "referral", "ticket"].map((k) => ({kind: k, n: 0, kept: 0, broken: 0, mean: null, lower: null, upper: null}))
    );
  });

  it("counts a won deal as kept and a lost one as broken, and an open one not at all", async () => {
    const m = await metricsOf({
      deals: [deal(), deal(), deal({status: "lost"}), deal({status: "open", closed_on: null})]
    });
    expect(await m.row("trust_kinds", "n, kept, broken, mean", kind("deal"))).toEqual({n: 3, kept: 2, broken: 1, mean: 2 / 3});
  });

  it("gives each of m partners on a deal 1/m of it", async () => {
    const m = await metricsOf({
      deals: [deal({deal_id: "d", partner_id: null})],
      deal_partners: ["a", "b", "x", "y"].map((partner_id) => ({deal_id: "d", partner_id}))
    });
    expect(await m.rows("trust_kinds", "partner_id, n, kept", `as_of = '${asOf}' and kind = 'deal'`)).toEqual(
      ["a", "b", "x", "y"].map((partner_id) => ({partner_id, n: 0.25, kept: 0.25}))
    );
  });

  it("leaves out a deal that closed after as_of", async () => {
    const m = await metricsOf({deals: [deal({opened_on: "2025-01-01", closed_on: "2025-07-01"})]});
    expect(await m.row("trust_kinds", kinds, kind("deal"))).toMatchObject({n: 0});
  });

  it("keeps what lies one day less than the window back, and drops what lies the whole window back", async () => {
    const m = await metricsOf({
      deals: [deal({closed_on: daysBefore(1094)}), deal({closed_on: daysBefore(1095), status: "lost"})]
    });
    expect(await m.row("trust_kinds", kinds, kind("deal"))).toMatchObject({n: 1, kept: 1, broken: 0});
  });

  it("takes received referrals only, once they are answered, dated when they were made", async () => {
    const m = await metricsOf({
      referrals: [
        referral(),
        referral({outcome: "rejected", made_on: daysBefore(400), answered_on: daysBefore(300)}),
        referral({outcome: "pending"}),
        referral({made_on: daysBefore(5), answered_on: "2025-07-01"}),
        referral({direction: "given"})
      ]
    });
    expect(await m.row("trust_kinds", kinds, kind("referral"))).toMatchObject({n: 2, kept: 1, broken: 1});
    const [{broken}] = (await m.rows("trust_evidence", "recent_broken as broken")) as [{broken: number}];
    expect(broken).toBeCloseTo(2 ** (-400 / 365), 12);
  });

  it("takes half off a ticket that was late and half off one that was reopened", async () => {
    const m = await metricsOf({
      tickets: [
        ticket({due_on: asOf, resolved_on: asOf}),
        ticket({due_on: daysBefore(3), resolved_on: daysBefore(2)}),
        ticket({resolved_on: daysBefore(2), reopened: 2}),
        ticket({due_on: daysBefore(3), resolved_on: daysBefore(2), reopened: 1}),
        ticket({owner: "us", resolved_on: daysBefore(2)}),
        ticket({owner: "both", resolved_on: daysBefore(2)})
      ]
    });
    expect(await m.row("trust_kinds", kinds, kind("ticket"))).toMatchObject({n: 4, kept: 2, broken: 2});
  });

  it("counts an unresolved ticket as broken from the end of its due day, and not before", async () => {
    const due = await metricsOf({tickets: [ticket({due_on: asOf})]});
    expect(await due.row("trust_kinds", kinds, kind("ticket"))).toMatchObject({n: 1, broken: 1});
    const notYet = await metricsOf({tickets: [ticket({due_on: "2025-07-01"}), ticket()]});
    expect(await notYet.row("trust_kinds", kinds, kind("ticket"))).toMatchObject({n: 0});
  });

  it("replaces an overdue ticket by its resolution on the day of that", async () => {
    const m = await metricsOf(
      {tickets: [ticket({due_on: "2025-05-31", opened_on: "2025-05-01", resolved_on: "2025-06-30"})]},
      {history_months: 1}
    );
    expect(await m.rows("trust_kinds", "n, kept, broken", "kind = 'ticket'")).toEqual([
      {n: 1, kept: 0, broken: 1},
      {n: 1, kept: 0.5, broken: 0.5}
    ]);
  });
});

describe("the prior", () => {
  it("is .5 with strength 2 for a kind without evidence", async () => {
    const m = await metricsOf({partners: [{partner_id: "a", name: "A"}]});
    expect(await m.rows("trust_priors", "base_rate, strength, events, partners")).toEqual(
      times(3, () => ({base_rate: 0.5, strength: 2, events: 0, partners: 0}))
    );
  });

  it("is the pooled share with strength 2 below five partners", async () => {
    const m = await metricsOf({
      deals: [...times(30, () => deal()), ...times(10, () => deal({partner_id: "b", status: "lost"}))]
    });
    expect(await m.row("trust_priors", "base_rate, strength, events, partners", `as_of = '${asOf}' and kind = 'deal'`)).toEqual({
      base_rate: 0.75,
      strength: 2,
      events: 40,
      partners: 2
    });
  });

  it("stays between .02 and .98, whatever everybody does", async () => {
    const won = await metricsOf({deals: times(6, () => deal())});
    expect(await won.row("trust_priors", "base_rate", `kind = 'deal'`)).toEqual({base_rate: 0.98});
    const lost = await metricsOf({deals: times(30, (i) => deal({partner_id: `p${String(i % 6)}`, status: "lost"}))});
    expect(await lost.row("trust_priors", "base_rate, strength", `kind = 'deal'`)).toEqual({base_rate: 0.02, strength: 50});
  });

  it("has strength 50 when five partners all win every deal", async () => {
    const m = await metricsOf({deals: times(25, (i) => deal({partner_id: `p${String(i % 5)}`}))});
    expect(await m.row("trust_priors", "base_rate, strength", `kind = 'deal'`)).toEqual({base_rate: 0.98, strength: 50});
  });
});

describe("the score", () => {
  it("of a partner without evidence is the typical one, unproven, with full uncertainty", async () => {
    const m = await metricsOf({partners: [{partner_id: "a", name: "A"}]});
    const row = await m.row("trust");
    expect(row).toMatchObject({score: 50, evidence: 0, grade: "unproven", belief: 0, disbelief: 0, uncertainty: 1});
    expect(row.p_better).toBeCloseTo(0.5, 12);
  });

  it("is proven by two credits, though six thirds of a deal add up to a hair less", async () => {
    const deals = times(6, () => deal({partner_id: null}));
    const deal_partners = deals.flatMap(({deal_id}) => ["a", "b", "c"].map((partner_id) => ({deal_id: deal_id!, partner_id})));
    const m = await metricsOf({deals, deal_partners});
    const row = await m.row("trust", "evidence, grade", `as_of = '${asOf}' and partner_id = 'a'`);
    expect(row.evidence).toBeCloseTo(2, 12);
    expect(row.evidence).toBeLessThan(2);
    expect(row.grade).toBe("candidate");
  });

  it("weighs the kinds .4, .3 and .3", async () => {
    // Two wins on the day of as_of: deal Beta(2*.98 + 2, 2*.02), the others Beta(1, 1).
    const m = await metricsOf({deals: [deal(), deal()]});
    expect((await m.row("trust")).score).toBeCloseTo(100 * (0.4 * (3.96 / 4) + 0.3 * 0.5 + 0.3 * 0.5), 10);
  });

  it("forgets half of what happened a half-life ago", async () => {
    const m = await metricsOf({deals: [deal({closed_on: daysBefore(365)})]});
    expect((await m.row("trust")).evidence).toBeCloseTo(0.5, 12);
  });

  it("lies between its bounds", async () => {
    const m = await metricsOf({deals: [deal(), deal({status: "lost"})], referrals: [referral()]});
    const {score, lower, upper} = (await m.row("trust")) as {score: number; lower: number; upper: number};
    expect(lower).toBeLessThan(score);
    expect(score).toBeLessThan(upper);
  });

  it("grades the good trusted, the bad at_risk, and tells how many successes are missing", async () => {
    const m = await metricsOf({
      deals: [
        ...times(20, () => deal({partner_id: "good"})),
        ...times(20, () => deal({partner_id: "bad", status: "lost"})),
        deal({partner_id: "new"})
      ]
    });
    expect(await m.rows("trust", "partner_id, grade, successes_to_trusted = 0 as there")).toEqual([
      {partner_id: "bad", grade: "at_risk", there: false},
      {partner_id: "good", grade: "trusted", there: true},
      {partner_id: "new", grade: "unproven", there: false}
    ]);
  });

  it("asks of a partner with thin evidence at least the successes that fill it", async () => {
    const m = await metricsOf({
      deals: [...times(3, () => deal()), ...times(20, () => deal({partner_id: "bad", status: "lost"}))]
    });
    expect(await m.row("trust", "grade, successes_to_trusted", `partner_id = 'a'`)).toEqual({
      grade: "candidate",
      successes_to_trusted: 2
    });
  });

  // Josang (2016), Subjective Logic: cumulative fusion of two opinions is the opinion of the summed evidence;
  // expected values of go-subjectivelogic, OperatorCumulativeFusion_test.go.
  it.each([
    [
      [0.4, 0, 0.6],
      [0.7, 0, 0.3],
      [0.75, 0, 0.25]
    ],
    [
      [0.6, 0.3, 0.1],
      [0.091, 0.604, 0.305],
      [0.5129506008011, 0.4056074766355, 0.08144192256342]
    ],
    [
      [0.091, 0.604, 0.305],
      [0.53, 0.227, 0.243],
      [0.3877797355899, 0.4558215600831, 0.156398704327]
    ]
  ])("fuses the opinions %j and %j to %j", async (one, other, fused) => {
    const db = await factsOf({partners: [{partner_id: "a", name: "A"}]});
    for (const [day, [b, d, u]] of [
      [1, one],
      [2, other]
    ] as [number, number[]][])
      await db.run(
        `insert into facts.evidence
         select 'a', 'deal', date '${asOf}', date '${daysBefore(day)}', null, 1, (${2 * (b! + d!)}) / ${u!}, ${2 * b!} / ${u!}, ${2 * d!} / ${u!}, 0`
      );
    const row = await (await measured(db)).row("trust", "belief, disbelief, uncertainty");
    db.close();
    [row.belief, row.disbelief, row.uncertainty].forEach((got, i) => expect(got).toBeCloseTo(fused[i]!, 9));
  });
});
