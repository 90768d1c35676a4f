import {day} from "./calendar.ts";
import {type DropFile, updatedAt} from "./drops.ts";
import type {Row} from "./history.ts";
import {type Dirt, dirt} from "./truths.ts";

/** Puts the dirt of the list into the clean files, where a real delivery might have it. */
export function soil(files: readonly DropFile[]): DropFile[] {
  const soiled = files.map((f) => ({...f, columns: [...f.columns], rows: [...f.rows]}));
  const fileOf = (d: Dirt): DropFile => soiled.find((f) => f.date === d.date && f.table === d.table)!;
  for (const d of dirt) put(d, fileOf(d));
  return soiled;
}

function put({fault, key}: Dirt, file: DropFile): void {
  const id = file.columns[0]!;
  const like = file.rows[0]!;
  const at = file.rows.findIndex((r) => r[id] === key);
  const insert = (row: Row) => file.rows.splice(Math.floor(file.rows.length / 2), 0, row);
  switch (fault) {
    case "impossible_date":
      insert({...like, [id]: key, opened_on: "31/02/2026"});
      return;
    case "unknown_partner":
      insert({...like, [id]: key, partner_id: "P999", deal_id: null});
      return;
    case "repeated":
      insert({...file.rows[at]!});
      return;
    case "stale":
      file.rows[at] = stale(key, file.rows[at]!);
      return;
    case "extra_column":
      addColumn(file, key);
  }
}

/** Another amount under the date of the deal's first version. */
const stale = (key: string, now: Row): Row => ({
  ...now,
  amount: `${Number(now["amount"]) + 5000}.00`,
  updated_at: updatedAt(key, day(String(now["opened_on"])))
});

/** A column that no table knows; it holds a remark on one row in nine. */
function addColumn(file: DropFile, name: string): void {
  file.columns.push(name);
  file.rows = file.rows.map((row, i) => ({...row, [name]: i % 9 === 4 ? "called back twice, see mail" : null}));
}
