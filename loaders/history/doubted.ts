import type {About} from "../../src/contract/index.ts";
import {missingOf} from "../../src/copy/begins.ts";
import type {Engine} from "../engines/engine.ts";

/** The signals of each case of now, and when they were raised. */
const query = `
  select subject_id, kind, cast(min(raised_on) as varchar) as raised_on
  from metrics.case_signals
  join metrics.as_of_dates as dates using (as_of)
  where dates.is_current
  group by subject_id, kind
  order by subject_id, kind`;

/**
 * Marks the signals of cases that may be of a missing delivery alone: on the day of the last one they were not there.
 * @param stale what was not delivered for longer than the setting allows
 */
export async function withDoubts<C extends {subject_id: string; kinds: string}>(
  engine: Pick<Engine, "rows">,
  cases: readonly C[],
  stale: About["stale"] = []
): Promise<(C & {doubted: string})[]> {
  const signals = stale.length ? await engine.rows<{subject_id: string; kind: string; raised_on: string}>(query) : [];
  const doubts = signals
    .filter(({kind, raised_on}) => missingOf(kind, {stale}).some(({last}) => raised_on > last))
    .map(({subject_id, kind}) => `${subject_id}/${kind}`);
  const doubted = new Set(doubts);
  return cases.map((row) => ({
    ...row,
    doubted: row.kinds.split(", ").filter((kind) => doubted.has(`${row.subject_id}/${kind}`)).join(", ") // prettier-ignore
  }));
}
