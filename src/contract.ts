import {z} from "zod";

/*
 * The shapes of the files in src/data: what publishing promises and pages rely on. Pages import only types from here.
 * Shares and probabilities are fractions of 1, scores 0 to 100, money whole units of the reporting currency, dates YYYY-MM-DD.
 */

/** A table by column, which is a third of the size of rows; `rowsOf` in src/components/rows.ts turns it round. */
const columns = <S extends z.ZodRawShape>(row: S) =>
  z.strictObject(
    Object.fromEntries(Object.entries(row).map(([name, type]) => [name, z.array(type as z.ZodType)]))
  ) as unknown as z.ZodType<{
    [K in keyof S]: z.output<S[K]>[];
  }>;

const number = z.number();
const count = z.int().min(0);
const fraction = z.number().min(0).max(1);
const share = z.number();
const score = z.number().min(0).max(100);
const day = z.iso.date();
const id = z.string();
const text = z.string();
const maybe = <T extends z.ZodType>(type: T) => type.nullable();

export const Grade = z.enum(["trusted", "candidate", "below_typical", "at_risk", "unproven"]);
export const Verdict = z.enum(["we_owe", "they_owe", "balanced", "too_few_to_say", "no_exchange"]);
export const Kind = z.enum(["deal", "referral", "ticket"]);
export const Level = z.enum(["alarm", "watch", "none"]);
export const Label = z.enum(["core", "fragile_core", "rising", "could_become_trusted", "maintain", "long_tail"]);

/** A piece of a sentence: plain, strong, or a partner by name that leads to its page. Never markup. */
export const Part = z.union([text, z.strictObject({strong: text}), z.strictObject({id, name: text})]);
export const Sentence = z.array(Part);
/** A question of the leader and what the data answer: finding, reasons, one way in. */
export const Answer = z.strictObject({
  question: maybe(text),
  finding: Sentence,
  paragraphs: z.array(Sentence),
  way: maybe(z.strictObject({to: text, label: text}))
});
const words = z.record(z.string(), Answer);

export const About = z.strictObject({
  company: text,
  as_of: day,
  currency: maybe(text),
  window_days: count,
  evidence_days: count,
  partners: count,
  /** Settings that figures of the page follow from and that differ from their defaults. */
  changed_settings: z.array(z.strictObject({name: text, value: text, usual: text})),
  /** What happened on a day, to be marked where figures stand over time: drops that came, and settings or definitions that changed. */
  events: z.array(z.strictObject({day, what: z.enum(["drop", "settings"])})),
  /** What the drops hold records of; a page says "not recorded" for the rest. */
  recorded: z.strictObject({
    deals: z.boolean(),
    referrals: z.boolean(),
    tickets: z.boolean(),
    activities: z.boolean(),
    leadership: z.boolean()
  })
});

const dot = {id, name: text, score, lower: score, upper: score, grade: Grade, before: maybe(Grade)};
const exchanged = {id, name: text, received: count, given: count, verdict: Verdict};
const GradeCount = z.strictObject({grade: Grade, partners: count, entered: count, left: count, scores: z.array(score)});
const Member = z.strictObject({id: maybe(id), name: text, net: number, share, disclosed: z.boolean(), members: count});
const CurvePoint = z.strictObject({share_lost: fraction, probability: fraction});
const Weighed = z.strictObject({id, name: text, service_share: fraction, value_share: share});
const Mark = z.strictObject({id, name: text, rank: count, kind: z.enum(["entered", "left", "next"]), to_trusted: maybe(count)});

export const AlertStatus = z.enum(["new", "continuing", "resolved"]);
export const Alert = z.strictObject({
  /** The same at every rebuild, made of what it is and whom it concerns. */
  id: text,
  kind: text,
  /** Against the publication before. */
  status: AlertStatus,
  partner: maybe(id),
  level: z.enum(["alarm", "watch"]),
  about: Sentence,
  why: Sentence,
  since: maybe(day),
  /** In leads, money, hours or points. */
  size: text,
  /** What is expected to be lost if nothing is done, in money; alerts are ranked by it. */
  stake: maybe(number),
  /** Who acts, and what is to be done. */
  todo: Sentence
});
/** A figure, and by how much it differs from what it was at the month's and quarter's end, a year and at the drop before. */
const Trend = z.strictObject({
  headline: text,
  unit: text,
  better: z.enum(["higher", "lower", "neither"]),
  value: maybe(number),
  since_month: maybe(number),
  since_quarter: maybe(number),
  since_year: maybe(number),
  since_drop: maybe(number)
});
export const Change = z.strictObject({what: Sentence, before: text, now: text, why: Sentence});

export const Overview = z.strictObject({
  about: About,
  words,
  numbers: z.array(z.strictObject({value: text, unit: text, note: Sentence, to: text})),
  typical: maybe(score),
  grades: z.array(GradeCount),
  /** Every partner, up to 200 of them; beyond, the scores in `grades` stand for them. */
  dots: columns(dot),
  exchange: columns(exchanged),
  /** At index s, the smallest number on one side that is clearly more than s on the other. */
  callable: z.array(count),
  members: z.array(Member),
  member_count: count,
  effective_n: maybe(number),
  curve: z.array(CurvePoint),
  var95: maybe(fraction),
  /** Cumulative share of revenue after the first k partners, k = 0, 1, … (thinned to about 200). */
  pareto: columns({rank: count, cumulative: share}),
  k80: maybe(count),
  k_a: maybe(count),
  k_ab: maybe(count),
  marks: z.array(Mark),
  weighed: z.array(Weighed),
  contact: columns({id, name: text, days: maybe(count), ignored: z.boolean()}),
  ignored_days: count,
  changes: z.array(Change),
  trends: z.array(Trend),
  alerts: z.array(Alert),
  /** The day of the publication that new alerts are told from. */
  compared: maybe(day)
});

const partner = {
  id,
  name: text,
  kind: maybe(text),
  tier: maybe(text),
  region: maybe(text),
  parent: maybe(text),
  manager: maybe(text),
  agreement: maybe(text),
  started_on: maybe(day),
  score: maybe(score),
  lower: maybe(score),
  upper: maybe(score),
  evidence: maybe(number),
  p_better: maybe(fraction),
  grade: maybe(Grade),
  grade_before: maybe(Grade),
  to_trusted: maybe(count),
  received: count,
  given: count,
  verdict: Verdict,
  received_value: maybe(number),
  given_value: maybe(number),
  revenue: number,
  share: maybe(share),
  p_silent: maybe(fraction),
  expected_loss: maybe(number),
  rank: maybe(count),
  abc: maybe(z.enum(["A", "B", "C"])),
  label: maybe(Label),
  merit: maybe(number),
  merit_rank: maybe(count),
  expected_deals: maybe(number),
  deal_size: maybe(number),
  service_share: maybe(fraction),
  served: maybe(z.enum(["over", "under", "fair"])),
  hours: maybe(number),
  last_contact_on: maybe(day),
  days_since_contact: maybe(count),
  ignored: z.boolean(),
  quiet: Level,
  quiet_window_days: maybe(count),
  quiet_recent: maybe(count),
  quiet_expected: maybe(number),
  /** The score at each quarter's end of two years, and now. */
  past: z.array(maybe(score)),
  past_lower: z.array(maybe(score)),
  past_upper: z.array(maybe(score))
};
export const Partners = z.strictObject({
  about: About,
  words,
  typical: maybe(score),
  total_revenue: number,
  effective_n: maybe(number),
  /** The quarters' ends that past scores are of, oldest first, and the day of the figures as the last. */
  past_days: z.array(day),
  partners: columns(partner)
});

const credit = {n: number, kept: number, mean: maybe(fraction), lower: maybe(fraction), upper: maybe(fraction)};
/** What each partner's score is made of; base rates are what is usual. */
export const PartnerKinds = z.strictObject({
  usual: z.array(z.strictObject({kind: Kind, base_rate: maybe(fraction)})),
  kinds: columns({id, kind: Kind, ...credit})
});
/** Scores by month-end; one list of `months` length a partner, null before it existed. */
export const PartnerHistory = z.strictObject({
  months: z.array(day),
  typical: z.array(maybe(score)),
  history: columns({id, score: z.array(maybe(score)), lower: z.array(maybe(score)), upper: z.array(maybe(score))})
});
/** Leads by month, only months with any; `month` is its first day. */
export const PartnerExchange = z.strictObject({months: columns({id, month: day, received: count, given: count})});
/** Promises kept and broken by quarter, as credits: deals won and lost, tickets in time and not. */
export const PartnerOutcomes = z.strictObject({quarters: columns({id, quarter: day, kind: Kind, kept: number, broken: number})});
/** Persons who pass leads to each other, and who led the deals. */
export const PartnerPeople = z.strictObject({
  pairs: columns({id, ours: text, theirs: text, received: count, given: count}),
  led: columns({id, recorded: count, aligned: count, misled: count, aligned_won: count, misled_won: count}),
  without: columns({id, share_lost: share, effective_n_rest: maybe(number)})
});

/** What needs attention, by what is at stake, and what has been resolved since the publication before. */
export const Alerts = z.strictObject({
  about: About,
  words,
  /** The quarter's end that moves are counted from. */
  since: maybe(day),
  /** The day of the publication that the status is told from; null where this is the first. */
  compared: maybe(day),
  alerts: z.array(Alert)
});

/** How a published figure came to what it is now: before + corrected + redefined + events = now. */
const move = {
  before: maybe(number),
  now: maybe(number),
  corrected: maybe(number),
  redefined: maybe(number),
  events: maybe(number)
};
export const Changes = z.strictObject({
  about: About,
  words,
  month: maybe(day),
  quarter: maybe(day),
  /** The month's end a whole year back. */
  year: maybe(day),
  drop: maybe(day),
  trends: z.array(Trend),
  /** The publication before; null where this is the first. */
  published: maybe(
    z.strictObject({
      as_of: day,
      settings: z.array(text),
      definitions: z.boolean(),
      headlines: columns({headline: text, unit: text, ...move}),
      scores: columns({id, name: text, ...move})
    })
  ),
  /** Scores at the drop before. */
  scores: columns({id, score: maybe(score)})
});

const Calibrated = z.strictObject({forecast: text, mean_forecast: fraction, mean_outcome: fraction, weight: number});
const kinds = {deals_kept: number, deals: number, leads_kept: number, leads: number, tickets_kept: number, tickets: number};
export const Trust = z.strictObject({
  about: About,
  words,
  typical: maybe(score),
  weights: z.strictObject({deal: fraction, referral: fraction, ticket: fraction}),
  priors: z.array(
    z.strictObject({kind: Kind, base_rate: maybe(fraction), strength: maybe(number), events: number, partners: count})
  ),
  grades: z.array(GradeCount),
  history: z.array(
    z.strictObject({
      as_of: day,
      trusted: count,
      candidate: count,
      below_typical: count,
      at_risk: count,
      unproven: count,
      typical: maybe(score)
    })
  ),
  /** What scores foretold, by tenths, and what then happened. */
  calibration: z.array(Calibrated),
  partners: columns({...dot, evidence: number, p_better: fraction, to_trusted: maybe(count), ...kinds})
});

/** Who of us works with whom of theirs. */
const Alliances = columns({
  id,
  name: text,
  ours: text,
  theirs: text,
  received: count,
  given: count,
  since: maybe(day),
  on_paper: z.boolean(),
  reps_now: count,
  ready: z.boolean()
});

export const Reciprocity = z.strictObject({
  about: About,
  words,
  portfolio: maybe(
    z.strictObject({
      weighted_reciprocity: maybe(fraction),
      rho: maybe(number),
      edges: count,
      mutual_dyads: count,
      people_us: count,
      people_them: count,
      lag_given: count,
      lag_returned: count,
      lag_rate: maybe(fraction),
      lag_lower: maybe(fraction),
      lag_upper: maybe(fraction),
      lag_expected: maybe(fraction)
    })
  ),
  history: z.array(z.strictObject({as_of: day, received: count, given: count, weighted_reciprocity: maybe(fraction)})),
  partners: columns({
    ...exchanged,
    share_lower: maybe(fraction),
    share_upper: maybe(fraction),
    received_value: maybe(number),
    given_value: maybe(number)
  }),
  callable: z.array(count),
  takers: columns({id, name: text, given: count, received: count, customer_deals: maybe(count)}),
  alliances: Alliances
});

const Dimension = z.strictObject({
  dimension: z.enum(["partner", "customer", "rep", "region"]),
  n: count,
  total: number,
  hhi: maybe(fraction),
  effective_n: maybe(number),
  cr1: maybe(share),
  cr3: maybe(share),
  top20_share: maybe(share),
  gini: maybe(number),
  band: maybe(z.enum(["low", "moderate", "high"])),
  /** The largest, and one more row (id null) for all others together. */
  members: z.array(Member),
  negative: z.array(z.strictObject({name: text, net: number}))
});
export const Concentration = z.strictObject({
  about: About,
  words,
  revenue: z.strictObject({partner: number, direct: number, held_out_deals: count}),
  dimensions: z.array(Dimension),
  disclosures: z.array(
    z.strictObject({dimension: z.enum(["partner", "customer"]), name: text, members: count, net: number, share})
  ),
  loss: maybe(z.strictObject({expected_loss: number, var95: number, es95: number, p_lose_20: fraction})),
  curve: z.array(CurvePoint),
  history: z.array(z.strictObject({as_of: day, effective_n: maybe(number), n: count})),
  what_if: z.array(z.strictObject({removed: text, share_lost: share, effective_n_rest: maybe(number)})),
  regions: z.array(
    z.strictObject({
      region: text,
      partners: count,
      net: number,
      effective_n: maybe(number),
      top_id: maybe(id),
      top_name: maybe(text),
      top_share: maybe(share)
    })
  ),
  partners: columns({
    id,
    name: text,
    parent: maybe(text),
    revenue: number,
    share: maybe(share),
    p_silent: fraction,
    expected_loss: number,
    expected_deals: maybe(number)
  }),
  /** Customers and our reps, who can be taken away too. */
  customers: columns({id, name: text, revenue: number, share}),
  reps: columns({id, name: text, revenue: number, share})
});

export const Segments = z.strictObject({
  about: About,
  words,
  ignored_days: count,
  k80: maybe(count),
  k_a: maybe(count),
  k_ab: maybe(count),
  marks: z.array(Mark),
  pareto: columns({rank: count, cumulative: share}),
  weighed: z.array(Weighed),
  partners: columns({
    id,
    name: text,
    rank: count,
    abc: z.enum(["A", "B", "C"]),
    label: Label,
    revenue: number,
    value_share: share,
    service_share: maybe(fraction),
    served: maybe(z.enum(["over", "under", "fair"])),
    merit: maybe(number),
    merit_rank: maybe(count),
    expected_deals: maybe(number),
    deal_size: maybe(number),
    score: maybe(score),
    lower: maybe(score),
    upper: maybe(score),
    grade: maybe(Grade),
    to_trusted: maybe(count),
    days_since_contact: maybe(count),
    ignored: z.boolean()
  }),
  moves: z.array(z.strictObject({id, name: text, move: z.enum(["entered", "left"])})),
  first_deal: maybe(z.strictObject({median_days: maybe(number), waiting_365: maybe(fraction)}))
});

/** How deals go: who led them, registrations, with partners against without, and whether a long relationship pays. */
export const Deals = z.strictObject({
  about: About,
  words,
  led: z.array(
    z.strictObject({
      customer_size: text,
      leadership: z.enum(["aligned", "misled"]),
      deals: count,
      won: count,
      win_rate: maybe(fraction),
      win_lower: maybe(fraction),
      win_upper: maybe(fraction)
    })
  ),
  led_partners: z.array(
    z.strictObject({id, name: text, recorded: count, misled: count, misled_won: count, aligned: count, aligned_won: count})
  ),
  registrations: z.array(
    z.strictObject({
      id,
      name: text,
      registered: count,
      approved: count,
      waiting: count,
      late: count,
      in_time_share: maybe(fraction),
      expired: count,
      both_sides: count,
      opened_against: count
    })
  ),
  effect: z.array(
    z.strictObject({
      involvement: text,
      deals: count,
      direct_deals: count,
      win_rate: maybe(fraction),
      direct_win_rate: maybe(fraction),
      cycle_days: maybe(number),
      direct_cycle_days: maybe(number),
      deal_size: maybe(number),
      direct_deal_size: maybe(number)
    })
  ),
  maturity: z.array(
    z.strictObject({
      year: count,
      deals: number,
      win_rate: maybe(fraction),
      discount: maybe(number),
      contested: maybe(fraction)
    })
  )
});

/** Who works with whom: pairs across the border, our people and whom they live off. */
export const People = z.strictObject({
  about: About,
  words,
  alliances: Alliances,
  reps: columns({
    name: text,
    net: number,
    partners: count,
    customers: count,
    top_id: maybe(id),
    top_name: maybe(text),
    top_share: maybe(share),
    top_customer: maybe(text),
    top_customer_share: maybe(share),
    lives_off: maybe(text),
    pipeline_deals: maybe(count),
    own_share: maybe(fraction)
  }),
  /** Leads between one of ours and a partner, both ways. */
  matrix: columns({ours: text, id, name: text, received: count, given: count})
});

/** Whether service is good, and fair. */
export const Service = z.strictObject({
  about: About,
  words,
  weighed: z.array(Weighed),
  trouble_free: z.array(
    z.strictObject({
      introduced_by: z.enum(["partner", "direct"]),
      id: maybe(id),
      name: maybe(text),
      customers: count,
      trouble_free: count,
      share: maybe(fraction),
      lower: maybe(fraction),
      upper: maybe(fraction)
    })
  ),
  rescues: z.array(
    z.strictObject({owner: text, tickets: count, resolved: count, days: maybe(number), with_due: count, in_time: count})
  ),
  hours: columns({
    id,
    name: text,
    hours: maybe(number),
    service_share: maybe(fraction),
    share: maybe(share),
    served: maybe(text),
    last_contact_on: maybe(day),
    days_since_contact: maybe(count)
  }),
  reviews: columns({id, name: text, last_review_on: maybe(day), days_since_review: maybe(count), stale: z.boolean()})
});

/** What a rebuild did with the drops; made by the pipeline. Holds no text of any record. */
export const PublishedReport = z.strictObject({
  as_of: day,
  files: z.array(
    z.strictObject({
      path: text,
      table: maybe(text),
      mapping: maybe(text),
      outcome: text,
      reason: maybe(text),
      message: maybe(text),
      drop_date: maybe(day),
      records: count,
      accepted: count,
      deduplicated: count,
      superseded: count,
      quarantined: count,
      warnings: z.array(z.strictObject({reason: text, detail: text}))
    })
  ),
  tables: z.record(z.string(), z.strictObject({final: count, newest_drop: maybe(day), quarantined: count})),
  quarantine: z.array(
    z.strictObject({reason: text, count, files: count, example_path: text, example_line: maybe(count), what_to_do: text})
  ),
  totals: z.strictObject({records: count, accepted: count, deduplicated: count, superseded: count, quarantined: count})
});
export const Data = z.strictObject({
  about: About,
  words,
  cadence_days: count,
  report: PublishedReport,
  freshness: z.array(
    z.strictObject({
      table: text,
      records: count,
      newest_drop: maybe(day),
      age_days: maybe(count),
      stale: z.boolean(),
      quarantined: count
    })
  ),
  revenue: z.array(
    z.strictObject({kind: z.enum(["partner", "direct"]), net: number, deals: count, held_out_deals: count, negative_deals: count})
  )
});

export const Method = z.strictObject({
  about: About,
  words,
  metrics: z.array(
    z.strictObject({
      name: text,
      question: text,
      definition: text,
      unit: text,
      direction: text,
      source: text,
      settings: z.array(z.strictObject({name: text, value: text}))
    })
  ),
  settings: z.array(z.strictObject({name: text, value: text, usual: text, differs: z.boolean()})),
  /** How forecasts of the past came out, against simpler guesses; none where history is too short. */
  backtest: z.strictObject({
    scores: z.array(
      z.strictObject({
        forecast: text,
        forecasts: count,
        brier: maybe(number),
        brier_portfolio: maybe(number),
        brier_raw: maybe(number)
      })
    ),
    /** By tenths of the forecast. */
    calibration: z.array(Calibrated),
    /** Of leads drying up: after how many alarms the partner stayed below its pace, and after how many tests without one. */
    alarms: z.array(
      z.strictObject({
        level: Level,
        judged: count,
        stayed_below: count,
        share: maybe(fraction),
        lower: maybe(fraction),
        upper: maybe(fraction)
      })
    )
  })
});

/** Every published file by name. */
export const files = {
  overview: Overview,
  partners: Partners,
  partner_kinds: PartnerKinds,
  partner_history: PartnerHistory,
  partner_exchange: PartnerExchange,
  partner_outcomes: PartnerOutcomes,
  partner_people: PartnerPeople,
  alerts: Alerts,
  changes: Changes,
  trust: Trust,
  reciprocity: Reciprocity,
  concentration: Concentration,
  segments: Segments,
  deals: Deals,
  people: People,
  service: Service,
  data: Data,
  method: Method
} as const;
export type FileName = keyof typeof files;
export type File<N extends FileName> = z.infer<(typeof files)[N]>;

export type Part = z.infer<typeof Part>;
export type Sentence = z.infer<typeof Sentence>;
export type Answer = z.infer<typeof Answer>;
export type About = z.infer<typeof About>;
export type Grade = z.infer<typeof Grade>;
export type Verdict = z.infer<typeof Verdict>;
export type Kind = z.infer<typeof Kind>;
export type Label = z.infer<typeof Label>;
export type Alert = z.infer<typeof Alert>;
export type Change = z.infer<typeof Change>;
export type Trend = z.infer<typeof Trend>;
export type PublishedReport = z.infer<typeof PublishedReport>;
/** One row of a table by column. */
export type RowOf<C> = {[K in keyof C]: C[K] extends (infer V)[] ? V : never};
export type Partner = RowOf<File<"partners">["partners"]>;
