/* The grammar of RFC 4180 as a table: state and class of a byte give the next state and what to note. */

/** Where a scan stands. */
export const states = {start: 0, plain: 1, spaced: 2, quoted: 3, closed: 4, ending: 5, endingEmpty: 6} as const;

/** What a step tells, as bits above the next state. */
export const actions = {wrong: 8, cell: 16, record: 32, empty: 64, quotes: 128, controls: 256, padded: 512} as const;

/** What a byte is to the grammar. */
export const classNames = {other: 0, delimiter: 1, lf: 2, cr: 3, quote: 4, space: 5, control: 6, nul: 7} as const;

/** The class of each byte. */
export function classesFor(delimiter: string): Uint8Array {
  const table = new Uint8Array(256);
  table.fill(classNames.control, 1, 32);
  table[127] = classNames.control;
  table[0] = classNames.nul;
  table[10] = classNames.lf;
  table[13] = classNames.cr;
  table[32] = classNames.space;
  table[34] = classNames.quote;
  table[delimiter.charCodeAt(0)] = classNames.delimiter;
  return table;
}

const {start, plain, spaced, quoted, closed, ending, endingEmpty} = states;
const {wrong, cell, record, empty, quotes, controls, padded} = actions;

/** In the order of the classes: other, delimiter, lf, cr, quote, space, control, nul. */
const rows: Record<number, number[]> = {
  [start]: [plain, start | cell, start | record | empty, endingEmpty, quoted | quotes, spaced | padded, plain | controls, wrong],
  // a quote inside a cell that began without one is a character like others (37'36"N); after a space readers disagree
  [plain]: [plain, start | cell, start | record, ending, plain | quotes, spaced, plain | controls, wrong],
  [spaced]: [plain, start | cell | padded, start | record | padded, ending | padded, wrong, spaced, plain | controls, wrong],
  // padding inside quotes can't be told from a space between words at this speed: it counts as padding
  [quoted]: [quoted, quoted, quoted | controls, quoted | controls, closed, quoted | padded, quoted | controls, wrong],
  [closed]: [wrong, start | cell, start | record, ending, quoted, wrong, wrong, wrong],
  [ending]: [wrong, wrong, start | record, wrong, wrong, wrong, wrong, wrong],
  [endingEmpty]: [wrong, wrong, start | record | empty, wrong, wrong, wrong, wrong, wrong]
};

/** transitions[state * 8 + class] */
export const transitions = Uint16Array.from(Array.from({length: 64}, (_, i) => rows[i >> 3]?.[i & 7] ?? wrong));
