import {inBands} from "../../src/copy/money.ts";
import {unrecorded} from "../../src/copy/regions.ts";
import type {File} from "../../src/contract/index.ts";
import type {Portfolio} from "./portfolio.ts";

type Dimension = File<"concentration">["dimensions"][number];

/**
 * How partner revenue is spread over regions, by the definition of metrics.concentration over the rows of metrics.regions: shares of the
 * regions that brought something, counted with those that brought nothing. None where some regions are hidden or amounts are bands: the shares would be of no whole.
 */
export function regionDimension({about, regions, settings, hidden_regions: hidden}: Portfolio): Dimension[] {
  if (hidden || inBands(about)) return [];
  const n = regions.length;
  const positive = regions.filter((row) => row.net > 0).sort((a, b) => b.net - a.net);
  const total = positive.reduce((sum, row) => sum + row.net, 0);
  if (total <= 0 || regions.every((row) => row.region === unrecorded)) return [];
  const shares = positive.map((row) => row.net / total);
  const first = (count: number) => shares.slice(0, count).reduce((sum, s) => sum + s, 0);
  const hhi = shares.reduce((sum, s) => sum + s * s, 0);
  const ascending = shares.reduce((sum, s, i) => sum + (n - i) * s, 0);
  return [
    {
      dimension: "region",
      n,
      total,
      hhi,
      effective_n: 1 / hhi,
      cr1: first(1),
      cr3: first(3),
      top20_share: first(Math.ceil(n / 5)),
      gini: n > 1 ? (2 * ascending - (n + 1)) / (n - 1) : null,
      band: hhi < settings.hhi_low_max ? "low" : hhi <= settings.hhi_moderate_max ? "moderate" : "high",
      members: positive.map((row, i) => ({
        id: null,
        name: row.region,
        net: row.net,
        share: shares[i]!,
        disclosed: false,
        members: 1
      })),
      negative: regions.filter((row) => row.net < 0).map((row) => ({name: row.region, net: row.net}))
    }
  ];
}
