import type {About, PublishedReport} from "../../src/contract/index.ts";
import type {History} from "../history/history.ts";
import {tableNamed} from "../tables/index.ts";

/** What a reader should see beside figures over time: each day that a drop came for, and each day since which other settings or definitions hold. */
export function eventsOf(files: PublishedReport["files"], {redefined}: Pick<History, "redefined">): About["events"] {
  const taken = files.filter(
    (f) => f.table !== null && !tableNamed(f.table)?.written && (f.outcome === "accept" || f.outcome === "known")
  );
  const days = [...new Set(taken.flatMap((f) => (f.drop_date === null ? [] : [f.drop_date])))].sort();
  const drops = days.map((day) => ({day, what: "drop" as const}));
  return [...drops, ...redefined.map((day) => ({day, what: "settings" as const}))];
}
