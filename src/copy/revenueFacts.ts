import type {About, File} from "../contract/index.js";

/* What the sentences on revenue, open deals and the forecast are made of. */

type Overview = File<"overview">;
export type Period = Overview["quarters"][number];
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
  quarters: readonly Period[];
  years: readonly Period[];
  /** Revenue without a partner, by quarter. */
  direct: readonly Period[];
  groups: readonly Group[];
  pipeline: readonly Pipeline[];
  stages: readonly Stage[];
  forecasts: readonly Forecast[];
  tests: readonly Test[];
}
