import {codeOf} from "../engines/models.ts";
import {metricModels} from "./run.ts";

/** The records that each metric is made of, by its own SQL and that of the metrics it reads: names of facts, in order. */
export function factsBehind(): Map<string, string[]> {
  const behind = new Map<string, Set<string>>();
  // in an order in which each comes after what it reads
  for (const {name, sql, needs} of metricModels()) {
    const own = [...codeOf(sql).matchAll(/\bfacts\.([a-z_]+)/g)].map(([, fact]) => fact!);
    behind.set(name, new Set([...own, ...needs.flatMap((need) => [...(behind.get(need) ?? [])])]));
  }
  return new Map([...behind].map(([name, facts]) => [name, [...facts].sort()]));
}
