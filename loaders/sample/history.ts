import type {Day} from "./calendar.ts";

export type Cell = string | number | null;
export type Row = Record<string, Cell>;

/** What became known of a record on a day: all of the row at first, then what changed. */
export interface Step {
  on: Day;
  set: Row;
}

/** A record of a table with every version of it, the oldest first. */
export interface History {
  key: string;
  versions: {on: Day; row: Row}[];
}

/** Adds up the steps of a record, in the order of their days, to its versions; steps of one day are one version. */
export function history(key: string, steps: readonly Step[]): History {
  const versions: History["versions"] = [];
  for (const step of [...steps].sort((a, b) => a.on - b.on)) {
    const last = versions.at(-1);
    if (last?.on === step.on) Object.assign(last.row, step.set);
    else versions.push({on: step.on, row: {...last?.row, ...step.set}});
  }
  return {key, versions};
}

/** P007, C0042, …: a letter and a number of fixed width. */
export const numbered = (letter: string, width: number, n: number): string => letter + String(n).padStart(width, "0");

/** Money as the drops write it: two decimals, no sign. */
export const money = (amount: number): string => amount.toFixed(2);
