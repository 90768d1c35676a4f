import type {CellValue, Sheet} from "hucre/xlsx";

/** The row that a cell's value is in: its own, or the first of the rows that it is merged over. */
export type RowOfValue = (row: number, column: number) => number;

interface Run {
  first: number;
  last: number;
}

/** A number, or a text that writes one, with a symbol or code of a currency or a unit. */
const isNumber = (value: CellValue): boolean =>
  typeof value === "number" ||
  (typeof value === "string" &&
    /^[\p{Sc}\s]*[-+(]?[\p{Sc}\s]*\d[\d.,'’\s]*\)?\s*(?:[%\p{Sc}]|\p{L}{1,4}\.?)?$|^[A-Z]{3}\s\d[\d.,'’\s]*$/u.test(
      value.trim()
    ));

/** The runs of merged rows of each column, in their order; what is merged over columns only, or with the headers, is none. */
function runsOf({merges = [], rows}: Sheet, from: number): Map<number, Run[]> {
  const runs = new Map<number, Run[]>();
  for (const {startRow, endRow, startCol} of merges) {
    const value = rows[startRow]?.[startCol] ?? null;
    if (startRow < from || endRow <= startRow || value === null || value === "") continue;
    const column = runs.get(startCol) ?? [];
    column.push({first: startRow, last: Math.min(endRow, rows.length - 1)});
    runs.set(startCol, column);
  }
  for (const column of runs.values()) column.sort((a, b) => a.first - b.first);
  return runs;
}

/** The run that a row is in. */
function runAt(runs: readonly Run[], row: number): Run | null {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle]!.first <= row) low = middle + 1;
    else high = middle;
  }
  const run = runs[low - 1];
  return run && row <= run.last ? run : null;
}

/**
 * A cell that is merged over several rows says the same of each of them: a partner, a day. A number is left in the first, where it
 * stands: as an amount it would count once for each row.
 * @param from the first row after the headers
 */
export function rowsOfValues(sheet: Sheet, from: number): RowOfValue {
  const runs = runsOf(sheet, from);
  if (!runs.size) return (row) => row;
  return (row, column) => {
    const run = runAt(runs.get(column) ?? [], row);
    return run && !isNumber(sheet.rows[run.first]![column] ?? null) ? run.first : row;
  };
}

/** What is told of the merged cells of the sheets that are read, the columns by their headers. */
export function mergedNotes(
  sheets: readonly {sheet: Sheet; from: number}[],
  headers: readonly string[]
): {reason: string; detail: string}[] {
  const columns = headers.map((header, c) => {
    const values = sheets.flatMap(({sheet, from}) =>
      (runsOf(sheet, from).get(c) ?? []).map(({first}) => sheet.rows[first]![c] ?? null)
    );
    const numbers = values.filter(isNumber).length;
    return {header: JSON.stringify(header), numbers, texts: values.length - numbers};
  });
  const named = (of: "numbers" | "texts") => columns.filter((c) => c[of]).map((c) => c.header);
  const told = (names: string[], what: string) =>
    names.length ? [{reason: "merged_cells", detail: `cells of ${names.join(", ")} are merged over several rows: ${what}`}] : [];
  return [
    ...told(named("texts"), "what they say is taken for each of these rows"),
    ...told(
      named("numbers"),
      "their numbers are taken for the first of these rows only, and the others have none. If each row has the same number, unmerge the cells and repeat it in each"
    )
  ];
}
