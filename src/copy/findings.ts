import type {File, Partner, RowOf} from "../contract/index.js";
import {capital, counted, decimal, inWords, listed, monthYear, percent, plural, withRange} from "../shared/format.js";
import {lorenzPoints, lowerHalf} from "../shared/lorenzPoints.js";

/* What each picture shows, as its title: made from the rows that it is drawn from. What its axes are stands in its caption. */

type Overview = File<"overview">;
type Dimension = Pick<File<"concentration">["dimensions"][number], "dimension" | "members">;

const some = (n: number): string => (n === 0 ? "none" : inWords(n));

export function trustFinding(scores: readonly number[], typical: number | null): string {
  const [low, high] = [Math.round(Math.min(...scores)), Math.round(Math.max(...scores))];
  const usual = typical === null ? "" : `; a typical partner has ${Math.round(typical)}`;
  return low === high ? `Every score is ${low} in 100${usual}` : `Scores run from ${low} to ${high} in 100${usual}`;
}

export function exchangeFinding(rows: readonly Pick<RowOf<Overview["exchange"]>, "verdict">[]): string {
  const [owe, owed] = (["they_owe", "we_owe"] as const).map((v) => rows.filter((row) => row.verdict === v).length);
  return `Of ${counted(rows.length, "partner")} that ${plural(rows.length, "exchanges", "exchange")} leads ${some(owe!)} clearly ${plural(owe!, "owes", "owe")} us, and we clearly owe ${some(owed!)}`;
}

export function sharesFinding(members: Overview["members"]): string {
  const named = members.filter((m) => m.members === 1);
  const three = named.slice(0, 3).reduce((sum, m) => sum + m.share, 0);
  const [first] = named;
  if (!first) return "";
  return `${first.name} brings ${percent(first.share)}${named.length > 3 ? `, the three largest ${percent(three)}` : ""}`;
}

export const lossFinding = (bad: number | null): string =>
  bad === null ? "Nothing is left to lose" : `One year in twenty costs ${percent(bad)} or more`;

export function paretoFinding(points: readonly RowOf<Overview["pareto"]>[], k80: number, count: number): string {
  const first = points.find((p) => p.rank === 1)?.cumulative;
  return `The first ${k80 === 1 ? "one" : k80} of ${count} ${plural(k80, "brings", "bring")} 80\u202f%${k80 > 1 && first ? `, the largest alone ${percent(first)}` : ""}`;
}

export function weighedFinding(rows: Overview["weighed"]): string {
  const times = (row: Overview["weighed"][number]) => row.service_share / (row.value_share || 1e-9);
  const row = rows.find((d) => times(d) > 1) ?? rows[0];
  return row
    ? `${row.name} gets ${percent(row.service_share)} of our hours and brings ${percent(row.value_share)} of revenue`
    : "";
}

export function contactFinding(rows: readonly RowOf<Overview["contact"]>[], limit: number): string {
  const ignored = rows.filter((row) => row.ignored).length;
  const longest = rows.reduce((a, b) => ((b.days ?? 0) > (a.days ?? 0) ? b : a));
  const whose = longest.days === null ? "" : `, ${longest.name} for ${longest.days}`;
  return ignored
    ? `${capital(inWords(ignored))} of ${rows.length} ${plural(ignored, "has", "have")} not heard from us in ${limit} days${whose}`
    : `Each of ${rows.length} has heard from us within ${limit} days${whose}`;
}

export function gradesFinding(history: File<"trust">["history"]): string {
  const [first, now] = [history[0]!, history.at(-1)!];
  return `Trusted: ${first.trusted} in ${monthYear(first.as_of)}, ${now.trusted} now; at risk: ${first.at_risk} then, ${now.at_risk} now`;
}

export function calibrationFinding(rows: File<"trust">["calibration"]): string {
  const [first] = rows;
  const own = rows.filter((row) => row.forecast === first?.forecast);
  const most = own.reduce((a, b) => (b.weight > a.weight ? b : a));
  const what = most.forecast === "trust" ? "Where the score said" : "Where the forecast said";
  return `${what} ${percent(most.mean_forecast)}, ${percent(most.mean_outcome)} came true`;
}

const nouns = {partner: "partners", customer: "customers", rep: "reps", region: "regions"};

export function lorenzFinding(dimensions: readonly Dimension[]): string {
  const halves = dimensions.flatMap((d) => {
    const half = lowerHalf(lorenzPoints(d));
    return half === null ? [] : [`${percent(half)} among ${nouns[d.dimension]}`];
  });
  return `The smaller half brings ${listed(halves)}`;
}

/** The last and the first value of a figure over the months; `now` and `then` say them. */
export function monthsFinding(
  points: readonly {as_of: string; value: number | null}[],
  now: (value: number) => string,
  then: (value: number) => string
): string {
  const known = points.flatMap(({as_of, value}) => (value === null ? [] : [{as_of, value}]));
  const [first, last] = [known[0]!, known.at(-1)!];
  return `${capital(now(last.value))} in ${monthYear(last.as_of)}, ${then(first.value)} in ${monthYear(first.as_of)}`;
}

export function valueTrustFinding(rows: readonly Pick<RowOf<File<"segments">["partners"]>, "abc" | "grade" | "name">[]): string {
  const few = rows.filter((row) => row.abc === "A");
  const weak = few.filter((row) => row.grade === "at_risk" || row.grade === "below_typical");
  const names = weak.length && weak.length < 4 ? `: ${listed(weak.map((row) => row.name))}` : "";
  return `${capital(some(weak.length))} of the ${few.length} vital few ${plural(Math.max(1, weak.length), "is", "are")} below typical or at risk${names}`;
}

export function ledFinding(rows: File<"deals">["led"]): string {
  const rate = (leadership: string) =>
    rows.find((row) => row.customer_size === "all" && row.leadership === leadership)?.win_rate ?? null;
  const said = [
    ...(rate("aligned") === null ? [] : [`rightly led, ${percent(rate("aligned"))} of deals are won`]),
    ...(rate("misled") === null ? [] : [`wrongly led, ${percent(rate("misled"))}`])
  ];
  return capital(said.join("; "));
}

export function troubleFreeFinding(
  rows: readonly Pick<File<"service">["trouble_free"][number], "id" | "introduced_by" | "share">[]
) {
  const rate = (by: string) => rows.find((row) => row.id === null && row.introduced_by === by)?.share ?? null;
  const said = [
    ...(rate("partner") === null ? [] : [`through a partner ${percent(rate("partner"))} start without trouble`]),
    ...(rate("direct") === null ? [] : [`without one ${percent(rate("direct"))}`])
  ];
  return capital(said.join(", "));
}

/** Of one partner: its score now. */
export function scoreFinding({score, lower, upper, grade}: Partner, typical: number | null): string {
  const usual = typical === null ? "" : `; typical is ${Math.round(typical)}`;
  if (grade === "unproven" || grade === null)
    return `Anywhere from ${Math.round(lower ?? 0)} to ${Math.round(upper ?? 100)} in 100: too little is known`;
  return `${withRange(score ?? 0, lower ?? 0, upper ?? 0)} in 100${usual}`;
}

/** Of one partner: its score at the first and the last month. */
export function scoresFinding(months: readonly {as_of: string; score: number; lower: number; upper: number}[]): string {
  const [first, now] = [months[0]!, months.at(-1)!];
  return `${Math.round(first.score)} in ${monthYear(first.as_of)}, ${withRange(now.score, now.lower, now.upper)} in ${monthYear(now.as_of)}`;
}

/** Of one partner: so many up, so many down, in all the time that is shown. */
export function stepsFinding(
  steps: readonly {up: number; down: number}[],
  say: (up: string, down: string, all: string) => string
): string {
  const [up, down] = [steps.reduce((n, d) => n + d.up, 0), steps.reduce((n, d) => n + d.down, 0)];
  return say(decimal(up), decimal(down), decimal(up + down));
}
