import type {Grade} from "../../src/contract/index.ts";
import type {Facts, PartnerFacts} from "../../src/copy/facts.ts";
import type {CaseFacts} from "../../src/copy/caseFacts.ts";

/** What a company of so many partners looks like to the sentences; `change` bends it to a case. */
export function portfolio(n: number, change: (f: Facts) => Partial<Facts> = () => ({})): Facts {
  const partners = Array.from({length: n}, (_, i) => partnerOf(i, n));
  const total = partners.reduce((sum, row) => sum + row.revenue, 0);
  const spread = (as_of: string, factor: number, effective: number) => ({
    as_of,
    is_current: factor === 1,
    dimension: "partner" as const,
    n,
    total: total * factor,
    hhi: n ? 1 / effective : null,
    effective_n: n ? effective : null,
    gini: n > 1 ? 0.5 : null,
    band: n ? ("high" as const) : null
  });
  const f: Facts = {
    about: {
      company: "Test & Co",
      as_of: "2026-06-30",
      currency: "EUR",
      window_days: 365,
      fiscal_year_first_month: 1,
      evidence_days: 1095,
      partners: n,
      excluded: null,
      inactivity: "portfolio",
      changed_settings: [],
      events: [],
      recorded: {
        deals: true,
        referrals: true,
        tickets: true,
        topics: true,
        activities: true,
        contacts: true,
        reviews: true,
        registrations: true,
        leadership: true,
        from: "2021-01-04",
        deals_from: "2021-02-01"
      }
    },
    settings,
    partners,
    kinds: partners.flatMap(({id}) => (["deal", "referral", "ticket"] as const).map((kind) => ({id, kind, n: 5, kept: 3}))),
    priors: (["deal", "referral", "ticket"] as const).map((kind) => ({
      kind,
      base_rate: n ? 0.6 : null,
      events: 5 * n,
      speaks: n > 0,
      weight: kind === "deal" ? 0.4 : 0.3
    })),
    scores: [],
    exchange_history: [
      {
        as_of: "2026-06-30",
        received: partners.reduce((sum, row) => sum + row.received, 0),
        given: partners.reduce((sum, row) => sum + row.given, 0)
      }
    ],
    exchange_portfolio: [
      {
        weighted_reciprocity: n ? 0.42 : null,
        received_value: 30_000 * partners.reduce((sum, row) => sum + row.received, 0),
        given_value: 20_000 * partners.reduce((sum, row) => sum + row.given, 0),
        lag_given: n,
        lag_rate: 0.3,
        lag_lower: 0.2,
        lag_upper: 0.4,
        lag_expected: 0.25,
        lag_excess_lower: -0.06,
        lag_excess_upper: 0.16
      }
    ],
    one_sided: partners.filter((row) => row.verdict === "they_owe").map((row) => ({...row, given: 7, received: 0})),
    alliances: partners.slice(0, 2).map((row) => ({...row, ours: "Ann", theirs: "Bo", on_paper: false, ready: true})),
    concentration: [
      spread("2025-12-31", 1.2, Math.max(1, n / 3)),
      spread("2026-03-31", 1.1, Math.max(1, n / 3)),
      spread("2026-06-30", 1, Math.max(1, n / 2))
    ],
    members: [],
    disclosures: partners
      .slice(0, 1)
      .map((row) => ({dimension: "partner", group_id: row.id, name: row.name, members: 1, net: row.revenue, share: 0.3})),
    loss: [{var95: n ? total * 0.25 : null, cases: 40 * n}],
    inactivity_loss: [{var95: n ? total * 0.2 : null}],
    inactivity_choice: [
      {
        published: "portfolio",
        origins: n,
        forecasts: n * n,
        events: 3 * n,
        brier_portfolio: n ? 0.019 : null,
        brier_model: n ? 0.0261 : null,
        brier_recalibrated: n > 3 ? 0.0193 : null
      }
    ],
    loss_backtest: [
      {
        origins: n,
        failures: Math.floor(n / 3),
        kupiec: n ? 4 : null,
        holds: n < 10,
        worst_share: n ? 0.34 : null,
        worst_on: n ? "2025-05-31" : null
      }
    ],
    retention: [
      {
        dimension: "all",
        member: "all",
        partners: n,
        before: total,
        gross: n ? 0.84 : null,
        net: n ? 1.07 : null,
        is_covered: true
      }
    ],
    revenue: [
      {kind: "partner", net: total, deals: 3 * n, excluded_deals: 0},
      {kind: "direct", net: 5000, deals: 2, excluded_deals: 0}
    ],
    segmentation: [
      {
        k80: n ? Math.max(1, Math.round(n / 4)) : null,
        top20_share: n ? 0.7 : null,
        k_a: n ? Math.max(1, Math.round(n / 5)) : null,
        k_ab: n ? Math.max(1, Math.round(n / 2)) : null
      }
    ],
    deal_pace: [],
    segment_moves: partners.slice(0, 1).map((row) => ({id: row.id, name: row.name, move: "entered"})),
    headlines: [
      {headline: "partners", value: n, since_month: 0, year_end: "2025-12-31", since_year: 0},
      {headline: "trusted", value: Math.ceil(n / 5), since_month: 0, year_end: "2025-12-31", since_year: 0},
      {headline: "at_risk", value: Math.floor(n / 5), since_month: 0, year_end: "2025-12-31", since_year: 0}
    ],
    backtest_scores: [
      {
        ...{forecast: "trust", forecasts: 40 * n, brier: 0.2011, brier_portfolio: 0.2104, brier_raw: 0.2009},
        ...{margin_portfolio: n > 3 ? 0.002 : null, margin_raw: n > 3 ? 0.002 : null}
      }
    ],
    backtest_alarms: [{level: "alarm", judged: n, stayed_below: Math.floor(n / 2)}],
    led: partners.slice(0, 1).map((row) => ({id: row.id, recorded: 9, wrong_lead: 4, wrong_lead_won: 0})),
    led_sizes: n
      ? [
          {customer_size: "all", leadership: "aligned", deals: 4 * n, won: 3 * n},
          {customer_size: "all", leadership: "wrong_lead", deals: n, won: 0}
        ]
      : [],
    registrations: n
      ? [
          {
            ...{id: null, registered: n, waiting: 1, in_time: n - Math.ceil(n / 10), late: Math.ceil(n / 10)},
            ...{in_time_share: 1 - Math.ceil(n / 10) / n, expired: 1, both_sides: 1, opened_against: 1}
          }
        ]
      : [],
    discount_ranks: [],
    first_deal: n ? [{median_days: 140, waiting_365: 0.12}] : [],
    first_deals: [],
    early_wins:
      n > 1
        ? [true, false].map((early_win) => ({
            early_win,
            partners: n,
            active: early_win ? n - 1 : 1,
            lower: early_win ? 0.5 : 0.01,
            upper: early_win ? 0.99 : 0.5,
            difference: (n - 2) / n,
            diff_lower: n > 9 ? 0.4 : -0.2,
            diff_upper: 0.8,
            verdict: n > 9 ? ("better" as const) : ("unclear" as const)
          }))
        : [],
    effect: n
      ? [
          {
            involvement: "with_partner",
            deals: 4 * n,
            direct_deals: 4 * n,
            won: 2 * n,
            direct_won: 3 * n,
            win_rate: 0.6,
            direct_win_rate: 0.5,
            cycle_days: 50,
            direct_cycle_days: 62,
            difference: 0.1,
            diff_lower: n < 60 ? -0.05 : 0.04,
            diff_upper: 0.16,
            verdict: n < 60 ? ("unclear" as const) : ("better" as const),
            deal_size: 9000,
            direct_deal_size: 8000
          }
        ]
      : [],
    preferences: [{recorded: n, honoured: Math.floor(n / 2)}],
    maturity: [
      {year: 1, deals: 5 * n, discount: 12, priced: 5 * n, contested: 0.5},
      {year: 3, deals: 5 * n, discount: 9, priced: 5 * n, contested: 0.4}
    ],
    reps: [{name: "Ann", net: 100, depends_on: n ? "partner" : null, pipeline_deals: n, pipeline_recorded: n, own_share: 0.5}],
    matrix: partners.slice(0, 3).map(() => ({ours: "Ann", person: 1})),
    trouble_free: n
      ? [
          {introduced_by: "partner", id: null, customers: 3 * n, trouble_free: 2 * n},
          {introduced_by: "direct", id: null, customers: 10, trouble_free: 7}
        ]
      : [],
    joint_tickets: n
      ? [
          {owner: "us", tickets: n, resolved: n, days: 3.2},
          {owner: "both", tickets: n, resolved: n, days: 1}
        ]
      : [],
    reviews: partners.map((_, i) => ({last_review_on: i % 2 ? null : "2026-01-01", stale: i % 3 === 0})),
    report: {
      as_of: "2026-06-30",
      files: [],
      tables: {},
      quarantine: [],
      near_misses: {total: 0, pairs: []},
      totals: {records: 0, accepted: 0, deduplicated: 0, superseded: 0, quarantined: 0}
    },
    case_summary: [
      {
        is_current: true,
        decided_share: n ? 0.25 : null,
        median_age_days: n ? n : null,
        not_shown: Math.max(0, n - 7),
        not_shown_at_stake: n > 7 ? 300 * (n - 7) : null,
        not_shown_largest: n > 7 ? 400 : null
      }
    ],
    case_precision: n > 1 ? [{kind: "all", cases: n, precision: 0.5, lower: 0.3, upper: 0.7}] : [],
    worklist: partners.map((_, i) => ({kind: i % 3 ? ("review_overdue" as const) : ("customer_no_contact" as const)})),
    muted_rules: n > 2 ? [{rule: "customer_no_contact", population: n, met: n - 1}] : [],
    history: {
      before: {as_of: "2026-05-31", cases: []},
      now: {cases: partners.slice(0, caseKinds.length).map(caseOf)},
      moves: null
    }
  };
  return {...f, ...change(f)};
}

const settings: Facts["settings"] = {
  early_win_days: 180,
  window_days: 365,
  evidence_days: 1095,
  half_life_days: 365,
  trusted_keep_min: 0.6,
  trust_weight_deal: 0.4,
  trust_weight_referral: 0.3,
  trust_weight_ticket: 0.3,
  trusted_min: 0.8,
  response_days: 90,
  hhi_low_max: 0.1,
  hhi_moderate_max: 0.18,
  disclosure_share: 0.1,
  no_contact_days: 90,
  review_grace_days: 30,
  over_served_ratio: 2,
  watch_max_p: 0.05,
  registration_days: 90,
  trouble_free_days: 90,
  formalize_min_people: 3,
  dependency_share: 0.5,
  cadence_days: 45,
  decide_max: 7,
  do_max: 5,
  precision_days: 90
};

const grades: Grade[] = ["trusted", "at_risk", "candidate", "below_typical", "unproven"];

function partnerOf(i: number, n: number): PartnerFacts {
  const grade = grades[i % grades.length]!;
  const share = (2 * (n - i)) / (n * (n + 1));
  return {
    id: `P${i}`,
    name: `Partner ${i + 1}`,
    manager: i % 4 === 3 ? null : `Person ${i % 4}`,
    score: 70 - (i % 5) * 4,
    lower: 60 - (i % 5) * 4,
    upper: 78 - (i % 5) * 4,
    grade,
    grade_before: i % 5 === 0 ? "candidate" : null,
    next_grade: grade === "candidate" ? "trusted" : null,
    to_next_deals: grade === "candidate" ? 2 + (i % 3) : null,
    to_next_referrals: null,
    to_next_tickets: null,
    received: i % 4,
    given: i % 7,
    verdict: i % 6 === 1 ? "they_owe" : i % 6 === 2 ? "we_owe" : "balanced",
    revenue: 1000 * (n - i),
    share,
    p_silent: 0.1,
    expected_loss: 100 * (n - i),
    abc: i < n / 5 ? "A" : i < n / 2 ? "B" : "C",
    label: grade === "candidate" ? "could_become_trusted" : "maintain",
    value_share: share,
    merit_rank: i + 1,
    served: i % 9 === 3 ? "over" : "fair",
    service_share: n ? 1 / n : null,
    hours: 4,
    ignored: i % 5 === 4,
    p_quiet: 0.4
  };
}

/** Each kind of signal, with what it counts and what tells it apart. */
const caseKinds = [
  ["below_pace", "referrals", "90"],
  ["downgrade", "points", "trusted at_risk"],
  ["conflict", "money", "both_sides"],
  ["no_contact", "days", null],
  ["concentration", "money", "partner"],
  ["registration_overdue", "money", null],
  ["wrong_lead", "deals", null],
  ["one_sided", "referrals", null],
  ["over_served", "hours", null],
  ["we_return_fewer", "referrals", null],
  ["weak_score", "points", "at_risk"],
  ["formal_agreement", "people", null],
  ["deals_below_pace", "deals", "90"],
  ["wins_below_pace", "deals", "180"],
  ["not known yet", "hours", null]
] as const;

function caseOf(row: PartnerFacts, i: number): CaseFacts {
  const [kind, size_unit, detail] = caseKinds[i]!;
  const counted = i % 2 ? 1 : 3;
  return {
    case_id: `c${i}`,
    about: "partner",
    subject_id: row.id,
    kind,
    kinds: i === 0 ? "below_pace, weak_score" : kind,
    lane: i < 5 ? "decide" : "do",
    escalated: i === 4,
    status: i === 1 ? "acknowledged" : "open",
    standing: true,
    shown: true,
    partner_id: row.id,
    customer_id: null,
    since: "2026-05-01",
    met: true,
    size: counted,
    size_unit,
    seen: i === 0 ? 0 : kind === "over_served" || kind === "concentration" ? 0.2 : counted,
    // of a concentration it is what is left without one deal
    expected: kind === "concentration" ? null : 3.2,
    detail,
    at_stake: ["one_sided", "over_served", "formal_agreement"].includes(kind) ? null : 500 * (i + 1),
    decided_by: i === 1 ? "Ann" : null,
    decided_on: i === 1 ? "2026-06-02" : null,
    until: null,
    note: null,
    partner: row.name,
    owner: row.manager,
    customer: "Customer",
    partners: i === 4 ? 3 : 1,
    share: row.share,
    group_share: row.share
  };
}
