import {describe, expect, it} from "vitest";
import {restSentence} from "../../src/copy/attention.ts";
import {plain} from "../../src/copy/say.ts";
import {money, whole} from "../../src/shared/formats.ts";
import {activity, asOf, daysBefore, deal, metricsOf, referral, ticket, times} from "./support.ts";

const registered = (deal_id: string, registered_on: string, values = {}) =>
  deal({deal_id, registered_on, opened_on: registered_on, closed_on: null, status: "open", registration: "pending", ...values});
const direct = (deal_id: string, values = {}) =>
  deal({deal_id, partner_id: null, opened_on: "2025-06-10", closed_on: null, status: "open", ...values});
const given = (partner_id: string, ago: number) => referral({partner_id, direction: "given", made_on: daysBefore(ago)});
/** Two partners that return what they get, without whom one that doesn't would be more than half. */
const balanced = (ago: number) =>
  ["y", "z"].flatMap((partner_id) => [given(partner_id, ago), referral({partner_id, made_on: daysBefore(ago)})]);

describe("signals", () => {
  it("list a registration from the day after its second business day, while it is open and undecided", async () => {
    const m = await metricsOf({
      deals: [
        registered("waits", "2025-06-02", {amount: 300}),
        registered("decided", "2025-06-02", {registration: "approved", decided_on: "2025-06-20"}),
        registered("due tomorrow", "2025-06-27"),
        registered("closed", "2025-06-02", {status: "lost", closed_on: "2025-06-25"})
      ]
    });
    expect(await m.rows("case_signals", "subject, partner_id, since, size, seen", "kind = 'registration_overdue'")).toEqual([
      {subject: "waits", partner_id: "a", since: "2025-06-05", size: 300, seen: 26}
    ]);
  });

  it("list a conflict while both deals are open, once for a deal of two partners", async () => {
    const partners = ["a", "b"].map((partner_id) => ({deal_id: "theirs", partner_id, joined_on: null}));
    const theirs = registered("theirs", "2025-06-02", {registration: "approved", decided_on: "2025-06-03"});
    const open = await metricsOf({deals: [theirs, direct("ours")], deal_partners: partners});
    expect(await open.rows("case_signals", "subject, partner_id, since, detail", "kind = 'conflict'")).toEqual([
      {subject: "theirs ours", partner_id: "a", since: "2025-06-10", detail: "opened_against"}
    ]);
    const over = await metricsOf({
      deals: [theirs, direct("ours", {status: "lost", closed_on: "2025-06-20"})],
      deal_partners: partners
    });
    expect(await over.rows("case_signals", "kind", "kind = 'conflict'")).toEqual([]);
  });

  it("a conflict over an open deal in another currency is worth what the pipeline says of it", async () => {
    const theirs = registered("theirs", "2025-06-02", {amount: 300, currency: "USD"});
    const m = await metricsOf({
      deals: [theirs, direct("ours", {currency: "EUR"}), deal({partner_id: "b", currency: "EUR"})],
      rates: [{month: "2025-06-01", currency: "USD", per_unit: 0.5}]
    });
    expect(await m.row("case_signals", "size", "kind = 'conflict'")).toEqual({size: 150});
    expect(await m.row("pipeline", "value", "partner_id = 'a'")).toEqual({value: 150});
  });

  it("count the hours of an over-served partner beyond its share, which are no money", async () => {
    const m = await metricsOf({
      deals: [deal({partner_id: "a"}), deal({partner_id: "b", amount: 900})],
      tickets: [ticket({partner_id: "a", hours: 90}), ticket({partner_id: "b", hours: 10})]
    });
    const found = await m.row("case_signals", "size, size_unit, seen, money", "kind = 'over_served'");
    expect(found).toMatchObject({size_unit: "hours", seen: 0.9, money: null});
    expect(found.size).toBeCloseTo(90 - 2 * 0.1 * 100, 9);
    expect(await m.rows("cases", "kind, at_stake", "kind = 'over_served'")).toEqual([{kind: "over_served", at_stake: null}]);
  });

  it("no contact enters at 90 days and leaves below 60, on the next date", async () => {
    const records = (called: string[]) => ({
      deals: [...["a", "b", "c", "d"].map((partner_id) => deal({partner_id, opened_on: "2025-01-05", closed_on: "2025-01-10"}))],
      activities: [
        ...["b", "c", "d"].flatMap((partner_id) =>
          ["01", "02", "03", "04", "05", "06"].map((month) => activity({partner_id, happened_on: `2025-${month}-25`}))
        ),
        ...called.map((happened_on) => activity({partner_id: "a", happened_on}))
      ]
    });
    const at = async (called: string[]) => {
      const m = await metricsOf(records(called), {history_months: 6});
      return (await m.rows("case_signals", "as_of", "kind = 'no_contact' and partner_id = 'a' order by as_of")).map(
        (r) => r.as_of
      );
    };
    // 10 January and 90 days are 10 April
    expect(await at([])).toEqual(["2025-04-30", "2025-05-31", "2025-06-30"]);
    // a call on 15 May ends it at the end of May
    expect(await at(["2025-05-15"])).toEqual(["2025-04-30"]);
    // 1 March and 90 days are 30 May; at the end of April it is 60 days ago and has not entered
    expect(await at(["2025-03-01"])).toEqual(["2025-05-31", "2025-06-30"]);
  });

  it("a review is overdue 30 days after the year, and until one is held", async () => {
    const since = (partner_id: string, ago: number) => ({partner_id, name: partner_id, joined_on: daysBefore(ago)});
    const m = await metricsOf({
      partners: [since("never", 395), since("nearly", 394), since("idle", 900), since("reviewed", 900), since("late", 900)],
      deals: ["never", "nearly", "reviewed", "late"].map((partner_id) => deal({partner_id})),
      activities: [
        activity({partner_id: "reviewed", kind: "plan_review", happened_on: daysBefore(394)}),
        activity({partner_id: "late", kind: "plan_review", happened_on: daysBefore(395)})
      ]
    });
    expect(await m.rows("case_signals", "subject, seen", "kind = 'review_overdue' order by subject")).toEqual([
      {subject: "late", seen: 395},
      {subject: "never", seen: null}
    ]);
    // a list of what is due is no case
    expect(await m.rows("cases", "case_id", `as_of = '${asOf}' and kinds like '%review%'`)).toEqual([]);
  });

  it("a downgrade enters at a probability of .15 and 5 points, and leaves at .30 on two dates in a row", async () => {
    const outcomes = (partner_id: string, status: string, n: number, ago: number) =>
      times(n, (i) => deal({partner_id, status, closed_on: daysBefore(ago + (i % 10)), amount: 1}));
    const usual = ["b", "c", "d", "e", "f", "g"].flatMap((id) => [
      ...outcomes(id, "won", 20, 400),
      ...outcomes(id, "lost", 20, 400)
    ]);
    const m = await metricsOf(
      {deals: [...usual, ...outcomes("a", "won", 30, 280), ...outcomes("a", "lost", 60, 150), ...outcomes("a", "won", 70, 75)]},
      {history_months: 12, trust_weight_deal: 1, trust_weight_referral: 0, trust_weight_ticket: 0}
    );
    const trust = (await m.rows("trust", "as_of, p_better", "partner_id = 'a' order by as_of")) as {
      as_of: string;
      p_better: number;
    }[];
    const signal = await m.rows("case_signals", "as_of", "kind = 'downgrade' and subject = 'a' order by as_of");
    const listed = new Set(signal.map((r) => r.as_of));
    const entered = trust.findIndex((r) => listed.has(r.as_of));
    expect(trust[entered]!.p_better).toBeLessThanOrEqual(0.15);
    // it is listed until the second date in a row at .30 or more
    const recovered = trust.findIndex((r, i) => i > entered && r.p_better >= 0.3 && (trust[i + 1]?.p_better ?? 0) >= 0.3);
    expect(recovered).toBeGreaterThan(entered);
    const days = trust.map((r) => r.as_of);
    expect(signal.map((r) => r.as_of)).toEqual(days.slice(entered, recovered + 1));
  });

  it("a concentration is a signal only where an earlier date did not have it", async () => {
    const won = (partner_id: string, customer_id: string, ago: number, amount: number) =>
      deal({partner_id, customer_id, closed_on: daysBefore(ago), amount});
    const m = await metricsOf(
      {
        deals: [
          ...times(30, (i) => won(`p${String(i)}`, `c${String(i)}`, 100, 10)),
          won("always", "always", 100, 100),
          won("new", "c1", 5, 100)
        ]
      },
      {history_months: 2}
    );
    expect(
      await m.rows(
        "case_signals",
        "subject, partner_id, since",
        "kind = 'concentration' and detail = 'partner' and as_of = '2025-06-30'"
      )
    ).toEqual([{subject: "partner new", partner_id: "new", since: asOf}]);
  });
});

describe("a concentration", () => {
  it.each([
    [[56, 44], false],
    [[84, 16], false],
    [[90, 10], true],
    [[25, 25, 25, 25], false],
    [[70, 10, 10, 10], true]
  ])("of a dimension is none where so few members can't be less: reps with %j %% of revenue enter: %s", async (parts, enters) => {
    const deals = parts.map((amount, i) => deal({rep_id: `u${i}`, customer_id: `c${i}`, amount}));
    const m = await metricsOf({deals});
    const rows = await m.rows("signal_concentration", "enters", `subject = 'rep' and as_of = '${asOf}'`);
    expect(rows).toEqual(enters ? [{enters}] : []);
  });

  /** The month-ends at which partner x is one, of which others have 200 in December and 100 more in March. */
  const dates = async (own: [string, number][]) => {
    const others = (closed_on: string, amount: number) =>
      times(20, (i) =>
        deal({partner_id: `p${String(i)}`, customer_id: `c${String(i)}`, opened_on: "2024-06-01", closed_on, amount})
      );
    const m = await metricsOf(
      {
        deals: [
          ...others("2024-12-10", 10),
          ...others("2025-03-10", 5),
          ...own.map(([closed_on, amount]) => deal({partner_id: "x", opened_on: "2024-06-01", closed_on, amount}))
        ]
      },
      {history_months: 5}
    );
    const rows = await m.rows("case_signals", "as_of, raised_on", "kind = 'concentration' and partner_id = 'x' order by as_of");
    return rows.map((r) => `${String(r.as_of)} since ${String(r.raised_on)}`);
  };

  it("that is gone at one date and back at the next has lasted, and is raised once", async () => {
    // 25 of 225 are 11 %, 25 of 325 are 8 %, 40 of 340 are 12 %
    expect(
      await dates([
        ["2025-02-10", 25],
        ["2025-04-10", 15]
      ])
    ).toEqual(["02-28", "03-31", "04-30", "05-31", "06-30"].map((day) => `2025-${day} since 2025-02-28`));
  });

  it("leaves at the second date in a row below nine tenths of its bound", async () => {
    expect(await dates([["2025-02-10", 25]])).toEqual(["02-28", "03-31"].map((day) => `2025-${day} since 2025-02-28`));
  });
});

describe("a cause mutes its effects", () => {
  /** Twenty partners with 10 each, and one deal of x with customer c0 in March; the concentrations of now. */
  const withLargest = async (amount: number, over: object = {}) => {
    const many = times(20, (i) =>
      deal({
        partner_id: `p${String(i)}`,
        customer_id: `c${String(i)}`,
        rep_id: `u${String(i)}`,
        opened_on: "2024-06-01",
        closed_on: "2024-12-10",
        amount: 10
      })
    );
    const large = {
      deal_id: "large",
      partner_id: "x",
      customer_id: "c0",
      rep_id: "u0",
      opened_on: "2024-06-01",
      closed_on: "2025-03-10",
      amount
    };
    const m = await metricsOf({deals: [...many, deal({...large, ...over})]}, {history_months: 6});
    const rows = await m.rows(
      "case_signals",
      "subject, deal_id, customer_id, muted_by, round(seen, 3) as seen, round(expected, 3) as expected",
      `kind = 'concentration' and as_of = '${asOf}' order by subject`
    );
    return {m, rows};
  };

  it("one deal that makes all concentrations is one case, of its partner, which names the customer and the share without it", async () => {
    const {m, rows} = await withLargest(800);
    expect(rows.map((r) => [r.subject, r.deal_id, r.muted_by, r.seen, r.expected])).toEqual([
      ["customer", "large", "concentration", 0.658, 0.05],
      ["customer c0", "large", "concentration", 0.81, 0.05],
      ["partner", "large", "concentration", 0.642, 0.05],
      ["partner x", "large", null, 0.8, 0],
      ["rep", "large", "concentration", 0.658, 0.05]
    ]);
    expect(await m.rows("cases", "partner_id, customer_id, kinds, lane", `as_of = '${asOf}'`)).toEqual([
      {partner_id: "x", customer_id: "c0", kinds: "concentration", lane: "decide"}
    ]);
  });

  it("of a deal without a partner the case is its customer's", async () => {
    const {rows} = await withLargest(800, {partner_id: null});
    expect(rows.map((r) => [r.subject, r.muted_by])).toEqual([
      ["customer", "concentration"],
      ["customer c0", null],
      ["rep", "concentration"]
    ]);
  });

  it("one that is no longer met hides none that is: a partner that has shrunk, the customer of the same deal", async () => {
    const dealOf = (partner_id: string, customer_id: string, closed_on: string, amount: number) =>
      deal({partner_id, customer_id, opened_on: "2024-06-01", closed_on, amount});
    const m = await metricsOf(
      {
        deals: [
          ...times(20, (i) => dealOf(`p${String(i)}`, `c${String(i)}`, "2024-12-10", 10)),
          dealOf("x", "big", "2025-03-10", 30),
          // 30 and 40 of 310
          dealOf("p1", "big", "2025-05-10", 10),
          ...times(7, (i) => dealOf(`p${String(i)}`, `d${String(i)}`, "2025-05-10", 10))
        ]
      },
      {history_months: 6}
    );
    const kept = await m.rows(
      "case_signals",
      "subject, met, muted_by",
      `kind = 'concentration' and as_of = '${asOf}' order by subject`
    );
    expect(kept).toEqual([
      {subject: "customer big", met: true, muted_by: null},
      {subject: "partner x", met: false, muted_by: null}
    ]);
  });

  it("a concentration that is there without the largest deal too is a case of its own", async () => {
    // two deals: without the larger one the other is as much of the rest
    const m = await metricsOf(
      {
        deals: [
          ...times(20, (i) =>
            deal({partner_id: `p${String(i)}`, customer_id: null, opened_on: "2024-06-01", closed_on: "2024-12-10", amount: 10})
          ),
          ...[400, 300].map((amount) =>
            deal({partner_id: "x", customer_id: null, opened_on: "2024-06-01", closed_on: "2025-03-10", amount})
          )
        ]
      },
      {history_months: 6}
    );
    expect(
      await m.rows(
        "case_signals",
        "subject, deal_id, muted_by, expected",
        `kind = 'concentration' and as_of = '${asOf}' order by subject`
      )
    ).toEqual([
      {subject: "partner", deal_id: null, muted_by: null, expected: null},
      {subject: "partner x", deal_id: null, muted_by: null, expected: null}
    ]);
  });

  it("a conflict and a late registration on one deal are one, on two deals they are two", async () => {
    const m = await metricsOf({
      deals: [
        registered("both", "2025-06-02", {customer_id: "x"}),
        direct("ours", {customer_id: "x"}),
        registered("late", "2025-06-02", {customer_id: "y"})
      ]
    });
    expect(await m.rows("case_signals", "kind, deal_id, muted_by", `as_of = '${asOf}' order by kind, deal_id`)).toMatchObject([
      {kind: "conflict", deal_id: "both", muted_by: null},
      {kind: "registration_overdue", deal_id: "both", muted_by: "conflict"},
      {kind: "registration_overdue", deal_id: "late", muted_by: null}
    ]);
    expect(await m.rows("cases", "partner_id, kind, kinds")).toEqual([
      {partner_id: "a", kind: "conflict", kinds: "conflict, registration_overdue"}
    ]);
  });

  it("no contact mutes a review that is overdue", async () => {
    const m = await metricsOf({
      partners: ["a", "b", "c"].map((partner_id) => ({partner_id, name: partner_id, joined_on: "2020-01-01"})),
      deals: [
        deal({partner_id: "a", opened_on: daysBefore(200), closed_on: daysBefore(150)}),
        deal({partner_id: "b"}),
        deal({partner_id: "c"})
      ],
      activities: [activity({partner_id: "z", kind: "plan_review", happened_on: daysBefore(500)})]
    });
    expect(
      await m.rows("case_signals", "kind, subject, muted_by", "kind in ('no_contact', 'review_overdue') order by kind, subject")
    ).toEqual([
      {kind: "no_contact", subject: "a", muted_by: null},
      {kind: "review_overdue", subject: "a", muted_by: "no_contact"},
      {kind: "review_overdue", subject: "b", muted_by: null},
      {kind: "review_overdue", subject: "c", muted_by: null}
    ]);
  });
});

describe("cases", () => {
  it("are one per partner, those under one parent together, with a stake of what can be lost", async () => {
    const group = (partner_id: string) => ({partner_id, name: partner_id, parent_id: "group", joined_on: null});
    const m = await metricsOf({
      partners: [group("a"), group("b")],
      deals: [
        registered("one", "2025-06-02", {partner_id: "a", amount: 1000, customer_id: "x"}),
        direct("ours", {customer_id: "x"}),
        direct("ours too", {customer_id: "x"}),
        registered("two", "2025-06-02", {partner_id: "b", customer_id: "y"}),
        deal({partner_id: "a", amount: 500}),
        deal({partner_id: "b", amount: 300}),
        deal({partner_id: "b", status: "lost"})
      ]
    });
    const [{losses}] = (await m.rows("risk", "sum(expected_loss) as losses")) as [{losses: number}];
    const [{rate}] = (await m.rows("trust_priors", "base_rate as rate", `as_of = '${asOf}' and kind = 'deal'`)) as [
      {rate: number}
    ];
    const row = await m.row("cases", "about, subject_id, partner_id, kind, at_stake");
    expect(row).toMatchObject({about: "partner", subject_id: "group", partner_id: "a", kind: "conflict"});
    // the deal in conflict counts once, whatever it meets
    expect(row.at_stake).toBeCloseTo(losses + 1000 * rate, 9);
    const summary = await m.row("case_summary", "at_stake, bounded");
    expect(summary.at_stake).toBeLessThanOrEqual(summary.bounded as number);
  });

  it("of a concentration of a group have the stake of all its partners, as all of their revenue is told", async () => {
    const partners = ["a", "b"].map((partner_id) => ({partner_id, name: partner_id, parent_id: "group", joined_on: null}));
    const now = (partner_id: string, n: number) =>
      times(n, () => deal({partner_id, customer_id: null, opened_on: "2024-06-01", closed_on: "2025-03-10", amount: 20}));
    const others = times(20, (i) => {
      const closed = {opened_on: "2024-06-01", closed_on: "2024-12-10", amount: 10};
      return deal({partner_id: `p${String(i)}`, customer_id: null, ...closed});
    });
    const m = await metricsOf({partners, deals: [...others, ...now("a", 3), ...now("b", 2)]}, {history_months: 6});
    const where = `as_of = '${asOf}'`;
    const lost = await m.rows("risk", "expected_loss", `${where} and partner_id in ('a', 'b')`);
    const [row] = await m.rows("cases", "kinds, at_stake", `${where} and subject_id = 'group'`);
    expect(row!.kinds).toBe("concentration");
    expect(lost).toHaveLength(2);
    expect(row!.at_stake).toBeCloseTo(
      lost.reduce((sum, r) => sum + (r.expected_loss as number), 0),
      9
    );
    const [summary] = await m.rows("case_summary", "at_stake <= bounded as within", where);
    expect(summary!.within).toBe(true);
  });

  it("of a customer have no stake of the partner with the same id", async () => {
    // systems keep partners and customers in one list of accounts
    const bought = (closed_on: string, amount: number, customer_id: string) =>
      deal({partner_id: "p", customer_id, closed_on, amount});
    const m = await metricsOf(
      {
        deals: [
          bought("2025-04-10", 900, "c"),
          bought("2025-06-10", 100, "p"),
          registered("one", "2025-06-02", {partner_id: "p"})
        ]
      },
      {history_months: 2}
    );
    expect(
      await m.rows("cases", "about, subject_id, at_stake", `as_of = '${asOf}' and subject_id = 'p' and about = 'customer'`)
    ).toEqual([{about: "customer", subject_id: "p", at_stake: null}]);
    expect(await m.rows("case_losses", "subject_id", `as_of = '${asOf}'`)).toEqual([{subject_id: "p"}]);
  });

  it("tell of their further signals only those that hold now", async () => {
    const won = (partner_id: string, amount: number, closed_on: string) => deal({partner_id, amount, closed_on});
    const m = await metricsOf(
      {
        // at the month-ends it has brought 50 of 950, 250 of 1,150, and 250 of 10,150
        deals: [
          ...[won("p", 50, "2025-01-10"), won("o", 900, "2025-01-10"), won("p", 200, "2025-05-10"), won("o", 9000, "2025-06-20")],
          ...[registered("one", "2025-06-02", {partner_id: "p", customer_id: "x"}), direct("ours", {customer_id: "x"})]
        ]
      },
      {history_months: 2}
    );
    expect(await m.row("cases", "kind, kinds, told_kinds", `as_of = '${asOf}' and partner_id = 'p'`)).toEqual({
      kind: "conflict",
      kinds: "concentration, conflict",
      told_kinds: "conflict"
    });
  });

  it("have a stake that is known, and rank by revenue where no past year tells how likely it is lost", async () => {
    const of = (partner_id: string, amount: number, ago: number) => deal({partner_id, amount, closed_on: daysBefore(ago)});
    const conflict = (partner_id: string) => [
      registered(`of ${partner_id}`, "2025-06-02", {partner_id, customer_id: partner_id, currency: "XXX"}),
      direct(`ours ${partner_id}`, {customer_id: partner_id, currency: "XXX"})
    ];
    const records = (ago: number) => ({
      partners: ["a", "b", "quiet"].map((id) => ({partner_id: id, name: id, joined_on: daysBefore(800)})),
      deals: [of("a", 100, 10), of("a", 100, 20), of("b", 900, ago), ...conflict("a"), ...conflict("b")]
    });
    const rows = async (ago: number) => {
      const m = await metricsOf(records(ago));
      return m.rows("cases", "partner_id, at_stake > known_at_stake as guessed", `as_of = '${asOf}' order by rank`);
    };
    expect(await rows(300)).toEqual([
      {partner_id: "b", guessed: true},
      {partner_id: "a", guessed: true}
    ]);
    // of three partners with a year of history two won nothing in it, b and the quiet one: b brings nothing now
    expect(await rows(370)).toEqual([
      {partner_id: "a", guessed: false},
      {partner_id: "b", guessed: false}
    ]);
  });

  it("are leadership's from a material share of revenue on, the account manager's below", async () => {
    const m = await metricsOf({
      deals: [
        registered("large", "2025-06-02", {partner_id: "a", amount: 20, customer_id: "x"}),
        direct("against large", {customer_id: "x"}),
        registered("small", "2025-06-02", {partner_id: "b", amount: 19, customer_id: "y"}),
        direct("against small", {customer_id: "y"}),
        deal({partner_id: "c", amount: 1000})
      ]
    });
    expect(await m.rows("cases", "partner_id, lane", `kind = 'conflict' order by partner_id`)).toEqual([
      {partner_id: "a", lane: "decide"},
      {partner_id: "b", lane: "do"}
    ]);
  });

  it("have ids that are the same at every date, and no two alike at one", async () => {
    const records = {
      partners: [{partner_id: "b", name: "b", manager_id: "m"}],
      deals: times(3, (i) => registered(`r${String(i)}`, "2025-03-03")),
      referrals: [...times(9, () => referral({partner_id: "b", direction: "given", made_on: "2025-01-15"})), ...balanced(160)]
    };
    const m = await metricsOf(records, {history_months: 3});
    const later = await metricsOf(records, {history_months: 3}, "2025-07-20");
    const kinds = "kind in ('registration_overdue', 'one_sided')";
    const ids = (rows: {case_id?: unknown}[]) => rows.map((row) => row.case_id).sort();
    const now = ids(await m.rows("cases", "case_id", `as_of = '${asOf}' and ${kinds}`));
    expect(now).toHaveLength(2);
    expect(new Set(now).size).toBe(2);
    expect(ids(await m.rows("cases", "case_id", `as_of = '2025-04-30' and ${kinds}`))).toEqual(now);
    expect(ids(await later.rows("cases", "case_id", `as_of = '2025-07-20' and ${kinds}`))).toEqual(now);
  });
});

describe("decisions", () => {
  const referrals = [...times(9, () => given("a", 200)), ...balanced(210)];
  const decided = (decision: string, decided_on: string, until: string | null = null) => ({
    decision,
    by: "Ann",
    decided_on,
    until
  });
  /** The status of partner a's case at each of five month-ends. */
  const statuses = async (decisions: ReturnType<typeof decided>[], more: ReturnType<typeof referral>[] = []) => {
    const case_id = (await (await metricsOf({referrals})).row("cases", "case_id", "partner_id = 'a'")).case_id as string;
    const m = await metricsOf(
      {referrals: [...referrals, ...more], decisions: decisions.map((d) => ({case_id, ...d}))},
      {history_months: 4}
    );
    return m.rows("cases", "status, standing, lane", "partner_id = 'a' order by as_of");
  };
  const [open, off] = [{status: "open", standing: true, lane: "do"}, {standing: false}];

  it("take a case off the list: snoozed until its day, then it returns", async () => {
    expect(await statuses([decided("snoozed", "2025-04-10", "2025-06-01")])).toMatchObject([
      open,
      open,
      {status: "snoozed", ...off},
      {status: "snoozed", ...off},
      {status: "returned", standing: true}
    ]);
  });

  it("done takes it off for as long as it lasts, and acknowledged keeps it on", async () => {
    expect((await statuses([decided("done", "2025-03-31")])).map((r) => r.status)).toEqual([
      "open",
      "done",
      "done",
      "done",
      "done"
    ]);
    expect(await statuses([decided("acknowledged", "2025-05-01"), decided("wont_do", "2025-06-02")])).toMatchObject([
      open,
      open,
      open,
      {status: "acknowledged", standing: true},
      {status: "wont_do", ...off}
    ]);
  });

  it("let a case return that has become worse by half", async () => {
    // nine referrals given, then five more on 10 June: 14 are more than 13.5
    const more = times(5, () => referral({partner_id: "a", direction: "given", made_on: "2025-06-10"}));
    expect((await statuses([decided("wont_do", "2025-03-01")], more)).map((r) => r.status)).toEqual([
      "open",
      "wont_do",
      "wont_do",
      "wont_do",
      "returned"
    ]);
    expect((await statuses([decided("wont_do", "2025-03-01")], more.slice(1))).at(-1)!.status).toBe("wont_do");
  });

  it("count at once for the current date, though they are newer than the data", async () => {
    expect((await statuses([decided("done", "2025-07-03")])).map((r) => r.status)).toEqual([
      "open",
      "open",
      "open",
      "open",
      "done"
    ]);
  });

  it("that are missing for 60 days move a case up to leadership, but only where decisions are recorded at all", async () => {
    const lanes = async (decisions: object[]) => {
      const m = await metricsOf({referrals, decisions: decisions as never[]}, {history_months: 4});
      return (await m.rows("cases", "lane, escalated", "partner_id = 'a' order by as_of")).map((r) => r.lane);
    };
    expect(await lanes([])).toEqual(["do", "do", "do", "do", "do"]);
    const other = [{case_id: "other", decision: "done", by: "Ann", decided_on: "2025-04-15", until: null}];
    // raised at the end of February: 61 days are over at the end of April
    expect(await lanes(other)).toEqual(["do", "do", "decide", "decide", "decide"]);
  });
});

describe("lanes have budgets", () => {
  it.each([1, 3, 60, 2000])("with %i partners nothing is cut without a line that says how many and worth what", async (n) => {
    const index = Array.from({length: n}, (_, i) => String(i));
    const m = await metricsOf({
      partners: index.map((i) => ({partner_id: `p${i}`, name: `P${i}`, manager_id: `m${String(Number(i) % 3)}`})),
      deals: [
        ...index.map((i) =>
          registered(`d${i}`, "2025-06-02", {partner_id: `p${i}`, customer_id: `c${i}`, amount: 1000 + Number(i)})
        ),
        ...index.map((i) => direct(`x${i}`, {customer_id: `c${i}`})),
        ...index.slice(0, 60).map((i) => registered(`late${i}`, "2025-06-02", {partner_id: `q${i}`, amount: 5})),
        deal({partner_id: "p0", amount: 100}),
        deal({partner_id: "p0", status: "lost"})
      ]
    });
    const decide = await m.rows("cases", "rank, shown, at_stake", `as_of = '${asOf}' and lane = 'decide' order by rank`);
    expect(decide).toHaveLength(n);
    expect(decide.filter((r) => r.shown)).toHaveLength(Math.min(n, 7));
    const summary = await m.row("case_summary", "decide, not_shown, not_shown_at_stake, not_shown_largest, at_stake, bounded");
    const left = decide.slice(7).map((r) => r.at_stake as number);
    expect(summary).toMatchObject({decide: n, not_shown: left.length, not_shown_largest: left.length ? left[0] : null});
    expect(summary.at_stake as number).toBeLessThanOrEqual(summary.bounded as number);
    const line = restSentence({
      about: {currency: "EUR"},
      case_summary: [{...summary, is_current: true}],
      settings: {decide_max: 7}
    } as unknown as Parameters<typeof restSentence>[0]);
    const together = left.reduce((a, b) => a + b, 0);
    expect(plain(line)).toBe(
      left.length
        ? `Shown: the 7 largest; ${whole(left.length)} more: ${money(together, "EUR")} at stake together, none above ${money(left[0], "EUR")}.`
        : ""
    );
    // those of partners without an account manager are one list, which has a budget too
    expect(
      await m.rows("cases", "count(*) filter (shown) as shown, count(*) as cases", `as_of = '${asOf}' and lane = 'do'`)
    ).toMatchObject([{shown: String(Math.min(n, 5)), cases: String(Math.min(n, 60))}]);
  });
});

it("cases without money at stake rank by their size, the largest first", async () => {
  const hours = (partner_id: string, n: number) => activity({partner_id, hours: n, happened_on: daysBefore(10)});
  const m = await metricsOf({
    partners: ["a", "b", "d", "e", "f", "g", "h"].map((id) => ({partner_id: id, name: id, joined_on: "2020-01-01"})),
    deals: ["a", "b", "d", "e", "f", "g", "h"].map((id) => deal({partner_id: id, amount: "abd".includes(id) ? 1 : 1000})),
    activities: [hours("a", 100), hours("b", 300), hours("d", 200), ...["e", "f", "g", "h"].map((id) => hours(id, 1))]
  });
  const rows = await m.rows("cases", "partner_id, rank", `as_of = '${asOf}' and kind = 'over_served' order by rank`);
  expect(rows.map((row) => row.partner_id)).toEqual(["b", "d", "a"]);
});

describe("precision", () => {
  it("counts a case as right that is still one 90 days later, or was about a deal that was lost", async () => {
    const conflict = (id: string, status: string, closed_on: string) => [
      registered(id, "2025-01-20", {
        partner_id: id,
        customer_id: id,
        status,
        closed_on,
        registration: "approved",
        decided_on: "2025-01-21"
      }),
      direct(`${id} ours`, {customer_id: id, opened_on: "2025-01-25", status: "open"})
    ];
    const m = await metricsOf(
      {
        deals: [
          ...times(40, (i) => deal({partner_id: `p${String(i)}`, customer_id: `p${String(i)}`, closed_on: "2024-11-10"})),
          ...conflict("lost", "lost", "2025-03-10"),
          ...conflict("won", "won", "2025-03-10"),
          registered("lasts", "2025-01-20", {
            partner_id: "lasts",
            customer_id: "lasts",
            registration: "approved",
            decided_on: "2025-01-21"
          }),
          direct("lasts ours", {customer_id: "lasts", opened_on: "2025-01-25"})
        ]
      },
      {history_months: 7}
    );
    expect(
      await m.row("case_precision", "kind, cases, were_right, precision", `as_of = '${asOf}' and kind = 'conflict'`)
    ).toMatchObject({
      cases: 3,
      were_right: 2,
      precision: 2 / 3
    });
  });
});
