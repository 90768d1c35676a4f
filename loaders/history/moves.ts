import type {DuckDB} from "../engines/duckdb.ts";
import {identifier} from "../engines/duckdb.ts";
import type {Engine} from "../engines/engine.ts";
import {HandshakeError} from "../errors.ts";
import {metricTexts} from "../metrics/files.ts";
import {buildMetricsOn} from "../metrics/run.ts";
import type {Settings} from "../settings.ts";
import {plainSettings} from "../settingsValues.ts";
import {changedSettings, ofFacts, readFigures, type Publication} from "./publication.ts";

type Figures = Pick<Publication, "headlines" | "scores">;

/** How a published figure came to what it is now: before + corrected + redefined + events = now, null where one end is missing. */
export interface Move {
  before: number | null;
  now: number | null;
  /** By records that were corrected, added late or taken back since: what is true today of the day of before. */
  corrected: number | null;
  /** By a changed definition or setting. */
  redefined: number | null;
  /** By what happened after the day of before, and by time passing. */
  events: number | null;
}

export interface Moves {
  /** The day of the publication that is compared with. */
  as_of: string;
  /** Settings that differ from then's, by name. */
  settings: string[];
  /** Whether the text of a metric differs from then's. */
  definitions: boolean;
  headlines: Record<string, Move>;
  scores: Record<string, Move>;
}

/** Schemas metrics and facts of the run, and what is needed to compute the figures of another day beside them. */
export interface Recomputing {
  db: DuckDB;
  settings: Settings;
  /** What the tables that are there are read from, where it is not the database itself. */
  reader?: Pick<Engine, "rows">;
}

/**
 * Splits the way of every headline and score from an earlier publication to this one. The figures of its day are computed again from
 * today's records, once as defined and set then and once as today; what differs from the published one by then's way was corrected,
 * what differs between the two ways was redefined, the rest happened since.
 * @param texts the metrics' SQL of then; where they are not known or can't be run any more, all that differs on its day counts as redefined
 */
export async function movesSince(
  at: Recomputing,
  before: Publication,
  now: Publication,
  texts: Record<string, string> | null
): Promise<Moves> {
  const settings = changedSettings(before, now);
  const definitions = before.definitions !== now.definitions;
  const today = await figuresOn(at, before.as_of);
  // facts of then are not to be had: all that differs on its day counts as redefined
  const otherFacts = settings.some((name) => ofFacts.includes(name));
  const then = otherFacts ? null : settings.length || definitions ? await asThen(at, before, texts) : today;
  const split = (kind: keyof Figures) =>
    Object.fromEntries(
      Object.keys({...before[kind], ...now[kind]})
        .sort()
        .map((name) => [name, moveOf(before[kind][name], then?.[kind][name], today[kind][name], now[kind][name])])
    );
  return {as_of: before.as_of, settings, definitions, headlines: split("headlines"), scores: split("scores")};
}

function moveOf(
  before: number | null | undefined,
  then: number | null | undefined,
  today: number | null | undefined,
  now: number | null | undefined
): Move {
  const known = <T>(x: T | null | undefined): x is T => x !== null && x !== undefined;
  const ends = {before: before ?? null, now: now ?? null};
  if (!known(before) || !known(now)) return {...ends, corrected: null, redefined: null, events: null};
  const onDay = known(today) ? today : before;
  const asThen = known(then) ? then : before;
  return {...ends, corrected: exact(asThen - before), redefined: exact(onDay - asThen), events: exact(now - onDay)};
}

/** Differences in the last bits of a sum are none. */
const exact = (x: number) => (Math.abs(x) < 1e-9 ? 0 : x);

/** Headlines and scores of any day by today's records, definitions and settings. */
export async function figuresOn({db, settings, reader = db}: Recomputing, day: string): Promise<Figures> {
  const [found] = await reader.rows(`from metrics.as_of_dates where as_of = '${day}'`);
  if (found) return readFigures(reader, day);
  return computed(db, plainSettings(settings), day, metricTexts());
}

async function asThen(
  at: Recomputing,
  {settings, as_of}: Publication,
  texts: Record<string, string> | null
): Promise<Figures | null> {
  if (!texts) return null;
  try {
    return await computed(at.db, {...plainSettings(at.settings), ...settings}, as_of, texts);
  } catch (error) {
    if (error instanceof HandshakeError) return null;
    throw error;
  }
}

const aside = "aside";

/** Computes in a catalog of its own, which sees the facts of the run and not its metrics. */
async function computed(
  db: DuckDB,
  settings: Record<string, string | number | boolean | null>,
  day: string,
  texts: Record<string, string>
): Promise<Figures> {
  const [main] = await db.rows<{name: string}>("select current_catalog() as name");
  const facts = await db.rows<{name: string}>(
    "select table_name as name from duckdb_tables() where schema_name = 'facts' and database_name = current_catalog() order by 1"
  );
  await db.run(`attach ':memory:' as ${aside}; create schema ${aside}.facts; create schema ${aside}.metrics`);
  try {
    for (const {name} of facts)
      await db.run(`create view ${aside}.facts.${name} as from ${identifier(main!.name)}.facts.${identifier(name)}`);
    await db.run(`use ${aside}`);
    await buildMetricsOn(db, settings, day, texts, ["headlines", "trust"]);
    return await readFigures(db, day);
  } finally {
    await db.run(`use ${identifier(main!.name)}; detach ${aside}`);
  }
}
