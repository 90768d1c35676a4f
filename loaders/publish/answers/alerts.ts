import type {Alert, Answer, Change, Sentence} from "../../../src/contract.ts";
import {
  capital,
  counted,
  decimal,
  gradeNames,
  inWords,
  longDate,
  money,
  monthYear,
  percent,
  plural,
  withRange
} from "../../../src/components/format.ts";
import {previousQuarter, typical} from "../derive.ts";
import type {PartnerRow, Portfolio} from "../portfolio.ts";
import {nothing, paragraph, partner, say} from "../say.ts";

/** Of one sort of alert at most so many are shown, the weightiest first, so that none crowds out the others. */
const most = 3;
/** A partner that falls to at risk is an alarm from this share of partner revenue. */
const weighty = 0.02;

const who = (row: PartnerRow) => row.manager ?? "Whoever looks after it";
const weight = (row: PartnerRow) => row.share ?? 0;
const brings = (row: PartnerRow): Sentence =>
  weight(row) > 0 ? say`It brings ${percent(row.share)} of partner revenue.` : nothing;

const before = (day: string, days: number) => new Date(Date.parse(day) - days * 864e5).toISOString().slice(0, 10);

function quiet(p: Portfolio): [PartnerRow, Alert][] {
  return p.partners
    .filter((row) => row.quiet !== "none" && row.quiet_window_days !== null)
    .map((row) => {
      const recent = row.quiet_recent ?? 0;
      const days = row.quiet_window_days ?? 0;
      const alert: Alert = {
        level: row.quiet === "alarm" ? "alarm" : "watch",
        about: recent === 0 ? say`Leads from ${partner(row)} have stopped` : say`Leads from ${partner(row)} are drying up`,
        why: paragraph(
          say`In ${days} days we would expect ${decimal(row.quiet_expected ?? 0)} ${plural(Math.round(row.quiet_expected ?? 0), "lead")}; ${recent === 0 ? "none" : inWords(recent)} came.`,
          brings(row)
        ),
        since: before(p.about.as_of, days),
        todo: say`${who(row)}: call this week and ask what changed.`
      };
      return [row, alert];
    });
}

function fallen(p: Portfolio): [PartnerRow, Alert][] {
  const usual = typical(p);
  return p.partners
    .filter((row) => row.grade === "at_risk" && row.grade_before !== null && row.score !== null)
    .map((row) => [
      row,
      {
        level: weight(row) >= weighty ? "alarm" : "watch",
        about: say`${partner(row)} has fallen to at risk`,
        why: paragraph(
          say`The next dealing goes well ${withRange(row.score ?? 0, row.lower ?? 0, row.upper ?? 0)} times in 100${usual === null ? "" : `; typical is ${Math.round(usual)}`}.`,
          brings(row)
        ),
        since: previousQuarter(p),
        todo: say`${who(row)}: review the broken promises together before the next deal.`
      }
    ]);
}

function taking(p: Portfolio): [PartnerRow, Alert][] {
  const rows = new Map(p.partners.map((row) => [row.id, row]));
  return p.takers.flatMap((t): [PartnerRow, Alert][] => {
    const row = rows.get(t.id);
    if (!row) return [];
    const hours = row.service_share ? ` It takes ${percent(row.service_share)} of our hours.` : "";
    return [
      [
        row,
        {
          level: "watch",
          about: say`${partner(t)} takes and does not give`,
          why: say`${capital(inWords(t.given))} ${plural(t.given, "lead")} given, ${t.received === 0 ? "none" : inWords(t.received)} back.${hours}`,
          since: null,
          todo: say`${who(row)}: no new lead until one comes back; agree what each side brings.`
        }
      ]
    ];
  });
}

function forgotten(p: Portfolio): [PartnerRow, Alert][] {
  if (!p.about.recorded.activities) return [];
  return p.partners
    .filter((row) => row.ignored && (row.grade === "trusted" || row.grade === "candidate"))
    .map((row) => [
      row,
      {
        level: "watch",
        about: say`${partner(row)} is ${row.grade === "trusted" ? "trusted" : "a candidate"} and has not heard from us`,
        why: paragraph(
          row.days_since_contact === null
            ? say`No contact is recorded at all.`
            : say`No contact in ${row.days_since_contact} days.`,
          brings(row)
        ),
        since: row.last_contact_on,
        todo: say`${who(row)}: thank them, and bring something.`
      }
    ]);
}

const sorts = (p: Portfolio) => [quiet(p), fallen(p), taking(p), forgotten(p)];
const rank = ([row, alert]: [PartnerRow, Alert]) => (alert.level === "alarm" ? 1e6 : 0) + weight(row);
const ranked = (list: [PartnerRow, Alert][]) => [...list].sort((a, b) => rank(b) - rank(a));

/** What needs attention now, alarms first, then by revenue. */
export function alerts(p: Portfolio): Alert[] {
  const few = sorts(p).flatMap((sort) => {
    const watches = sort.filter(([, a]) => a.level === "watch");
    return [...sort.filter(([, a]) => a.level === "alarm"), ...watches.slice(0, most)];
  });
  return ranked(few).map(([, alert]) => alert);
}

/** Every alert with its partner. */
export const allAlerts = (p: Portfolio): {id: string; alert: Alert}[] =>
  ranked(sorts(p).flat()).map(([row, alert]) => ({id: row.id, alert}));

export function alertsAnswer(p: Portfolio, list: Alert[]): Answer {
  const alarms = list.filter((a) => a.level === "alarm").length;
  const watches = list.length - alarms;
  const both = [alarms ? counted(alarms, "alarm") : "", watches ? counted(watches, "watch", "watches") : ""]
    .filter(Boolean)
    .join(" and ");
  return {
    question: "What needs attention now?",
    finding: list.length ? say`${capital(both)}, the most urgent first` : say`Nothing needs attention now`,
    paragraphs: [],
    way: null
  };
}

/** How many watches would be false by chance. */
export function falseWatches(p: Portfolio): Sentence {
  const tested = p.partners.filter((row) => row.p_quiet !== null).length;
  if (!tested) return nothing;
  return say`${capital(counted(tested, "partner"))} ${plural(tested, "was", "were")} tested for leads drying up; at this strictness about ${decimal(tested * p.settings.watch_p)} would be watched by chance alone.`;
}

/** What is different from the last quarter's end. */
export function changes(p: Portfolio): Change[] {
  const since = previousQuarter(p);
  if (since === null) return [];
  const moved = p.partners.filter((row) => row.grade_before !== null && row.grade !== null);
  return [
    ...[...moved]
      .sort((a, b) => telling(b) - telling(a))
      .slice(0, 8)
      .map((row) => ({
        what: partner(row),
        before: gradeNames[row.grade_before!],
        now: gradeNames[row.grade!],
        why: say`Now ${withRange(row.score ?? 0, row.lower ?? 0, row.upper ?? 0)} in 100.`
      })),
    ...revenueChange(p, since),
    ...p.segment_moves.slice(0, 6).map((m) => ({
      what: partner(m),
      before: m.move === "entered" ? "outside the vital few" : "vital few",
      now: m.move === "entered" ? "vital few" : "outside the vital few",
      why: say`By revenue of twelve months.`
    }))
  ];
}

/** Moves to and from the ends say most; else revenue decides. */
const telling = (row: PartnerRow): number =>
  (["trusted", "at_risk"].some((grade) => grade === row.grade || grade === row.grade_before) ? 1 : 0) + weight(row);

function revenueChange(p: Portfolio, since: string): Change[] {
  const rows = p.concentration.filter((row) => row.dimension === "partner");
  const [then, now] = [rows.find((row) => row.as_of === since), rows.find((row) => row.is_current)];
  if (!then || !now || then.total + now.total === 0) return [];
  const currency = p.about.currency;
  return [
    {
      what: say`Partner revenue, twelve months`,
      before: money(then.total, currency),
      now: money(now.total, currency),
      why: say`As if from ${decimal(then.effective_n ?? 0)} equal ${plural(Math.round(then.effective_n ?? 0), "partner")} then, ${decimal(now.effective_n ?? 0)} now.`
    }
  ];
}

export function changesAnswer(p: Portfolio, list: Change[]): Answer {
  const since = previousQuarter(p);
  const moved = p.partners.filter((row) => row.grade_before !== null && row.grade !== null).length;
  return {
    question: since === null ? "What changed?" : `What changed since ${longDate(since)}?`,
    finding:
      since === null
        ? say`There is no earlier quarter to compare with`
        : !list.length
          ? say`Nothing changed since ${monthYear(since)}`
          : moved
            ? say`${capital(counted(moved, "partner"))} changed grade`
            : say`No partner changed grade`,
    paragraphs: [],
    way: null
  };
}
