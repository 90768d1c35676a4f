import {tablesNamed} from "../engines/models.ts";
import {metricModels} from "./files.ts";

/** The records that each metric is made of, by its own SQL and that of the metrics it reads: names of facts, in order. */
export function factsBehind(): Map<string, string[]> {
  const behind = new Map<string, Set<string>>();
  // in an order in which each comes after what it reads
  for (const {name, sql, needs} of metricModels()) {
    behind.set(name, new Set([...tablesNamed(sql, "facts"), ...needs.flatMap((need) => [...(behind.get(need) ?? [])])]));
  }
  return new Map([...behind].map(([name, facts]) => [name, [...facts].sort()]));
}

/** What a text of SQL reads, directly and through the metrics that it names. */
export function readBy(sql: string, behind: ReadonlyMap<string, readonly string[]>): {metrics: string[]; facts: string[]} {
  const metrics = tablesNamed(sql, "metrics")
    .filter((name) => behind.has(name))
    .sort();
  const facts = new Set([...tablesNamed(sql, "facts"), ...metrics.flatMap((name) => behind.get(name) ?? [])]);
  return {metrics, facts: [...facts].sort()};
}
