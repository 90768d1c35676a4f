import {lossDistribution, lossMass, type LossMass, type Shrinkages} from "../shared/lossDistribution.js";

/** A partner, a customer or a rep that can be taken away: what it brings, and the probability of no deal in a year, null where that is not known. */
export interface Removable {
  id: string;
  name: string;
  revenue: number;
  share: number | null;
  p_silent: number | null;
  /** Its third of partners by revenue, 1 the largest; none for those without a known shrinkage. */
  third?: number;
}

/** Those of one kind that can be taken away. */
export interface Removables {
  of: "partner" | "customer" | "rep";
  /** All there are, also those without revenue. */
  count: number;
  rows: readonly Removable[];
  /** What those of each third may lose in a year in which they stay. */
  shrinkage?: Shrinkages;
}

/** Who is taken away, and chances of leaving that the reader sets, by id. */
export interface Scenario {
  gone: ReadonlySet<string>;
  chances: ReadonlyMap<string, number>;
}
type Row = Removable;

export interface Outcome {
  /** Revenue that is left, and the share that goes immediately. */
  left: number;
  lost: number;
  effective_n: number | null;
  count: number;
  largest: Row | null;
  /** null where nothing tells how likely a loss is. */
  expected: number | null;
  bad_year: number | null;
  /** Empty where nothing tells: a curve of chances of 0 would say that nothing can be lost. */
  curve: {share_lost: number; probability: number}[];
}

/** The losses of those that a scenario leaves as they are, by those that it changes: kept, as a slider asks for the same ones again and again. */
export type Unchanged = Map<string, LossMass | null>;
const keptAtMost = 16;

function lossesOf(rows: readonly Row[], {gone, chances}: Scenario, shrinkage: Shrinkages, kept: Unchanged) {
  const values = rows.map((row) => row.revenue);
  const staying = rows.map((row) => (row.third === undefined ? [] : (shrinkage[row.third - 1] ?? [])));
  const isChanged = (row: Row) => gone.has(row.id) || chances.has(row.id);
  const those = (changed: boolean) => rows.flatMap((row, i) => (isChanged(row) === changed ? [i] : []));
  const key = those(true).join();
  if (!kept.has(key)) {
    if (kept.size >= keptAtMost) kept.clear();
    const today = rows.map((row) => row.p_silent ?? 0);
    kept.set(key, lossMass(values, today, staying, {only: those(false)}));
  }
  const chance = rows.map((row) => (gone.has(row.id) ? 1 : (chances.get(row.id) ?? row.p_silent ?? 0)));
  const on = kept.get(key) ?? null;
  return lossDistribution(values, chance, staying, on && lossMass(values, chance, staying, {only: those(true), on}));
}

/** Whether anything tells how much a year may lose. */
const isTold = (rows: readonly Row[], shrinkage: Shrinkages): boolean =>
  rows.some((row) => row.p_silent !== null) || shrinkage.some((third) => third.some((lost) => lost > 0));

/**
 * What becomes of revenue: those gone are lost for certain, the rest each with its chance. Losses are shares of today's revenue.
 * @param kept what was found for earlier scenarios of the same rows
 */
export function outcomeOf(
  rows: readonly Row[],
  scenario: Scenario,
  shrinkage: Shrinkages = [],
  kept: Unchanged = new Map()
): Outcome {
  const {gone} = scenario;
  const total = rows.reduce((sum, row) => sum + row.revenue, 0);
  const rest = rows.filter((row) => !gone.has(row.id));
  const left = rest.reduce((sum, row) => sum + row.revenue, 0);
  const squares = rest.reduce((sum, row) => sum + row.revenue ** 2, 0);
  const loss = lossesOf(rows, scenario, shrinkage, kept);
  const unknown = total <= 0 || !(isTold(rows, shrinkage) || scenario.gone.size + scenario.chances.size);
  return {
    left,
    lost: total > 0 ? 1 - left / total : 0,
    effective_n: squares > 0 ? left ** 2 / squares : null,
    count: rest.length,
    largest: rest.reduce<Row | null>((a, b) => (a === null || b.revenue > a.revenue ? b : a), null),
    expected: unknown ? null : loss.expectedLoss / total,
    bad_year: loss.var95 === null || unknown ? null : Math.min(1, loss.var95 / total),
    curve: unknown ? [] : loss.curve.map(({shareLost, probability}) => ({share_lost: shareLost, probability}))
  };
}

/** The scenario that an address holds: ?gone=a&gone=b&chance=c:40, ids that are not among the rows left out. */
export function readScenario(search: string, rows: readonly Row[]): Scenario {
  const known = new Set(rows.map((row) => row.id));
  const query = new URLSearchParams(search);
  const chances = query.getAll("chance").flatMap((text): [string, number][] => {
    const at = text.lastIndexOf(":");
    const points = Number(text.slice(at + 1));
    return at > 0 && points >= 0 && points <= 100 ? [[text.slice(0, at), points / 100]] : [];
  });
  return {
    gone: new Set(query.getAll("gone").filter((id) => known.has(id))),
    chances: new Map(chances.filter(([id]) => known.has(id)))
  };
}

/** How many an address takes away, or gives another chance, that are not among the rows. */
export function unknownIn(search: string, rows: readonly Row[]): number {
  const query = new URLSearchParams(search);
  const changed = query.getAll("chance").map((text) => text.slice(0, Math.max(0, text.lastIndexOf(":"))));
  const known = new Set(rows.map((row) => row.id));
  return new Set([...query.getAll("gone"), ...changed].filter((id) => id && !known.has(id))).size;
}

/**
 * The address's query for a scenario; "" for today's. `of` says whose ids they are, unless they are partners'.
 * @param search the query as it was: what it says of other things, such as which partners are listed, stays
 */
export function writeScenario({gone, chances}: Scenario, of = "partner", search = ""): string {
  const query = new URLSearchParams(search);
  for (const name of ["of", "gone", "chance"]) query.delete(name);
  if (of !== "partner") query.set("of", of);
  for (const id of gone) query.append("gone", id);
  for (const [id, chance] of chances) query.append("chance", `${id}:${Math.round(chance * 100)}`);
  const text = query.toString();
  return text ? `?${text}` : "";
}
