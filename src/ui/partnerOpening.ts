import type {About, Partner, Sentence} from "../contract/index.js";
import {gradeNames, money, monthYear, percent, period, plural} from "../shared/format.js";

/* How the page of one partner opens: the verdict, the facts, the numbers. */

/** The one sentence under the name. */
export function verdict(row: Partner): string {
  if (row.grade === "not_rated") return "It is not rated: nothing that is recorded tells partners apart.";
  if (row.grade === null || row.grade === "unproven")
    return row.started_on
      ? `Too little is recorded since ${monthYear(row.started_on)} to judge it.`
      : "Too little is recorded to judge it.";
  const keeps = {
    trusted: "It keeps its promises",
    candidate: "It seems to keep its promises a little better than most",
    below_typical: "It keeps its promises about as often as most",
    at_risk: "It breaks more promises than most"
  }[row.grade];
  const good = row.grade === "trusted" || row.grade === "candidate";
  if (row.quiet !== "none")
    return `${keeps}${good ? ", but" : ", and"} its leads ${row.quiet_recent === 0 ? "have stopped" : "are drying up"}.`;
  if (row.verdict === "they_owe") return `${keeps}${good ? ", but" : ", and"} it takes more than it gives.`;
  if (row.ignored) return `${keeps}${good ? ", but" : ", and"} it has not heard from us.`;
  if (row.verdict === "we_owe") return `${keeps}, and it gives more than we do.`;
  return `${keeps}.`;
}

/** Where, which tier, since when, who looks after it. */
export const facts = (row: Partner): string =>
  [
    row.region,
    row.tier,
    row.kind,
    row.parent ? `part of ${row.parent}` : null,
    row.started_on ? `partner since ${monthYear(row.started_on)}` : null,
    row.manager ? `looked after by ${row.manager}` : null
  ]
    .filter((text) => text !== null)
    .join(" · ");

interface Figure {
  value: string;
  unit: string;
  note: Sentence;
  term?: string;
}

/** The numbers under the verdict. */
export function figures(row: Partner, about: About): Figure[] {
  const {referrals, tickets, activities} = about.recorded;
  const trust: Figure =
    row.score === null || row.grade === "unproven" || row.grade === "not_rated"
      ? {value: "–", unit: "", note: ["trust: not enough to say"]}
      : {
          value: String(Math.round(row.score)),
          unit: `(${Math.round(row.lower ?? 0)} to ${Math.round(row.upper ?? 0)})`,
          note: [
            `trust; ${row.grade === null ? "" : gradeNames[row.grade]}${row.grade_before ? `, was ${gradeNames[row.grade_before]}` : ""}`
          ]
        };
  const leads: Figure = referrals
    ? {value: `${row.received} : ${row.given}`, unit: "", note: [`leads received and given in ${period(about.window_days)}`]}
    : {value: "–", unit: "", note: ["leads are not recorded"]};
  const revenue: Figure = {
    value: money(row.revenue, about.currency),
    unit: row.share === null ? "" : percent(row.share),
    note: [
      row.rank === null || row.revenue <= 0 ? "of partner revenue" : `of partner revenue; no. ${row.rank} of ${about.partners}`
    ]
  };
  const hours: Figure =
    tickets || activities
      ? {
          value: percent(row.service_share),
          unit: "of hours",
          note: [
            row.served === "over"
              ? "more than twice its share of revenue"
              : row.served === "under"
                ? "less than half of its share of revenue"
                : "in keeping with its share of revenue"
          ]
        }
      : {value: "–", unit: "", note: ["our time is not recorded"]};
  return [
    {...trust, term: "Score"},
    {...leads, term: "Leads exchanged"},
    {...revenue, term: "Revenue"},
    {...hours, term: "Of our hours"},
    {...nextStep(row), term: "Next grade"}
  ];
}

function nextStep(row: Partner): Figure {
  if (row.grade === "trusted") return {value: "trusted", unit: "", note: ["as it is"]};
  const deals = row.to_next_deals;
  if (row.next_grade === null || deals === null)
    return {value: "–", unit: "", note: ["no number of won deals reaches the next grade"]};
  return {
    value: String(deals),
    unit: "more",
    note: [`won ${plural(deals, "deal")} to ${gradeNames[row.next_grade]}`]
  };
}
