import {columnsOf} from "../tables/columns.ts";
import {tableNamed} from "../tables/index.ts";
import {type Day, day, iso} from "./calendar.ts";
import {dice} from "./dice.ts";
import type {History, Row} from "./history.ts";

/** Every drop is a full export: all records that there are on its day, in the state that they have then. */
const dropDays: readonly Day[] = ["2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"].map(day);

/** A file of a drop, before it is written. */
export interface DropFile {
  /** The day of the drop, YYYY-MM-DD. */
  date: string;
  table: string;
  columns: string[];
  rows: Row[];
}

/** What the invented company's exports don't have. */
export const notExported = ["website"];

/** The files of a table, one a drop. */
export function dropsOf(table: string, histories: readonly History[]): DropFile[] {
  const columns = columnsOf(tableNamed(table)!).flatMap((c) => (notExported.includes(c.name) ? [] : [c.name]));
  const versioned = columns.includes("updated_at");
  return dropDays.map((until) => {
    const rows = histories.flatMap((h) => {
      const version = h.versions.findLast((v) => v.on <= until);
      if (!version) return [];
      return [versioned ? {...version.row, updated_at: updatedAt(h.key, version.on)} : version.row];
    });
    return {date: iso(until), table, columns, rows};
  });
}

/** A moment of the working day on which a version was made; there is one version a day at most. */
export function updatedAt(key: string, on: Day): string {
  const chance = dice(`updated ${key} ${on}`);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${iso(on)}T${two(chance.whole(7, 17))}:${two(chance.whole(0, 59))}:${two(chance.whole(0, 59))}Z`;
}
