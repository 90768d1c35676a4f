import type {About, PublishedReport} from "../../src/contract/index.ts";
import type {TableName, TableRow} from "../../src/contract/tables.ts";
import type {History} from "../history/history.ts";
import type {Settings} from "../settings.ts";

export type PartnerRow = TableRow<"partners">;
export type DimensionName = "partner" | "customer" | "rep";

export type Tables = {[N in TableName]: TableRow<N>[]};

/** Everything that the pages are made from, read once, each table in its declared order. */
export type Portfolio = Tables & {
  about: About;
  settings: Settings;
  report: PublishedReport;
  history: History;
  /** Regions that an audience is not shown, so that the rest is no whole. */
  hidden_regions: number;
  /** Shares of revenue added up from the largest partner on, where each of them is a band. */
  added_up?: number[];
  /** Events of the company's own, before the audience that they are published for is known. */
  company_events: {day: string; what: string; scope: string | null; audience: string | null}[];
  /** Whether readers see the ids of cases, by which they can be decided. */
  decisions_taken: boolean;
  /** Whether readers may see the records behind figures. */
  records_shown: boolean;
};
