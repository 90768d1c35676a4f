import type {Alert, Answer, Change, Sentence} from "../../../src/contract/index.ts";
import {
  capital,
  counted,
  decimal,
  gradeNames,
  longDate,
  money,
  monthYear,
  plural,
  whole,
  withRange
} from "../../../src/shared/format.ts";
import type {AlertRow} from "../../history/publication.ts";
import {previousQuarter} from "../derive.ts";
import type {Portfolio} from "../portfolio.ts";
import type {PartnerRow} from "../portfolio.ts";
import {nothing, partner, say} from "../say.ts";
import {alertWords, sizeText} from "./alertWords.ts";

/** Of one kind at most so many are shown on the overview beside its alarms, and so many alerts in all. */
const ofKind = 2;
const shown = 10;

/** Every alert of now, what is most at stake first, and after them those resolved since the publication before. */
export function allAlerts(p: Portfolio): Alert[] {
  const {now, before} = p.history;
  const known = new Set(before?.alerts.map((row) => row.alert_id));
  const still = new Set(now.alerts.map((row) => row.alert_id));
  const gone = (before?.alerts ?? []).filter((row) => !still.has(row.alert_id));
  return [
    ...now.alerts.map((row) => alertOf(row, known.has(row.alert_id) ? "continuing" : "new", p)),
    ...gone.map((row) => alertOf(row, "resolved", p))
  ];
}

const alertOf = (row: AlertRow, status: Alert["status"], p: Portfolio): Alert => ({
  id: row.alert_id,
  kind: row.kind,
  status,
  partner: row.partner_id,
  level: row.level,
  ...alertWords(row, p),
  since: row.since,
  size: sizeText(row, p.about.currency),
  stake: row.at_stake
});

/** Those that stand on the overview: all alarms and of every kind the weightiest few, by what is at stake. */
export function alerts(p: Portfolio): Alert[] {
  const watches = new Map<string, number>();
  const few = allAlerts(p).filter((alert) => {
    if (alert.status === "resolved") return false;
    if (alert.level === "alarm") return true;
    const n = (watches.get(alert.kind) ?? 0) + 1;
    watches.set(alert.kind, n);
    return n <= ofKind;
  });
  const kept = new Set([...few.filter((a) => a.level === "alarm"), ...few.filter((a) => a.level === "watch")].slice(0, shown));
  return few.filter((a) => kept.has(a));
}

export function alertsAnswer(p: Portfolio, list: Alert[]): Answer {
  const alarms = list.filter((a) => a.level === "alarm").length;
  const watches = list.length - alarms;
  const both = [alarms ? counted(alarms, "alarm") : "", watches ? counted(watches, "watch", "watches") : ""]
    .filter(Boolean)
    .join(" and ");
  return {
    question: "What needs attention now?",
    finding: list.length ? say`${capital(both)}, by what is at stake` : say`Nothing needs attention now`,
    paragraphs: [],
    way:
      p.history.now.alerts.length > list.length
        ? {to: "./alerts", label: `All ${whole(p.history.now.alerts.length)} alerts`}
        : null
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
  (["trusted", "at_risk"].some((grade) => grade === row.grade || grade === row.grade_before) ? 1 : 0) + (row.share ?? 0);

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
    way: {to: "./changes", label: "Every headline, and why it moved"}
  };
}
