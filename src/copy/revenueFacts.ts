import type {About, File} from "../contract/index.js";

/* What the sentences on revenue, open deals and the forecast are made of. */

type Overview = File<"overview">;
/** A period of all partners, which says what made it. */
export type WholePeriod = Overview["quarters"][number];
export type Period = Omit<WholePeriod, "one_deal" | "new_partners" | "left_out" | "left_out_before"> & Unlike;
/** Whether won deals without an exchange rate are missing in a period or in the one a year before; of all partners how many. */
export interface Unlike {
  unlike?: boolean | null;
  left_out?: number;
  left_out_before?: number;
}
export type Pipeline = Overview["pipeline"][number];
export type Stage = File<"revenue">["stages"][number];
export type Forecast = Overview["forecasts"][number];
export type Test = File<"revenue">["tests"][number];
export type Group = Overview["groups"][number];

export interface RevenueFacts {
  about: About;
  /** Days that the forecast looks ahead. */
  forecast_days: number;
  /** The share of won deals than which a stalled one is older. */
  stalled_share: number;
  quarters: readonly WholePeriod[];
  years: readonly WholePeriod[];
  /** Revenue without a partner, by quarter. */
  direct: readonly WholePeriod[];
  groups: readonly Group[];
  pipeline: readonly Pipeline[];
  stages: readonly Stage[];
  forecasts: readonly Forecast[];
  tests: readonly Test[];
}
