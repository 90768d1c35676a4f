/** What the process that serves pages tells, and is told. */
export type ToPages =
  | {kind: "faults"; faults: Fault[]}
  /** An edit was taken up: what is around the pages (name, menu, date) may be another, which an open page shows once it is loaded again. */
  | {kind: "edited"};
export type FromPages =
  | {kind: "listening"; url: string}
  | {kind: "faults"; from: string; faults: Fault[]}
  /** Nobody looks at it any more, so whether it is corrected isn't known. */
  | {kind: "closed"; from: string}
  /** The pages that somebody looks at, by their addresses. */
  | {kind: "open"; pages: string[]}
  | {kind: "failed"; message: string};

/** What the process that computes tables is asked for, and what came of it. */
export type ToTables = {kind: "all" | "sql" | "settings" | "publish"; id: number; open: string[]};
/** Its process is to end the statement that runs, whose SQL is another now. */
export const stop = "stop";

export interface FromTables {
  id: number;
  /** What was computed again; null for everything. */
  metrics: string[] | null;
  error?: string;
  /** It failed on a file that was saved meanwhile, whose edit is still to come. */
  overtaken?: boolean;
  /** It is a mistake in the program's code, whose place compiled code does not tell. */
  unplaced?: boolean;
}

/** Something that is wrong until somebody saves again. */
export interface Fault {
  /** The file, or what stands for it. */
  where: string;
  text: string;
}
