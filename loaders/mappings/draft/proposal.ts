import type {ColumnRule} from "../engine/mapping.ts";
import type {Column} from "../../tables/columns.ts";
import type {Question} from "./question.ts";

/** The column of the name that is next to an id. */
export interface NameBeside {
  header: string;
  nulls: string[];
  /** Whether it has entities of HTML in it. */
  html: boolean;
  /** The mark between several of which the first is taken, if any. */
  split: string | null;
}

/** How a canonical column is to be filled, and what is still to be said about it. */
export interface Proposal {
  column: Column;
  /** Null where no column of the export seems to be it. */
  rule: ColumnRule | null;
  header: string | null;
  questions: Question[];
  /** What a person should know: each with what to do. */
  notes: string[];
  /** How often each word of `values` occurs. */
  counts: ReadonlyMap<string, number>;
  /** The header of the name that is next to an id. */
  name: NameBeside | null;
  /** Its header, where records without a value are to be left out. */
  leaveOut?: string;
}

/** The headers that a proposal reads, its own first. */
export const headersIn = ({rule, header, name}: Proposal): string[] => [
  ...new Set([
    ...(header && (rule?.from ?? rule?.hashOf) ? [header] : []),
    ...headersNamed(rule ?? {}),
    ...(name ? [name.header] : [])
  ])
];

const namingKeys = ["from", "hashOf", "earliest", "latest", "between", "column"];

/** Every header in a rule, its fallbacks and conditions. */
function headersNamed(part: object): string[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    if (namingKeys.includes(key)) return [value].flat().filter((h) => typeof h === "string");
    return typeof value === "object" && value !== null && key !== "values" ? headersNamed(value) : [];
  });
}
