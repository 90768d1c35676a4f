import {tableNamed} from "../tables/index.ts";

/** A file of a run, as its report has it. */
export interface PublishedFile {
  outcome: string;
  table: string | null;
  drop_date: string | null;
}

/** The day of the drop before the newest one; null where there is only one. */
export function dropBefore(files: readonly PublishedFile[]): string | null {
  const taken = files.filter(
    (f) => f.table !== null && !tableNamed(f.table)?.written && (f.outcome === "accept" || f.outcome === "known")
  );
  const days = [...new Set(taken.flatMap((f) => (f.drop_date === null ? [] : [f.drop_date])))].sort();
  return days.at(-2) ?? null;
}
