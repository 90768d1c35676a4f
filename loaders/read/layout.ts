/** Where the records of a file are: which sheets of a workbook, and where the header line stands. Nothing said means the usual place. */
export interface Layout {
  /** The one sheet that is read. */
  sheet?: string | undefined;
  /** A pattern of the names of sheets, read one after the other. */
  sheets?: string | undefined;
  /** Lines, or rows, before the header line. */
  skip?: number | undefined;
  /** Headers that the header line is known by, where lines of a title may be above it. */
  headerLine?: string[] | undefined;
  /** The headers of a file that has no header line. */
  header?: string[] | undefined;
  /** Empty cells at the end of a line may be missing, or too many. */
  emptyTail?: boolean | undefined;
}

/** The layout alone, without the rest of what has one; keys that say nothing are left out. */
export function layoutOf(of: Layout): Layout {
  const {sheet, sheets, skip, headerLine, header, emptyTail} = of;
  return Object.fromEntries(
    Object.entries({sheet, sheets, skip, headerLine, header, emptyTail}).filter(([, v]) => v !== undefined)
  );
}

/** A text that tells layouts apart; "" for the usual one. */
export const layoutKey = (layout: Layout): string => {
  const own = layoutOf(layout);
  return Object.keys(own).length ? JSON.stringify(own) : "";
};

/** How far down a header line is looked for. */
export const titleLimit = 30;

/** Whether a line of cells is the header line that is known by some of its headers. */
export const isHeaderLine = (cells: string[], known: string[]): boolean => {
  const there = new Set(cells.map((c) => headerText(c).toLowerCase()));
  return known.every((k) => there.has(k.toLowerCase()));
};

/** A header as it is compared and shown: line breaks and tabs count as a space, as do several spaces. */
export const headerText = (header: string): string => header.replace(/[ \t\r\n]+/g, " ").trim();
