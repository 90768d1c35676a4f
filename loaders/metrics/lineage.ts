import {codeOf} from "../engines/models.ts";
import {metricModels} from "./files.ts";

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

/** What a text of SQL reads, directly and through the metrics that it names. */
export function readBy(sql: string, behind: ReadonlyMap<string, readonly string[]>): {metrics: string[]; facts: string[]} {
  const named = (schema: string) =>
    [...new Set([...codeOf(sql).matchAll(new RegExp(`\\b${schema}\\.([a-z_0-9]+)`, "g"))].map(([, name]) => name!))].sort();
  const metrics = named("metrics").filter((name) => behind.has(name));
  const facts = new Set([...named("facts"), ...metrics.flatMap((name) => behind.get(name) ?? [])]);
  return {metrics, facts: [...facts].sort()};
}
