import type {About, File, Partner, RowOf} from "../contract/index.js";
import {counted, money, percent, period, plural, shortDate, whole, withRange} from "../shared/formats.js";
import {lastSeen} from "./contact.js";
import {belowZeroNote, moneyUnknown} from "./money.js";
import {gradeText} from "./grades.js";
import {labelName, verdictNames} from "./names.js";
import {knownWorth} from "./pipeline.js";
import {compared} from "./revenue.js";
import {lastComplete} from "./unlike.js";

/* Two partners side by side. */

type PartnerRevenue = File<"partner_revenue">;

/** What is known of a partner that is next to another. */
export interface Side {
  row: Partner;
  /** Score of the average partner. */
  average: number | null;
  quarters: readonly RowOf<PartnerRevenue["quarters"]>[];
  open: RowOf<PartnerRevenue["pipeline"]> | undefined;
  forecast: RowOf<PartnerRevenue["forecasts"]> | undefined;
}

const none = "–";

type Open = NonNullable<Side["open"]>;

const worth = (open: Open, value: number, currency: string | null): string =>
  knownWorth(open, value) === null ? "of unknown worth" : money(value, currency);

/** How many of the open deals the sum leaves out. */
const withoutRate = ({deals, excluded_deals: left}: Open): string =>
  left && left < deals ? ` without ${whole(left)} that ${plural(left, "has", "have")} no exchange rate` : "";

const revenueOf = ({row}: Side, about: About): string =>
  `${money(row.revenue, about.currency)}${moneyUnknown(about) ? "" : ` (${percent(row.share)})`}${belowZeroNote(row, about)}`;

const openDeals = ({open}: Side, {currency}: About): string =>
  open ? `${counted(open.deals, "deal")}, ${worth(open, open.value, currency)}${withoutRate(open)}` : "none";

/** One line for each figure: what it is, and how it is said of a partner. */
export const comparedFigures = (about: About): readonly (readonly [label: string, says: (side: Side) => string])[] => {
  const {currency} = about;
  return [
    ["Grade", ({row, average}) => gradeText(row, average) ?? none],
    [
      "Trust score",
      ({row}) => (row.score === null ? none : withRange(row.score, row.lower ?? row.score, row.upper ?? row.score))
    ],
    ["Segment", ({row}) => (about.recorded.deals ? labelName(row) : null) ?? none],
    [`Revenue, ${period(about.window_days)}`, (side) => (about.recorded.deals ? revenueOf(side, about) : none)],
    [
      "Last complete quarter",
      ({quarters}) => {
        const last = lastComplete(quarters.map((d) => ({...d, ends_on: d.starts_on, deals: 0})));
        return last ? `${money(last.net, currency)} in ${last.label}, ${compared(last, about)}` : none;
      }
    ],
    ["Open deals", (side) => (about.recorded.deals ? openDeals(side, about) : none)],
    [
      "Stalled deals",
      ({open}) =>
        !about.recorded.deals
          ? none
          : open?.stalled
            ? `${counted(open.stalled, "deal")}, ${worth(open, open.stalled_value, currency)}`
            : "none"
    ],
    [
      "Expected revenue",
      ({forecast}) =>
        !about.recorded.deals
          ? none
          : forecast
            ? `${money(forecast.expected, currency)}${forecast.lower === null ? "" : ` (${money(forecast.lower, currency)} to ${money(forecast.upper, currency)})`} up to ${shortDate(forecast.until)}`
            : "too few won deals"
    ],
    [
      `Referrals received : sent, ${period(about.window_days)}`,
      ({row}) => (about.recorded.referrals ? `${whole(row.received)} : ${whole(row.given)}` : none)
    ],
    ["Who sends more", ({row}) => (about.recorded.referrals ? verdictNames[row.verdict] : none)],
    ["Share of our hours", ({row}) => percent(row.service_share)],
    [lastSeen(about.recorded), ({row}) => (row.last_contact_on === null ? none : shortDate(row.last_contact_on))],
    ["Probability of no won deal in a year", ({row}) => percent(row.p_silent)],
    ["Account manager", ({row}) => row.manager ?? none],
    ["Region, tier", ({row}) => [row.region, row.tier].filter(Boolean).join(", ") || none]
  ];
};

export const compareWords = {
  title: "Two partners side by side",
  note: "Figures of the same day, each as on the partner’s own page. Choose two partners; the address keeps them.",
  unknown: "A partner in the address is not here, and another is shown in its place. Choose the two to compare.",
  few: "There are fewer than two partners to compare."
};
