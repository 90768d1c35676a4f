import type {File, RowOf} from "../contract/index.js";
import {rowsOf} from "../shared/rows.js";
import {contactDots} from "./contactDots.js";
import {drawing, whole} from "./drawing.js";
import {dumbbells} from "./dumbbells.js";
import {hoursCaption, hoursTitle, lastSeen} from "../copy/contact.js";
import {ownerNames, reviewsCaption, reviewsTitle, servedNames, troubleFreeCaption, troubleFreeTitle} from "../copy/service.js";
import {figure} from "../ui/figure.js";
import {nameColumn, weighedTable} from "../tables/figureTables.js";
import {counted, decimal, percent, period, shortDate, whole as count} from "../shared/formats.js";
import {rates, type Rate} from "./rateIntervals.js";
import {howItCame} from "../ui/pageWays.js";
import {table, type Column} from "../tables/table.js";
import {partnerName} from "../ui/words.js";

type Service = File<"service">;

/** Shares of our hours against shares of revenue; "" where none part. */
export function weighedFigure(rows: Service["weighed"], about: Service["about"]): Node | string {
  if (!rows.length) return "";
  return figure(
    drawing((size) => dumbbells(rows, size)),
    {
      title: hoursTitle(rows, about),
      caption: hoursCaption,
      figures: weighedTable(rows),
      defined: "segments"
    }
  );
}

type Free = Service["trouble_free"][number];

/** Customers that started without trouble, through a partner and without; "" where no share is known. */
export function troubleFreeFigure(rows: Service["trouble_free"]): Node | string {
  const sums = rows.flatMap((d): Rate[] =>
    d.id !== null || d.share === null || d.lower === null || d.upper === null
      ? []
      : [
          {
            label: d.introduced_by === "partner" ? "Through a partner" : "Direct",
            value: d.share,
            lower: d.lower,
            upper: d.upper,
            n: d.customers
          }
        ]
  );
  if (!sums.length) return "";
  return figure(
    drawing((size) => rates(sums, size)),
    {
      title: troubleFreeTitle(rows),
      caption: troubleFreeCaption,
      defined: "trouble_free",
      figures: freeTable(rows)
    }
  );
}

const together = {partner: "all through a partner", direct: "all direct"};

const freeTable = (rows: readonly Free[]): Node =>
  table(rows, {
    caption: "Customers that started without trouble, by the partner that introduced them",
    file: "trouble-free",
    find: "Find a partner",
    empty: "No partner introduced a customer.",
    leads: (d) => (d.id && d.name ? null : howItCame),
    columns: [
      {
        label: "Partner",
        value: (d) => d.name ?? together[d.introduced_by],
        show: (d) => (d.id && d.name ? partnerName(d.id, d.name) : together[d.introduced_by]),
        narrow: true
      },
      {label: "Customers", value: (d) => d.customers, numeric: true, narrow: true},
      {label: "Without trouble", value: (d) => d.trouble_free, numeric: true, narrow: true},
      {label: "Share", value: (d) => d.share, show: (d) => percent(d.share), numeric: true},
      {label: "Range", value: (d) => d.lower, show: (d) => `${percent(d.lower)} to ${percent(d.upper)}`, numeric: true}
    ]
  });

type Hours = RowOf<Service["hours"]>;

const hours: Column<Hours>[] = [
  {
    label: "Hours",
    value: (d) => d.hours,
    show: (d) => (d.hours === null ? "–" : decimal(d.hours)),
    numeric: true,
    narrow: true
  },
  {label: "Of our hours", value: (d) => d.service_share, show: (d) => percent(d.service_share), numeric: true, narrow: true}
];
const ofRevenue: Column<Hours> = {
  label: "Of revenue",
  value: (d) => d.share,
  show: (d) => percent(d.share),
  numeric: true,
  narrow: true
};
const support: Column<Hours> = {
  label: "Support",
  value: (d) => (d.served === null ? null : (servedNames[d.served] ?? d.served))
};

/** What is not recorded has no column. */
export function hoursTable(
  rows: readonly Hours[],
  recorded: Pick<Service["about"]["recorded"], "deals" | "tickets" | "activities">
): Node {
  const timed = recorded.tickets || recorded.activities;
  return table(rows, {
    caption: timed
      ? "Hours, revenue and contact by partner"
      : `${recorded.deals ? "Revenue and last" : "Last"} business by partner`,
    file: "hours",
    find: "Find a partner",
    empty: "Hours are not recorded.",
    columns: [
      nameColumn<Hours>(),
      ...(timed ? hours : []),
      ...(recorded.deals ? [ofRevenue] : []),
      ...(timed && recorded.deals ? [support] : []),
      {
        // deals, referrals and tickets are contact too; where no others are recorded, the column says what it shows
        label: lastSeen(recorded),
        value: (d) => d.last_contact_on,
        show: (d) => (d.last_contact_on ? shortDate(d.last_contact_on) : "–")
      },
      {label: "Days ago", value: (d) => d.days_since_contact, numeric: true}
    ]
  });
}

export const jointTicketsTable = (rows: Service["joint_tickets"]): Node =>
  table(rows, {
    caption: "Tickets by who owned them",
    file: "joint-tickets",
    empty: "Support tickets are not recorded.",
    leads: () => howItCame,
    columns: [
      {label: "Owned", value: (d) => ownerNames[d.owner] ?? d.owner, narrow: true},
      {label: "Opened", value: (d) => d.tickets, show: (d) => count(d.tickets), numeric: true, narrow: true},
      {label: "Resolved", value: (d) => d.resolved, show: (d) => count(d.resolved), numeric: true, narrow: true},
      {
        label: "Days, mean",
        value: (d) => d.days,
        show: (d) => (d.days === null ? "–" : decimal(d.days)),
        numeric: true,
        narrow: true
      },
      {
        label: "On time",
        value: (d) => (d.with_due ? d.in_time / d.with_due : null),
        show: (d) => (d.with_due ? `${percent(d.in_time / d.with_due)} of ${count(d.with_due)}` : "–"),
        numeric: true,
        narrow: true
      }
    ]
  });

type Review = RowOf<Service["reviews"]>;

export const reviewsTable = (rows: readonly Review[], limit: number): Node =>
  table(rows, {
    caption: "Business reviews by partner, the longest ago first",
    file: "reviews",
    find: "Find a partner",
    empty: "Business reviews are not recorded.",
    columns: [
      nameColumn<Review>(),
      {
        label: "Last review",
        value: (d) => d.last_review_on,
        show: (d) => (d.last_review_on ? shortDate(d.last_review_on) : "none recorded"),
        narrow: true
      },
      {label: "Days ago", value: (d) => d.days_since_review, numeric: true, narrow: true},
      {label: `None for ${period(limit)}`, value: (d) => d.stale, narrow: true}
    ]
  });

/** Days since the last business review, as the strip of contacts; "" where none is recorded. */
export function reviewsFigure(columns: Service["reviews"], limit: number): Node | string {
  const rows = rowsOf(columns);
  if (!rows.length) return "";
  const known = rows.filter((d) => d.days_since_review !== null);
  const dots = known.map((d) => ({id: d.id, name: d.name, days: d.days_since_review, ignored: d.stale}));
  if (!dots.length) return reviewsTable(rows, limit);
  const said = (n: number, late: number) =>
    `Days since the last business review with ${counted(n, "partner")}; ${count(late)} of them more than ${counted(limit, "day")} ago.`;
  return figure(
    drawing((size) => contactDots(dots, limit, {...size, said}), whole),
    {
      title: reviewsTitle(rows.filter((d) => d.stale).length, rows.length, limit),
      caption: reviewsCaption(rows.length - known.length),
      figures: reviewsTable(rows, limit),
      defined: "reviews"
    }
  );
}
