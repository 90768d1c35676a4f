import type {File, Kind, Partner} from "../contract/index.js";
import {monthsOf} from "../charts/scoreHistory.js";
import {rowsOf} from "../shared/rows.js";
import type {Step} from "../charts/upDownBars.js";

export interface Sources {
  published: File<"partners">;
  kinds: File<"partner_kinds">;
  history: File<"partner_history">;
  exchange: File<"partner_exchange">;
  outcomes: File<"partner_outcomes">;
  people: File<"partner_people">;
  alerts: File<"alerts">;
  changes: File<"changes">;
}

/** The rows of each file that belong to one partner. */
export function storyOf(id: string | null, sources: Sources) {
  const row = rowsOf(sources.published.partners).find((r): r is Partner => r.id === id);
  if (!row) return null;
  const own = <R extends {id: string}>(rows: R[]) => rows.filter((r) => r.id === id);
  const outcomes = own(rowsOf(sources.outcomes.quarters));
  const steps = (kind: Kind): Step[] =>
    outcomes.filter((q) => q.kind === kind).map((q) => ({date: q.quarter, up: q.kept, down: q.broken}));
  const usual = new Map<Kind | "all", number | null>([
    ["all", sources.published.typical],
    ...sources.kinds.usual.map((u): [Kind, number | null] => [u.kind, u.base_rate])
  ]);
  const people = sources.people;
  return {
    row,
    usual,
    kinds: own(rowsOf(sources.kinds.kinds)),
    months: monthsOf(sources.history, own(rowsOf(sources.history.history))[0]),
    leads: own(rowsOf(sources.exchange.months)).map((m): Step => ({date: m.month, up: m.received, down: m.given})),
    deals: steps("deal"),
    tickets: steps("ticket"),
    pairs: own(rowsOf(people.pairs)),
    led: own(rowsOf(people.led))[0],
    without: own(rowsOf(people.without))[0],
    alerts: sources.alerts.alerts.filter((a) => a.partner === id),
    moved: scoreMoves(id, sources)
  };
}

/** The score now beside those of the drop before and of the publication before, with what made the difference. */
function scoreMoves(id: string | null, {changes}: Sources) {
  const before = rowsOf(changes.scores).find((row) => row.id === id);
  const published = changes.published;
  const move = published ? rowsOf(published.scores).find((row) => row.id === id) : undefined;
  return {
    drop: changes.drop !== null && before ? {day: changes.drop, score: before.score} : null,
    published: published && move ? {day: published.as_of, ...move} : null
  };
}

/** The day so many months before another, first of its month. */
export function monthsBefore(day: string, months: number): string {
  const [y, m] = day.split("-").map(Number) as [number, number];
  const at = y * 12 + m - 1 - months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`;
}
