import {toNextGrade} from "./nextGrade.js";
import type {About, Answer, File, Partner, RowOf, Sentence} from "../contract/index.js";
import {
  capital,
  counted,
  decimal,
  gradeNames,
  inWords,
  money,
  monthYear,
  percent,
  period,
  plural,
  shortDate,
  withRange
} from "../shared/format.js";

/* What the page of one partner says, each from its figures by a rule with a fallback. */

type Kind = RowOf<File<"partner_kinds">["kinds"]>;
type Led = RowOf<File<"partner_people">["led"]>;

const answer = (question: string, finding: string, ...paragraphs: (string | Sentence | null)[]): Answer => ({
  question,
  finding: [finding],
  paragraphs: paragraphs.filter((p) => p !== null && p !== "").map((p) => (typeof p === "string" ? [p] : p!)),
  way: null
});

export function trustWords(row: Partner, kinds: readonly Kind[], usual: number | null): Answer {
  const question = "Can we trust it?";
  const made = kinds.reduce((sum, k) => sum + k.n, 0);
  if (row.score === null || row.grade === "unproven" || row.grade === null)
    return answer(
      question,
      "Not enough to say",
      made > 0
        ? `Only ${counted(Math.round(made), "dealing")} ${plural(Math.round(made), "is", "are")} recorded; its range is as wide as that allows.`
        : "No dealing of the last three years is recorded."
    );
  const above =
    usual !== null && row.lower !== null && row.lower > usual
      ? "Better than typical"
      : usual !== null && row.upper !== null && row.upper < usual
        ? "Worse than typical"
        : usual !== null && row.score > usual
          ? "A little better than typical, not surely"
          : "No better than typical, as far as we can tell";
  const ordered = [...kinds].filter((k) => k.mean !== null && k.n >= 3);
  const list = ordered.map(
    (k) =>
      ({
        deal: `${decimal(k.kept)} of ${decimal(k.n)} deals won`,
        referral: `${decimal(k.kept)} of ${decimal(k.n)} leads accepted`,
        ticket: `${decimal(k.kept)} of ${decimal(k.n)} tickets in time`
      })[k.kind]
  );
  return answer(
    question,
    above,
    [
      `The next dealing goes well `,
      {strong: withRange(row.score, row.lower ?? 0, row.upper ?? 0)},
      ` times in 100${usual === null ? "" : `; typical is ${Math.round(usual)}`}.`
    ],
    list.length ? `${capital(list.join(", "))}.` : null
  );
}

export function historyWords(row: Partner, scores: readonly (number | null)[], months: readonly string[]): Answer {
  const question = "Which way is it going?";
  const first = scores.findIndex((s) => s !== null);
  const then = scores[first];
  if (then === null || then === undefined || first >= scores.length - 1 || row.score === null)
    return answer(question, "There is no history yet to compare with");
  const change = row.score - then;
  const within = row.lower !== null && row.upper !== null && then >= row.lower && then <= row.upper;
  const way =
    Math.abs(change) < 1
      ? "As it was"
      : `${change > 0 ? "Up" : "Down"} ${inWords(Math.round(Math.abs(change)))} ${plural(Math.round(Math.abs(change)), "point")}`;
  return answer(
    question,
    `${way} since ${monthYear(months[first]!)}${Math.abs(change) >= 1 && within ? ", within its range" : ""}`,
    row.grade_before && row.grade
      ? `It was ${gradeNames[row.grade_before]} at the last quarter’s end and is ${gradeNames[row.grade]} now.`
      : null
  );
}

export function exchangeWords(row: Partner, about: About): Answer {
  const question = "Do we give as we get?";
  if (!about.recorded.referrals) return answer(question, "Leads are not recorded");
  const finding = {
    we_owe: "They bring more: we owe them",
    they_owe: "We give more: they owe us",
    balanced: "Balanced over the year",
    too_few_to_say: "Too few leads to say",
    no_exchange: "No lead went either way this year"
  }[row.verdict];
  const quiet =
    row.quiet === "none" || row.quiet_window_days === null
      ? null
      : `In ${row.quiet_window_days} days we would expect ${decimal(row.quiet_expected ?? 0)} ${plural(Math.round(row.quiet_expected ?? 0), "lead")}; ${row.quiet_recent === 0 ? "none" : inWords(row.quiet_recent ?? 0)} came.`;
  return answer(
    question,
    finding,
    [
      {strong: String(row.received)},
      ` ${plural(row.received, "lead")} came and `,
      {strong: String(row.given)},
      ` went in ${period(about.window_days)}.`
    ],
    quiet
  );
}

export function dealWords(deals: Kind | undefined, led: Led | undefined): Answer {
  const question = "How do deals go?";
  if (!deals || deals.n === 0) return answer(question, "No deal of the last three years is closed");
  const won = `${decimal(deals.kept)} of ${decimal(deals.n)} won`;
  if (!led || led.recorded === 0)
    return answer(
      question,
      capital(won),
      deals.n % 1 ? "A deal shared by several partners counts in parts." : null,
      "Who led the deals is not recorded."
    );
  return answer(
    question,
    led.misled ? `${capital(won)}; ${inWords(led.misled)} led by the wrong side` : capital(won),
    `Where the side with the relationship led, ${led.aligned_won} of ${led.aligned} were won${led.misled ? `; where neither the finder nor the one with the relationship led, ${led.misled_won} of ${led.misled}` : ""}.`
  );
}

export function serviceWords(row: Partner, tickets: Kind | undefined, about: About): Answer {
  const question = "Is service good, and fair?";
  if (!about.recorded.tickets && !about.recorded.activities) return answer(question, "Service is not recorded");
  const good =
    !tickets || tickets.n === 0
      ? "No ticket of its own in three years"
      : `${decimal(tickets.kept)} of ${decimal(tickets.n)} tickets kept in time`;
  const contact = !about.recorded.activities
    ? null
    : row.last_contact_on === null
      ? "No call or visit is recorded."
      : `We last spoke on ${shortDate(row.last_contact_on)}, ${row.days_since_contact === 0 ? "today" : `${counted(row.days_since_contact ?? 0, "day")} ago`}.`;
  return answer(
    question,
    good,
    `It gets ${percent(row.service_share)} of our hours and brings ${percent(row.share)} of partner revenue.`,
    contact
  );
}

export function lossWords(row: Partner, currency: string | null): Answer {
  const question = "What would its loss cost?";
  if (row.revenue <= 0) return {...answer(question, "Nothing now: it brought no revenue in the window"), way: null};
  return {
    ...answer(
      question,
      `${money(row.revenue, currency)} a year`,
      row.p_silent === null
        ? null
        : [
            "Going by its deals alone, a year of silence has a chance of ",
            {strong: percent(row.p_silent)},
            `${row.quiet !== "none" ? "; that figure does not know that its leads are drying up" : ""}.`
          ]
    ),
    way: {to: `./concentration?gone=${encodeURIComponent(row.id)}`, label: "Try it on the concentration page"}
  };
}

export function nextWords(row: Partner): Answer {
  const question = "What would lift its grade?";
  if (row.grade === "trusted")
    return answer(
      question,
      "Nothing more: it is trusted",
      "It stays so while outcomes stay good; what is a year old counts half."
    );
  if (row.next_grade === null)
    return answer(
      question,
      "It is not rated",
      "Nothing that is recorded tells partners apart: deliver lost deals, referrals or tickets, too."
    );
  const ways = toNextGrade(row);
  const grade = gradeNames[row.next_grade];
  return ways === null
    ? answer(question, `More than 100 good outcomes of one kind to “${grade}”`, "That is out of reach for now.")
    : answer(question, `${capital(ways)} to “${grade}”`, "Each counts alone, today, with everything else as it is.");
}

/** The gap in the leads, as the picture shows it; null where they come as expected. */
export function missing(row: Partner, asOf: string): {from: string; text: string} | null {
  if (row.quiet === "none" || row.quiet_window_days === null) return null;
  const from = new Date(Date.parse(asOf) - row.quiet_window_days * 864e5).toISOString().slice(0, 10);
  const came = row.quiet_recent === 0 ? "none came" : `${inWords(row.quiet_recent ?? 0)} came`;
  return {from, text: `${decimal(row.quiet_expected ?? 0)} expected in ${row.quiet_window_days} days, ${came}`};
}
