import {startOf} from "../shared/cut.js";
import {defused, type CsvValue} from "../shared/csv.js";

/** What of a table's column its files have. */
interface FileColumn<R> {
  label: string;
  inFiles?: string;
  value: (row: R) => CsvValue;
}

/** What a column is called in files for download. */
export const nameInFiles = ({label, inFiles = label}: {label: string; inFiles?: string}): string => inFiles;

/** The whole table as a workbook: numbers as numbers, text that a spreadsheet would run as a formula kept text. */
export async function tableWorkbook<R>(rows: readonly R[], columns: readonly FileColumn<R>[], name: string): Promise<Blob> {
  // loaded when somebody asks for a workbook
  const {writeXlsx} = await import("npm:hucre");
  const cell = (value: CsvValue) => (typeof value === "string" ? defused(value) : (value ?? null));
  const cells = [columns.map((c) => defused(nameInFiles(c))), ...rows.map((row) => columns.map((c) => cell(c.value(row))))];
  // a sheet's name has at most 31 characters, and none of []:*?/\\
  const sheet = {name: startOf(name.replaceAll(/[[\]:*?/\\]/g, " "), 31), rows: cells, freezePane: {rows: 1}};
  const bytes = await writeXlsx({sheets: [sheet]});
  return new Blob([bytes as BlobPart], {type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"});
}

/** The whole table as Parquet, each column with one type: flags, numbers, else text as it is. */
export async function tableParquet<R>(rows: readonly R[], columns: readonly FileColumn<R>[]): Promise<Blob> {
  // loaded when somebody asks for it
  const {parquetWriteBuffer} = await import("npm:hyparquet-writer");
  const names = distinct(columns.map(nameInFiles));
  const columnData = columns.map(({value}, i) => ({name: names[i]!, nullable: true, ...typed(rows.map(value))}));
  return new Blob([parquetWriteBuffer({columnData})], {type: "application/vnd.apache.parquet"});
}

/** The values of a column in the type that all of them have; what is empty is so in any. */
export function typed(values: readonly CsvValue[]): {
  type: "BOOLEAN" | "DOUBLE" | "STRING";
  data: (string | number | boolean | null)[];
} {
  const data = values.map((value) => value ?? null);
  const said = data.filter((value) => value !== null);
  const all = (type: string) => said.length > 0 && said.every((value) => typeof value === type);
  if (all("boolean")) return {type: "BOOLEAN", data};
  if (all("number")) return {type: "DOUBLE", data};
  return {type: "STRING", data: data.map((value) => (value === null ? null : String(value)))};
}

/** Columns of one name are told apart by a number: a file has each name once. */
export function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; seen.has(free); n++) free = `${name} ${n}`;
    seen.add(free);
    return free;
  });
}
