import type {Case, File, Kind, Partner} from "../contract/index.js";
import {isStanding} from "../copy/attention.js";
import {isRated} from "../copy/derive.js";
import {pageName} from "../shared/address.js";
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
  notes: File<"partner_notes">;
  attention: File<"attention">;
  changes: File<"changes">;
  revenue: File<"partner_revenue">;
}

/** The months whose scores are told one against another: none of a partner that has too little data to rate, as its words have it. */
export const comparedMonths = <M>(row: Pick<Partner, "grade">, months: readonly M[]): readonly M[] =>
  isRated(row) ? months : [];

/** Rows by the partner that they belong to. */
function byPartner<R extends {id: string}>(rows: R[]): (id: string) => R[] {
  const groups = new Map<string, R[]>();
  for (const row of rows) (groups.get(row.id) ?? groups.set(row.id, []).get(row.id)!).push(row);
  return (id) => groups.get(id) ?? [];
}

/**
 * The rows of each file that belong to one partner, found by the name of its page. Every file is gone through once, whatever the number of
 * partners that are asked for.
 * @returns null for a name that no partner's page has
 */
export function storiesIn(sources: Sources) {
  const {published, people} = sources;
  const partners = new Map(rowsOf(published.partners).map((row): [string, Partner] => [pageName(row.id), row]));
  const kinds = byPartner(rowsOf(sources.kinds.kinds));
  const history = byPartner(rowsOf(sources.history.history));
  const leads = byPartner(rowsOf(sources.exchange.months));
  const outcomes = byPartner(rowsOf(sources.outcomes.quarters));
  const [pairs, led, without] = [
    byPartner(rowsOf(people.pairs)),
    byPartner(rowsOf(people.led)),
    byPartner(rowsOf(people.without))
  ];
  const excluded = byPartner(rowsOf(published.excluded));
  const quarters = byPartner(rowsOf(sources.revenue.quarters));
  const [pipeline, forecasts] = [byPartner(rowsOf(sources.revenue.pipeline)), byPartner(rowsOf(sources.revenue.forecasts))];
  const cases = casesIn(sources.attention);
  const others = othersOfGroup([...partners.values()]);
  const notes = byPartner(rowsOf(sources.notes.notes));
  const pace = byPartner(rowsOf(published.pace));
  const moved = movesIn(sources.changes);
  const usual = new Map<Kind | "all", number | null>([
    ["all", published.average],
    ...sources.kinds.usual.map((u): [Kind, number | null] => [u.kind, u.base_rate])
  ]);
  const steps = (id: string, kind: Kind): Step[] =>
    outcomes(id)
      .filter((q) => q.kind === kind)
      .map((q) => ({date: q.quarter, up: q.kept, down: q.broken}));
  return (name: string) => {
    const row = partners.get(name);
    if (!row) return null;
    const {id} = row;
    const months = monthsOf(sources.history, history(id)[0]);
    return {
      row,
      usual,
      kinds: kinds(id),
      months,
      compared: comparedMonths(row, months),
      leads: leads(id).map((m): Step => ({date: m.month, up: m.received, down: m.given})),
      deals: steps(id, "deal"),
      tickets: steps(id, "ticket"),
      pairs: pairs(id),
      led: led(id)[0],
      without: without(id)[0],
      excluded: excluded(id),
      cases: cases(id),
      groupCases: others(row).flatMap((other) => cases(other).filter(isStanding)),
      notes: notes(id),
      pace: pace(id),
      moved: moved(id),
      quarters: quarters(id).map((d) => ({...d, ends_on: d.starts_on, deals: 0})),
      open: pipeline(id)[0],
      forecast: forecasts(id)[0],
      past: sources.revenue.past[0]
    };
  };
}

/** The others of a partner's group, by id: those with the same parent, which need be no partner, and the parent. */
export function othersOfGroup(partners: readonly Pick<Partner, "id" | "parent_id">[]) {
  const groupOf = ({id, parent_id: parent}: Pick<Partner, "id" | "parent_id">) => parent ?? id;
  const groups = new Map<string, string[]>();
  for (const row of partners) {
    const group = groupOf(row);
    (groups.get(group) ?? groups.set(group, []).get(group)!).push(row.id);
  }
  return (row: Pick<Partner, "id" | "parent_id">): string[] => (groups.get(groupOf(row)) ?? []).filter((id) => id !== row.id);
}

/** The cases of one partner, found by its id. */
function casesIn({cases}: Sources["attention"]): (id: string) => Case[] {
  const groups = new Map<string, Case[]>();
  for (const c of cases) if (c.partner !== null) (groups.get(c.partner) ?? groups.set(c.partner, []).get(c.partner)!).push(c);
  return (id) => groups.get(id) ?? [];
}

/** The score now beside those of the drop before and of the publication before, with what made the difference. */
function movesIn(changes: Sources["changes"]) {
  const {published} = changes;
  const before = byPartner(rowsOf(changes.scores));
  const moves = published ? byPartner(rowsOf(published.scores)) : () => [];
  return (id: string) => {
    const [then] = before(id);
    const [move] = moves(id);
    return {
      drop: changes.drop !== null && then ? {day: changes.drop, score: then.score} : null,
      published: published && move ? {day: published.as_of, ...move} : null
    };
  };
}

/** The day n months before another, first of its month. */
export function monthsBefore(day: string, months: number): string {
  const [y, m] = day.split("-").map(Number) as [number, number];
  const at = y * 12 + m - 1 - months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`;
}
