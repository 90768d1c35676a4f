import {literal, type DuckDB} from "../../loaders/engines/duckdb.ts";
import {buildFacts} from "../../loaders/facts/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {factsOf} from "../support/facts.ts";
import {seeded, type Values} from "./invented.ts";
import {daysBefore} from "./support.ts";

/** Random numbers of one seed: uniform, normal (Box & Muller), gamma (Marsaglia & Tsang 2000), beta and arrival times. */
export function chances(seed: number) {
  const uniform = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
    }
  };
  const beta = (a: number, b: number) => {
    const [x, y] = [gamma(a), gamma(b)];
    return x / (x + y);
  };
  /** Whole ages in days, below `from` and at least `until`, of events that come at `perYear` independently of each other. */
  const arrivals = (perYear: number, from: number, until = 0): number[] => {
    const found = [];
    for (let age = from; ;) {
      age += (Math.log(1 - uniform()) * 365) / perYear;
      if (age < until) return found;
      found.push(Math.floor(age));
    }
  };
  return {uniform, normal, gamma, beta, arrivals};
}

/** A database whose facts are built from many records, by table; all rows of a table have the columns of its first. */
export async function factsOfMany(records: Record<string, Values[]>): Promise<DuckDB> {
  const db = await factsOf({});
  for (const [table, rows] of Object.entries(records))
    for (let i = 0; i < rows.length; i += 1000)
      await db.run(
        `insert into facts.${table} (${Object.keys(rows[0]!).join(", ")}) values ${rows
          .slice(i, i + 1000)
          .map((row) => `(${Object.values(row).map(sqlValue).join(", ")})`)
          .join(", ")}`
      );
  await buildFacts(db, parseSettings({}, "test"));
  return db;
}

const sqlValue = (v: string | number | null) => (v === null ? "null" : typeof v === "string" ? literal(v) : String(v));

export const partner = (i: number) => `p${String(i).padStart(4, "0")}`;

/** Partners that began so many days ago. */
export const partnersSince = (n: number, ago: (i: number) => number): Values[] =>
  Array.from({length: n}, (_, i) => ({partner_id: partner(i), name: partner(i), joined_on: daysBefore(ago(i))}));
