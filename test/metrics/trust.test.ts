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
  it("of a partner without evidence is the average one, unproven, with full uncertainty", async () => {
    const m = await metricsOf({
      partners: [{partner_id: "a", name: "A"}],
      deals: [deal({partner_id: "b"}), deal({partner_id: "b", status: "lost"})]
    });
    const row = await m.row("trust", "*", "partner_id = 'a'");
    expect(row).toMatchObject({score: 50, evidence: 0, grade: "unproven", belief: 0, disbelief: 0, uncertainty: 1});
    expect(row.p_better).toBeCloseTo(0.5, 12);
  });

  const silent = {
    score: null,
    lower: null,
    upper: null,
    p_better: null,
    grade: "not_rated",
    next_grade: null,
    to_next_grade_deals: null,
    to_next_grade_referrals: null,
    to_next_grade_tickets: null,
    evidence: 0,
    uncertainty: 1
  };

  it("is null and nobody is rated where nothing is recorded", async () => {
    const m = await metricsOf({partners: [{partner_id: "a", name: "A"}]});
    expect(await m.row("trust")).toMatchObject(silent);
  });

  it("is null and nobody is rated where every deal is won, for such deals tell no partners apart", async () => {
    const m = await metricsOf({deals: times(40, (i) => deal({partner_id: `p${String(i % 8)}`}))});
    for (const row of await m.rows("trust")) expect(row).toMatchObject(silent);
    expect(await m.rows("trust_priors", "kind, speaks, weight")).toEqual(
      ["deal", "referral", "ticket"].map((k) => ({kind: k, speaks: false, weight: 0}))
    );
  });

  it("is of tickets alone where all deals are won, and tickets were late and in time", async () => {
    const m = await metricsOf({
      deals: times(20, () => deal()),
      tickets: [ticket({due_on: asOf, resolved_on: asOf}), ticket({due_on: daysBefore(3), resolved_on: daysBefore(2)})]
    });
    expect(await m.rows("trust_priors", "kind, speaks, weight")).toEqual([
      {kind: "deal", speaks: false, weight: 0},
      {kind: "referral", speaks: false, weight: 0},
      {kind: "ticket", speaks: true, weight: 1}
    ]);
    expect((await m.row("trust")).evidence).toBeCloseTo(1 + 2 ** (-2 / 365), 12);
  });

  it("has a kind as soon as one outcome of it is between bad and good", async () => {
    const m = await metricsOf({tickets: [ticket({due_on: daysBefore(3), resolved_on: daysBefore(2)})]});
    expect(await m.row("trust_priors", "speaks", `as_of = '${asOf}' and kind = 'ticket'`)).toEqual({speaks: true});
  });

  it("leaves out a kind whose weight in the settings is 0", async () => {
    const records = {deals: [deal(), deal({status: "lost"})]};
    const m = await metricsOf(records, {trust_weight_deal: 0, trust_weight_referral: 0.5, trust_weight_ticket: 0.5});
    expect((await m.row("trust")).grade).toBe("not_rated");
  });

  it("is proven by two credits, though six thirds of a deal add up to a hair less", async () => {
    const deals = times(6, () => deal({partner_id: null}));
    const lost = deal({partner_id: "x", status: "lost"});
    const deal_partners = deals.flatMap(({deal_id}) => ["a", "b", "c"].map((partner_id) => ({deal_id: deal_id!, partner_id})));
    const m = await metricsOf({deals: [...deals, lost], deal_partners});
    const row = await m.row("trust", "evidence, grade", `as_of = '${asOf}' and partner_id = 'a'`);
    expect(row.evidence).toBeCloseTo(2, 12);
    expect(row.evidence).toBeLessThan(2);
    expect(row.grade).toBe("candidate");
  });

  it("weighs deals, referrals and tickets .4, .3 and .3, of which those that speak add up to 1", async () => {
    const both = {deals: [deal(), deal({status: "lost"})], referrals: [referral(), referral(), referral({outcome: "rejected"})]};
    // deals Beta(1 + 1, 1 + 1), referrals with base rate 2/3 Beta(4/3 + 2, 2/3 + 1)
    const m = await metricsOf(both);
    expect((await m.row("trust")).score).toBeCloseTo((100 * (0.4 * 0.5 + 0.3 * (2 / 3))) / 0.7, 10);
    const tickets = [ticket({due_on: asOf, resolved_on: asOf}), ticket({due_on: daysBefore(3), resolved_on: daysBefore(2)})];
    const all = await metricsOf({...both, tickets});
    const [{base}] = (await all.rows("trust_priors", "base_rate as base", "kind = 'ticket'")) as [{base: number}];
    expect(base).toBe(0.75);
    const older = 2 ** (-2 / 365);
    const last = (1.5 + 1 + 0.5 * older) / (2 + 1 + older);
    expect((await all.row("trust")).score).toBeCloseTo(100 * (0.4 * 0.5 + 0.3 * (2 / 3) + 0.3 * last), 10);
  });

  it("forgets half of what happened a half-life ago", async () => {
    const m = await metricsOf({deals: [deal({closed_on: daysBefore(365)}), deal({partner_id: "b", status: "lost"})]});
    expect((await m.row("trust", "evidence", "partner_id = 'a'")).evidence).toBeCloseTo(0.5, 12);
  });

  it("lies between its bounds", async () => {
    const m = await metricsOf({deals: [deal(), deal({status: "lost"})], referrals: [referral()]});
    const {score, lower, upper} = (await m.row("trust")) as {score: number; lower: number; upper: number};
    expect(lower).toBeLessThan(score);
    expect(score).toBeLessThan(upper);
  });

  it("grades the good trusted, the bad at_risk, and who has a single deal unproven", async () => {
    const m = await metricsOf({
      deals: [
        ...times(20, () => deal({partner_id: "good"})),
        ...times(20, () => deal({partner_id: "bad", status: "lost"})),
        deal({partner_id: "new"})
      ]
    });
    expect(await m.rows("trust", "partner_id, grade, next_grade")).toEqual([
      {partner_id: "bad", grade: "at_risk", next_grade: "below_typical"},
      {partner_id: "good", grade: "trusted", next_grade: null},
      {partner_id: "new", grade: "unproven", next_grade: "candidate"}
    ]);
  });

  it("tells how many good outcomes of each kind that speaks reach the next grade, with what evidence is missing", async () => {
    const m = await metricsOf({
      deals: [...times(3, () => deal()), ...times(20, () => deal({partner_id: "bad", status: "lost"}))]
    });
    expect(
      await m.row(
        "trust",
        "grade, next_grade, to_next_grade_deals, to_next_grade_referrals, to_next_grade_tickets",
        `partner_id = 'a'`
      )
    ).toEqual({
      grade: "candidate",
      next_grade: "trusted",
      to_next_grade_deals: 2,
      to_next_grade_referrals: null,
      to_next_grade_tickets: null
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
    // b makes deals two-sided
    const db = await factsOf({partners: [{partner_id: "a", name: "A"}], deals: [deal({partner_id: "b", status: "lost"})]});
    for (const [day, [b, d, u]] of [
      [1, one],
      [2, other]
    ] as [number, number[]][])
      await db.run(
        `insert into facts.evidence
         select 'a', 'deal', date '${asOf}', date '${daysBefore(day)}', null, 1, (${2 * (b! + d!)}) / ${u!}, ${2 * b!} / ${u!}, ${2 * d!} / ${u!}, 0`
      );
    const row = await (await measured(db)).row("trust", "belief, disbelief, uncertainty", "partner_id = 'a'");
    db.close();
    [row.belief, row.disbelief, row.uncertainty].forEach((got, i) => expect(got).toBeCloseTo(fused[i]!, 9));
  });
});
