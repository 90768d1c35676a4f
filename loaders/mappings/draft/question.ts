/** Something that only a person can know: the draft is open until it is answered. */
export interface Question {
  /** How an answers file names it: "table", a canonical column, "opened_on: days", "status: Proposal Made". */
  id: string;
  text: string;
  options: string[];
  /** What --yes takes; null where nothing speaks for one of the options. */
  proposal: string | null;
}

/** A value as it may be in a comment or a message: short, on one line, nothing invisible. */
export const quoted = (text: string): string => exact(text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** A text as a string of the written file. */
export const exact = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escaped);

/** A sentence with words of a file in it, as it may be in a comment. */
export const inOneLine = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escaped);

const escaped = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** "1 record", "3 records". */
export const counted = (n: number, noun = "record"): string => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
