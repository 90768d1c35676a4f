import {dropDays, type DropFile, updatedAt} from "./drops.ts";
import {day, iso} from "./calendar.ts";
import type {Row} from "./history.ts";
import {dirt} from "./truths.ts";

/** Puts the dirt of the list into the clean files, where a real delivery might have it. */
export function soil(files: readonly DropFile[]): DropFile[] {
  const soiled = files.map((f) => ({...f, columns: [...f.columns], rows: [...f.rows]}));
  const at = (date: string, table: string): DropFile => soiled.find((f) => f.date === date && f.table === table)!;
  for (const d of dirt) {
    const file = at(d.date, d.table);
    const before = at(iso(dropDays[0]!), d.table);
    if (d.fault === "extra_column") addColumn(file, d.key);
    else file.rows.splice(Math.floor(file.rows.length / 2), 0, badRow(d.fault, d.key, file, before));
  }
  return soiled;
}

type RowFault = Exclude<(typeof dirt)[number]["fault"], "extra_column">;

function badRow(fault: RowFault, key: string, file: DropFile, before: DropFile): Row {
  const id = file.columns[0]!;
  const like = file.rows[0]!;
  const known = before.rows.find((r) => r[id] === key);
  switch (fault) {
    case "impossible_date":
      return {...like, [id]: key, opened_on: "31/02/2026"};
    case "unknown_partner":
      return {...like, [id]: key, partner_id: "P999", deal_id: null};
    case "repeated":
      return {...known!};
    case "stale":
      return {...known!, amount: `${Number(known!.amount) + 5000}.00`, updated_at: updatedAt(key, day(String(known!.opened_on)))};
  }
}

/** A column that no table knows; it holds remarks on a few of the rows. */
function addColumn(file: DropFile, name: string): void {
  file.columns.push(name);
  file.rows = file.rows.map((row, i) => ({...row, [name]: i % 9 === 4 ? "called back twice, see mail" : null}));
}
