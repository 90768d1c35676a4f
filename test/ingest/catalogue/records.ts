import {rename, rm} from "node:fs/promises";
import {deals, group, june, partners, type Case, type DealRow} from "./build.ts";

const april = "deals_2026-04-01.csv";
const may = "deals_2026-05-01.csv";
const list = (n: number, change: (i: number) => DealRow = () => ({})) =>
  deals(...Array.from({length: n}, (_, i) => ({deal_id: `D${i}`, ...change(i)})));
const amounts = (...rows: [string, string][]): Case["wanted"]["facts"] => [
  "deals",
  "deal_id, amount",
  rows.map(([k, a]) => [k, `${a}.0000`])
];
const at = (amount: string, updated_at = "") => deals({amount, updated_at});
const snapshot = (...ids: string[]) => `Crew No,Crew Name\n${ids.map((i) => `${i},Person ${i}\n`).join("")}`;

export const records = group("records", [
  {
    name: "the same record twice in a file is one",
    drops: [{[june]: deals({}, {}, {deal_id: "D2"})}],
    wanted: {outcome: "accept", accepted: 2, deduplicated: 1, final: {deals: 2}}
  },
  {
    name: "the same content in another way of writing is one",
    drops: [{[june]: deals({amount: "5"}, {amount: "5.00"}, {amount: " 05.0", opened_on: "2026-01-02T10:00:00Z"})}],
    wanted: {outcome: "accept", accepted: 1, deduplicated: 2}
  },
  {
    name: "the same file under another name adds nothing",
    drops: [{[may]: list(3)}, {[june]: list(3)}],
    wanted: {outcome: "accept", accepted: 0, deduplicated: 3, final: {deals: 3}}
  },
  {
    name: "the same file in another folder adds nothing",
    drops: [{[`a/${june}`]: list(2), [`b/${june}`]: list(2)}],
    wanted: {outcome: "accept", accepted: 0, deduplicated: 2, final: {deals: 2}}
  },
  {
    name: "a file that stays in the folder is known in the next run",
    drops: [{[may]: list(2)}, {[june]: list(2, () => ({amount: "7"}))}],
    wanted: {outcome: "accept", accepted: 2, final: {deals: 2}}
  },
  {
    name: "the later drop's version stands where none carries updated_at",
    drops: [{[may]: at("1")}, {[june]: at("2")}],
    wanted: {outcome: "accept", accepted: 1, facts: amounts(["D1", "2"])}
  },
  {
    name: "a drop of an earlier date that comes later is superseded",
    drops: [{[june]: at("2")}, {[may]: at("1")}],
    wanted: {outcome: "accept", accepted: 0, superseded: 1, facts: amounts(["D1", "2"])}
  },
  {
    name: "the newer updated_at stands although its drop is older",
    drops: [{[may]: at("1", "2026-04-20T00:00:00Z")}, {[june]: at("2", "2026-04-10T00:00:00Z")}],
    wanted: {outcome: "accept", superseded: 1, facts: amounts(["D1", "1"])}
  },
  {
    name: "of two versions in a file the newer stands",
    drops: [{[june]: deals({amount: "1", updated_at: "2026-02-01"}, {amount: "2", updated_at: "2026-03-01"})}],
    wanted: {outcome: "accept", accepted: 1, superseded: 1, facts: amounts(["D1", "2"])}
  },
  {
    name: "one second, or another offset, makes another version",
    drops: [
      {[june]: deals({amount: "1", updated_at: "2026-03-01T00:00:00Z"}, {amount: "2", updated_at: "2026-03-01T01:00:01+01:00"})}
    ],
    wanted: {outcome: "accept", accepted: 1, superseded: 1, facts: amounts(["D1", "2"])}
  },
  {
    name: "the same instant in another offset is the same version, and different content a conflict",
    drops: [
      {[june]: deals({amount: "1", updated_at: "2026-03-01T00:00:00Z"}, {amount: "2", updated_at: "2026-03-01T01:00:00+01:00"})}
    ],
    wanted: {outcome: "accept", accepted: 0, quarantined: 2, reason: "conflict", final: {deals: 0}}
  },
  {
    name: "of two contents of one version in a drop neither stands",
    drops: [{[june]: deals({amount: "1"}, {amount: "2"}, {deal_id: "D2", amount: "3"})}],
    wanted: {outcome: "accept", accepted: 1, quarantined: 2, reason: "conflict", facts: amounts(["D2", "3"])}
  },
  {
    name: "of two contents of one version in two files of a drop neither stands",
    drops: [{"a/deals_2026-06-01.csv": at("1"), "b/deals_2026-06-01.csv": at("2")}],
    wanted: {outcome: "accept", accepted: 0, quarantined: 1, reason: "conflict", final: {deals: 0}}
  },
  {
    name: "of two contents of one version in two drops the first stays",
    drops: [{[may]: at("1", "2026-03-01")}, {[june]: at("2", "2026-03-01")}],
    wanted: {outcome: "accept", accepted: 0, quarantined: 1, reason: "conflict", facts: amounts(["D1", "1"])}
  },
  {
    name: "which of two drops is first is a matter of their dates, not of their arrival",
    drops: [{[june]: at("2", "2026-03-01")}, {[may]: at("1", "2026-03-01")}],
    file: june,
    wanted: {outcome: "accept", quarantined: 1, reason: "conflict", facts: amounts(["D1", "1"])}
  },
  {
    name: "a conflict ends with a newer version",
    drops: [{[may]: deals({amount: "1"}, {amount: "2"})}, {[june]: at("3")}],
    file: may,
    wanted: {outcome: "accept", quarantined: 0, superseded: 2, facts: amounts(["D1", "3"])}
  },
  {
    name: "what returns to an earlier state is a newer version",
    drops: [{[april]: at("1")}, {[may]: at("2")}, {[june]: at("1")}],
    wanted: {outcome: "accept", accepted: 1, deduplicated: 0, facts: amounts(["D1", "1"])}
  },
  {
    name: "a file that is replaced under its name counts as newer",
    drops: [{[june]: at("1")}, {[june]: at("2")}],
    wanted: {outcome: "accept", accepted: 1, facts: amounts(["D1", "2"])}
  },
  {
    name: "a file that is taken away has been received nevertheless",
    drops: [{[may]: list(2)}, {"partners_2026-06-01.csv": partners("One", "Two")}],
    before: (drops) => rm(`${drops}/${may}`),
    file: may,
    wanted: {outcome: "accept", accepted: 2, final: {deals: 2}}
  },
  {
    name: "a file that is renamed says the same again",
    drops: [{[may]: list(2)}, {}],
    before: (drops) => rename(`${drops}/${may}`, `${drops}/${june}`),
    file: june,
    wanted: {outcome: "accept", accepted: 0, deduplicated: 2, final: {deals: 2}}
  },
  {
    name: "a bad record is cleared by a good one of a later drop",
    drops: [{[may]: list(2, (i) => (i ? {} : {amount: "x"}))}, {[june]: list(2)}],
    file: may,
    wanted: {outcome: "accept", accepted: 1, superseded: 1, quarantined: 0, final: {deals: 2}}
  },
  {
    name: "a bad record is not cleared by a good one of an earlier drop, which stays",
    drops: [{[may]: at("1")}, {[june]: deals({amount: "x"})}],
    wanted: {outcome: "accept", accepted: 0, quarantined: 1, reason: "amount", facts: amounts(["D1", "1"])}
  },
  {
    name: "a record with an unknown partner waits for it, and is taken when it comes",
    drops: [{[may]: deals({partner_id: "P3"})}, {"partners_2026-06-01.csv": partners("One", "Two", "Three")}],
    file: may,
    wanted: {outcome: "accept", accepted: 1, quarantined: 0, final: {deals: 1}}
  },
  {
    name: "a record with an unknown partner waits for it",
    drops: [{[june]: deals({}, {deal_id: "D2", partner_id: "P3"})}],
    wanted: {outcome: "accept", accepted: 1, quarantined: 1, reason: "orphan_partner"}
  },
  {
    name: "what hangs on an orphan is an orphan",
    drops: [
      {
        [june]: deals({partner_id: "P3"}),
        "referrals_2026-06-01.csv":
          "referral_id,partner_id,direction,made_on,outcome,deal_id\nR1,P1,received,2026-01-05,accepted,D1\n"
      }
    ],
    wanted: {outcome: "accept", accepted: 0, quarantined: 1, reason: "orphan_deal", final: {deals: 0, referrals: 0}}
  },
  {
    name: "a whole chain of orphans is released at once",
    drops: [
      {
        [may]: deals({partner_id: "P3"}),
        "referrals_2026-05-01.csv":
          "referral_id,partner_id,direction,made_on,outcome,deal_id\nR1,P1,received,2026-01-05,accepted,D1\n"
      },
      {"partners_2026-06-01.csv": partners("One", "Two", "Three")}
    ],
    file: "referrals_2026-05-01.csv",
    wanted: {outcome: "accept", accepted: 1, quarantined: 0, final: {deals: 1, referrals: 1}}
  },
  {
    name: "an older good version stands while the newer one waits for its partner",
    drops: [{[may]: at("1")}, {[june]: deals({amount: "2", partner_id: "P3"})}],
    wanted: {outcome: "accept", accepted: 0, quarantined: 1, reason: "orphan_partner", facts: amounts(["D1", "1"])}
  },
  {
    name: "a customer that a deal names is unknown once customers have a file",
    drops: [{"customers_2026-06-01.csv": "customer_id,name\nC2,Two\n", [june]: deals({}, {deal_id: "D2", customer_id: "C2"})}],
    wanted: {outcome: "accept", accepted: 1, quarantined: 1, reason: "customer_id", facts: ["deals", "deal_id", [["D2"]]]}
  },
  {
    name: "partners and customers that only deals name are made from there",
    bare: true,
    drops: [{[june]: deals({}, {deal_id: "D2", partner_id: "P9", customer_id: "C9"})}],
    wanted: {
      outcome: "accept",
      accepted: 2,
      final: {partners: 2, customers: 2},
      facts: [
        "customers",
        "customer_id, name",
        [
          ["C1", "C1"],
          ["C9", "C9"]
        ]
      ]
    }
  },
  {
    name: "a deal may have no partner",
    drops: [{[june]: deals({partner_id: ""})}],
    wanted: {outcome: "accept", accepted: 1, facts: ["deals", "deal_id, partner_id", [["D1", null]]]}
  },
  {
    name: "two partners on a deal are two records, the same one twice is one",
    drops: [{[june]: deals({}), "deal_partners_2026-06-01.csv": "deal_id,partner_id\nD1,P1\nD1,P2\nD1,P2\n"}],
    wanted: {outcome: "accept", accepted: 2, deduplicated: 1, final: {deal_partners: 2}}
  },
  {
    name: "a partner's key can't be made to look like two columns",
    drops: [
      {
        "partners_2026-06-01.csv": "partner_id,name\nP1,One\n1|P1,Bar\n",
        [june]: deals({deal_id: "D"}, {deal_id: "D|1"}),
        "deal_partners_2026-06-01.csv": "deal_id,partner_id,role\nD|1,P1,a\nD,1|P1,b\n"
      }
    ],
    wanted: {outcome: "accept", accepted: 2, quarantined: 0, final: {deal_partners: 2}}
  },
  {
    name: "a record that a later drop lacks stays, with a warning",
    drops: [{[may]: list(3)}, {[june]: list(2)}],
    wanted: {outcome: "accept", deduplicated: 2, warn: "missing_row", final: {deals: 3}}
  },
  {
    name: "a record that a later snapshot lacks is gone",
    drops: [{"crew_2026-05-01.csv": snapshot("1", "2", "3")}, {"crew_2026-06-01.csv": snapshot("1", "2")}],
    wanted: {outcome: "accept", deduplicated: 2, facts: ["people", "person_id", [["1"], ["2"]]]}
  },
  {
    name: "an older snapshot that comes late takes nothing away",
    drops: [{"crew_2026-06-01.csv": snapshot("1", "2")}, {"crew_2026-05-01.csv": snapshot("3")}],
    wanted: {outcome: "accept", superseded: 1, facts: ["people", "person_id", [["1"], ["2"]]]}
  },
  {
    name: "a drop of less than half the records is held until somebody confirms it",
    drops: [{[may]: list(100)}, {[june]: list(49)}],
    wanted: {outcome: "hold", reason: "volume", accepted: 0, says: `--accept-volume ${june}`, final: {deals: 100}}
  },
  {
    name: "a small drop that somebody confirms is taken",
    drops: [{[may]: list(100)}, {[june]: list(49, () => ({amount: "1"}))}],
    options: {acceptVolume: [june]},
    wanted: {outcome: "accept", accepted: 49, final: {deals: 100}}
  },
  {
    name: "half the records are enough",
    drops: [{[may]: list(100)}, {[june]: list(50)}],
    wanted: {outcome: "accept", deduplicated: 50, final: {deals: 100}}
  },
  {
    name: "below a hundred records no drop is held",
    drops: [{[may]: list(99)}, {[june]: list(1)}],
    wanted: {outcome: "accept", deduplicated: 1, final: {deals: 99}}
  },
  {
    name: "the parts of a drop count together",
    drops: [
      {[may]: list(100)},
      {"deals.2026-06-01.part1.csv": list(30), "deals.2026-06-01.part2.csv": list(60).replaceAll("\nD", "\nE")}
    ],
    wanted: {outcome: "accept", accepted: 60, final: {deals: 160}}
  },
  {
    name: "more than a fifth of bad records refuses the file",
    drops: [{[june]: list(10, (i) => (i < 3 ? {amount: "x"} : {}))}],
    wanted: {outcome: "refuse", reason: "too_many_bad_rows", accepted: 0, says: "3 of 10", final: {deals: 0}}
  },
  {
    name: "a fifth of bad records does not refuse the file",
    drops: [{[june]: list(10, (i) => (i < 2 ? {amount: "x"} : {}))}],
    wanted: {outcome: "accept", accepted: 8, quarantined: 2, reason: "amount"}
  },
  {
    name: "the share of bad records is a setting",
    drops: [{[june]: list(10, (i) => (i < 3 ? {amount: "x"} : {}))}],
    options: {settings: {bad_rows_share: 0.5}},
    wanted: {outcome: "accept", accepted: 7, quarantined: 3}
  },
  {
    name: "a refused file stands in nobody's way",
    drops: [{[may]: list(2), [june]: list(10, () => ({amount: "x"}))}],
    file: may,
    wanted: {outcome: "accept", accepted: 2, final: {deals: 2}}
  },
  {
    name: "a refused file clears no quarantine and supersedes nothing",
    drops: [
      {[may]: deals({deal_id: "D0", amount: "x"}, {deal_id: "D9"})},
      {[june]: list(10, (i) => (i > 6 ? {amount: "x"} : {amount: "2"}))}
    ],
    file: may,
    wanted: {outcome: "accept", accepted: 1, quarantined: 1, superseded: 0, facts: amounts(["D9", "100"])}
  },
  {
    name: "a drop from the future is refused",
    drops: [{"deals_2026-07-01.csv": list(2)}],
    wanted: {outcome: "refuse", reason: "future_drop", final: {deals: 0}}
  },
  {
    name: "a drop's date comes from its name first, then from its folder",
    drops: [{[`2026-05-01/deals.csv`]: at("1"), [`2026-01-01/${june}`]: at("2")}],
    file: `2026-01-01/${june}`,
    wanted: {outcome: "accept", accepted: 1, facts: amounts(["D1", "2"])}
  },
  {
    name: "a name without a date is of the day on which it was first received",
    drops: [{[may]: at("1"), "deals.csv": at("2")}],
    file: "deals.csv",
    options: {today: "2026-06-15"},
    wanted: {outcome: "accept", accepted: 1, facts: amounts(["D1", "2"])}
  }
]);

const ticket = (row: string) => ({
  "tickets_2026-06-01.csv": `ticket_id,owner,opened_on,due_on,resolved_on\n${row}\nT9,us,2026-01-01,,\n`
});
const rule = (name: string, row: Record<string, string>, reason?: string): Case => ({
  name,
  drops: [{[june]: deals({}, {deal_id: "D2", ...row})}],
  wanted: reason
    ? {outcome: "accept", accepted: 1, quarantined: 1, reason, facts: ["deals", "deal_id", [["D1"]]]}
    : {outcome: "accept", accepted: 2, quarantined: 0}
});

export const rules = group("rules", [
  rule("closed before opened is date_order", {status: "won", closed_on: "2026-01-01"}, "date_order"),
  rule("closed on the day of opening is fine", {status: "won", closed_on: "2026-01-02"}),
  rule("won without closed_on is state", {status: "won"}, "state"),
  rule("lost without closed_on is state", {status: "lost"}, "state"),
  rule("open with closed_on is state", {closed_on: "2026-02-01"}, "state"),
  rule("the day after as_of is fine", {status: "lost", closed_on: "2026-07-01"}),
  rule("two days after as_of is future_date", {status: "lost", closed_on: "2026-07-02"}, "future_date"),
  rule("a currency that nobody knows is no reason to guess", {currency: "ZZZ"}, "currency"),
  {
    name: "resolved before opened is date_order",
    drops: [ticket("T1,us,2026-01-05,,2026-01-04")],
    wanted: {outcome: "accept", accepted: 1, quarantined: 1, reason: "date_order"}
  },
  {
    name: "a ticket may be due in the future",
    drops: [ticket("T1,us,2026-01-05,2027-01-01,")],
    wanted: {outcome: "accept", accepted: 2}
  },
  {
    name: "a ticket that is resolved after as_of is future_date",
    drops: [ticket("T1,us,2026-01-05,,2026-07-02")],
    wanted: {outcome: "accept", accepted: 1, quarantined: 1, reason: "future_date"}
  },
  {
    name: "a rate is above zero, and its month is a month",
    drops: [
      {"rates_2026-06-01.csv": "month,currency,per_unit\n2026-05,USD,0.9\n2026-05-01,GBP,1.1\n2026-13,USD,1\n2026-06,USD,0\n"}
    ],
    wanted: {
      outcome: "accept",
      accepted: 2,
      quarantined: 2,
      facts: [
        "rates",
        "currency, month",
        [
          ["GBP", "2026-05-01"],
          ["USD", "2026-05-01"]
        ]
      ]
    }
  }
]);
