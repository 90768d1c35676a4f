import {allies, cast, dependentRegion, groupParent} from "./cast.ts";

type Value = string | number | boolean | null;

/** What must hold of a row's column: exactly that value, one of several, or at least or at most a number. */
export type Holds = {is: Value} | {oneOf: readonly Value[]} | {atLeast?: number; atMost?: number};

/** Something planted in the invented company that a metric has to find. */
export interface Truth {
  story: string;
  /** The truth as a person would say it. */
  says: string;
  /** A table of schema metrics, of which exactly one row matches `where`. */
  table: string;
  where: Readonly<Record<string, Value>>;
  column: string;
  holds: Holds;
}

type Sentence = readonly [says: string, column: `${string}.${string}`, holds: Holds];

/** The sentences of a story about one partner, or about whatever else `where` names. */
const tell = (story: string, about: string | Truth["where"], sentences: readonly Sentence[]): Truth[] =>
  sentences.map(([says, place, holds]) => {
    const [table, column] = place.split(".") as [string, string];
    return {story, says, table, where: typeof about === "string" ? {partner_id: about} : about, column, holds};
  });

const alliance = {partner_id: cast.private_alliance, us_person: allies.us, them_person: allies.them};

export const truths: readonly Truth[] = [
  ...tell("quietly excellent", cast.quietly_excellent, [
    ["Horská Data is small …", "segments.abc", {oneOf: ["B", "C"]}],
    ["… and has nearly only good outcomes.", "trust.grade", {is: "trusted"}]
  ]),
  ...tell("one-sided partner", cast.one_sided, [
    ["Ferrant, Doyle & Co got about 19 leads in twelve months …", "reciprocity.given", {atLeast: 17, atMost: 21}],
    ["… gave none …", "reciprocity.received", {is: 0}],
    ["… so it owes us …", "reciprocity.verdict", {is: "they_owe"}],
    ["… heads the list of one-sided partners …", "one_sided.rank", {is: 1}],
    ["… and takes our hours, too.", "segments.served", {is: "over"}]
  ]),
  ...tell("other one-sided partners", cast.second_one_sided, [
    ["Açor Tecnologia and Città Bassa Sistemi take more than they give, too.", "reciprocity.verdict", {is: "they_owe"}]
  ]),
  ...tell("other one-sided partners", cast.third_one_sided, [
    ["Açor Tecnologia and Città Bassa Sistemi take more than they give, too.", "reciprocity.verdict", {is: "they_owe"}]
  ]),
  ...tell("we owe", cast.we_owe, [["Łódzka Grupa Danych gives us more than we give it.", "reciprocity.verdict", {is: "we_owe"}]]),
  ...tell("leads dry up", cast.dries_up, [
    ["Of Brightmoor Consulting's two leads a month …", "trend.expected_recent", {atLeast: 5}],
    ["… none was received in the last 90 days …", "trend.recent", {is: 0}],
    ["… which is an alarm …", "trend.level", {is: "alarm"}]
  ]),
  ...tell("leads dry up", {}, [
    ["… and, with the others, at most three of them.", "trend_summary.alarms", {atLeast: 1, atMost: 3}]
  ]),
  ...tell("loss hurts", cast.loss_hurts, [
    ["Corvane Systems brings about 19 % of partner revenue.", "risk.share", {atLeast: 0.17, atMost: 0.21}]
  ]),
  ...tell("loss hurts", {dimension: "partner", group_id: groupParent}, [
    ["Halvard Systemhaus and Halvard Netze, one group, are above 10 % of all revenue together …", "disclosures.members", {is: 2}]
  ]),
  ...tell("loss hurts", cast.group[0], [["… and neither is alone.", "risk.share", {atMost: 0.1}]]),
  ...tell("loss hurts", cast.group[1], [["… and neither is alone.", "risk.share", {atMost: 0.1}]]),
  ...tell("loss hurts", {dimension: "customer"}, [
    ["No customer brings a tenth of revenue.", "concentration.cr1", {atMost: 0.1}]
  ]),
  ...tell("over-served", cast.over_served, [
    ["Ravnsholt Drift brings little …", "attention.value_share", {atMost: 0.013}],
    ["… and takes a good 6 % of our hours.", "attention.service_share", {atLeast: 0.06, atMost: 0.08}],
    ["It is over-served.", "attention.served", {is: "over"}]
  ]),
  ...tell("ignored", cast.ignored, [
    ["Øresund Systemer belongs to group A or B …", "segments.abc", {oneOf: ["A", "B"]}],
    ["… is under-served …", "segments.served", {is: "under"}],
    ["… and there has been no dealing with it for four months.", "attention.days_since_contact", {atLeast: 121}],
    ["It is ignored.", "attention.ignored", {is: true}]
  ]),
  ...tell("private alliance", alliance, [
    ["Giulia Ferri and her friend at Bellacqua Informatica began alone …", "alliances.reps_at_start", {is: 1}],
    ["… at least three of her colleagues followed …", "alliances.reps_now", {atLeast: 4}],
    ["… and there is no agreement.", "alliances.ready_to_formalize", {is: true}]
  ]),
  ...tell("deals with the wrong lead", cast.wrong_lead, [
    [
      "In half of Valdombra Servizi's deals the deal lead breaks the rule of engagement …",
      "leadership.wrong_lead_share",
      {atLeast: 0.4}
    ],
    ["… and few of those were won.", "leadership.wrong_lead_won", {atMost: 6}]
  ]),
  ...tell("dependent region", {region: dependentRegion}, [
    ["Iberia depends on Ibarlucea Integración …", "regions.top_partner_id", {is: cast.dependent_region}],
    ["… for more than 60 % of its partner revenue.", "regions.top_share", {atLeast: 0.6}]
  ]),
  ...tell("what changed", {partner_id: cast.riser, as_of: "2026-09-30"}, [
    [
      "Marlowe-Finch Integration was not trusted at the end of September …",
      "trust.grade",
      {oneOf: ["candidate", "below_typical"]}
    ]
  ]),
  ...tell("what changed", cast.riser, [["… and now is.", "grade_moves.grade_now", {is: "trusted"}]]),
  ...tell("what changed", cast.faller, [["Dunmere IT fell to at risk in October.", "grade_moves.grade_now", {is: "at_risk"}]]),
  ...tell("what changed", cast.enters_the_few, [
    ["Arden-Wyke Cloud landed one large deal and entered group A.", "segment_moves.move", {is: "entered"}]
  ]),
  ...tell("what changed", cast.leaves_the_few, [
    ["Tessaro Reti's one large deal is more than a year old; it left them.", "segment_moves.move", {is: "left"}]
  ]),
  ...tell("too new to say", cast.nothing_recorded, [
    ["Of Ostwind Partner nothing is recorded since it joined …", "trust.evidence", {is: 0}],
    ["… so it is unproven.", "trust.grade", {is: "unproven"}]
  ]),
  ...tell("the whole", {dimension: "partner"}, [
    ["Revenue behaves as if it came from 12 to 15 equal partners of 60.", "concentration.effective_n", {atLeast: 12, atMost: 15}]
  ]),
  ...tell("the whole", {}, [
    ["20 to 25 % of the partners bring 80 %.", "segmentation.partners_for_80", {atLeast: 0.2, atMost: 0.25}]
  ]),
  ...tell("the whole", {kind: "partner"}, [
    ["One won deal, in Swedish kronor, has no rate and is excluded.", "revenue.excluded_deals", {is: 1}]
  ])
];

/** How many rows of a table at the newest drop's date are such. */
export const counts: readonly {says: string; table: string; such: string; atLeast: number; atMost: number}[] = [
  {says: "8 to 14 partners are trusted.", table: "trust", such: "grade = 'trusted'", atLeast: 8, atMost: 14},
  {says: "5 to 10 partners are at risk.", table: "trust", such: "grade = 'at_risk'", atLeast: 5, atMost: 10},
  {says: "Of a handful it is too early to say.", table: "trust", such: "grade = 'unproven'", atLeast: 3, atMost: 10},
  {
    says: "A few above average are three won deals or fewer from trusted.",
    table: "trust",
    such: "next_grade = 'trusted' and to_next_grade_deals <= 3",
    atLeast: 3,
    atMost: 10
  },
  {says: "3 to 8 partners owe us leads.", table: "reciprocity", such: "verdict = 'they_owe'", atLeast: 3, atMost: 8},
  {says: "One to three are ignored.", table: "attention", such: "ignored", atLeast: 1, atMost: 3}
];

/**
 * A flaw that is in the drops on purpose, and what has to become of it. What is quarantined lies in the newest drop: a later good
 * version would clear it.
 */
export interface Dirt {
  date: string;
  table: string;
  fault: "impossible_date" | "unknown_partner" | "repeated" | "stale" | "extra_column";
  /** The record's id, or the name of the column. */
  key: string;
  becomes: "quarantined" | "deduplicated" | "superseded" | "not read";
  /** The word on the data page, for what is quarantined. */
  reason?: string;
}

export const dirt: readonly Dirt[] = [
  {date: "2026-06-30", table: "referrals", fault: "repeated", key: "R01200", becomes: "deduplicated"},
  {
    date: "2026-10-31",
    table: "referrals",
    fault: "unknown_partner",
    key: "R90001",
    becomes: "quarantined",
    reason: "orphan_partner"
  },
  {date: "2026-10-31", table: "tickets", fault: "impossible_date", key: "T90001", becomes: "quarantined", reason: "opened_on"},
  {date: "2026-10-31", table: "activities", fault: "extra_column", key: "internal_note", becomes: "not read"},
  {date: "2026-10-31", table: "deals", fault: "stale", key: "D01311", becomes: "superseded"}
];
