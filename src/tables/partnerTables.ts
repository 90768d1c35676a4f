import type {File, Kind, Partner, RowOf} from "../contract/index.js";
import {siteLink} from "../shared/address.js";
import {calledPeriod, isWhole, type Interval} from "../shared/periods.js";
import {element} from "../ui/dom.js";
import {decimal, money, monthYear, partOf, parts, percent} from "../shared/formats.js";
import {inBands} from "../copy/money.js";
import {kindNames} from "../copy/names.js";
import {howItCame} from "../ui/pageWays.js";
import {table} from "./table.js";
import type {ToDay} from "../charts/chart.js";
import type {Step} from "../charts/upDownBars.js";

/* The tables of one partner's page. */

type Pair = RowOf<File<"partner_people">["pairs"]>;

const ourPairs = {ours: "Ours", theirs: "Theirs", received: "Received", given: "Sent"};

/**
 * Pairs of people that refer to each other.
 * @param first how many rows are shown, on paper too, before the reader asks for all
 * @param heads of the columns; where both sides read them, their names
 */
export const pairsTable = (rows: readonly Pair[], first = 10, heads = ourPairs): Node =>
  table(rows, {
    caption: "Referrals between people",
    file: "people",
    first,
    empty: "Which people make the referrals is not recorded.",
    leads: () => howItCame,
    columns: [
      {label: heads.ours, value: (row) => row.ours, narrow: true},
      {label: heads.theirs, value: (row) => row.theirs, narrow: true},
      {label: heads.received, value: (row) => row.received, numeric: true, narrow: true},
      {label: heads.given, value: (row) => row.given, numeric: true, narrow: true}
    ]
  });

export const stepsTable = (
  steps: readonly Step[],
  names: [string, string],
  file: string,
  {
    interval,
    known,
    leads
  }: {interval: Interval; known: readonly [string, string]; leads?: ((begin: string) => string | null) | undefined}
): Node =>
  table([...steps].reverse(), {
    caption: `${names[0]} and ${names[1]}`,
    file,
    empty: "Nothing is recorded.",
    leads: (row) => leads?.(row.date) ?? howItCame,
    columns: [
      {
        label: interval.of === "month" ? "Month" : "Quarter",
        value: (row) => row.date,
        show: (row) => calledPeriod(row.date, interval),
        narrow: true
      },
      {label: names[0], value: (row) => row.up, show: (row) => parts(row.up), numeric: true, narrow: true},
      {label: names[1], value: (row) => row.down, show: (row) => parts(row.down), numeric: true, narrow: true},
      {label: "Complete period", value: (row) => isWhole(row.date, interval, known), narrow: true, once: true}
    ]
  });

type Credit = RowOf<File<"partner_kinds">["kinds"]>;

/** What its score is made of, and the score itself; ranges in 100. */
export function kindsTable(row: Partner, kinds: readonly Credit[], usual: ReadonlyMap<Kind | "all", number | null>): Node {
  const known = (fraction: number | null | undefined) => (typeof fraction === "number" ? 100 * fraction : null);
  const lines = [
    {what: "Trust", kept: null, n: null, value: row.score, lower: row.lower, upper: row.upper, usual: usual.get("all") ?? null},
    ...kinds.map((k) => ({
      what: kindNames[k.kind],
      kept: k.kept,
      n: k.n,
      value: known(k.mean),
      lower: known(k.lower),
      upper: known(k.upper),
      usual: known(usual.get(k.kind))
    }))
  ];
  const shown = (key: "value" | "lower" | "upper" | "usual") => (line: (typeof lines)[number]) =>
    line[key] === null ? "–" : decimal(line[key]);
  return table(lines, {
    caption: "What the score is made of",
    file: "score",
    empty: "Nothing is recorded.",
    leads: () => howItCame,
    columns: [
      {label: "What", value: (d) => d.what, narrow: true},
      {
        label: "Good",
        value: (d) => d.kept,
        show: (d) => (d.kept === null ? "–" : partOf(d.kept, d.n)),
        numeric: true
      },
      {label: "Of", value: (d) => d.n, show: (d) => (d.n === null ? "–" : parts(d.n)), numeric: true},
      {label: "Percent", value: (d) => d.value, show: shown("value"), numeric: true, narrow: true},
      {label: "Lower", value: (d) => d.lower, show: shown("lower"), numeric: true, narrow: true},
      {label: "Upper", value: (d) => d.upper, show: shown("upper"), numeric: true, narrow: true},
      {label: "Portfolio average", value: (d) => d.usual, show: shown("usual"), numeric: true}
    ]
  });
}

interface Month {
  as_of: string;
  score: number;
  lower: number;
  upper: number;
  average: number | null;
}

/** A partner's score at each month's end, the newest first. */
export const monthsTable = (months: readonly Month[], leads?: ToDay): Node =>
  table([...months].reverse(), {
    caption: "Trust score at each month’s end",
    file: "trust-history",
    empty: "No history yet.",
    leads: (d) => leads?.(d.as_of) ?? howItCame,
    columns: [
      {label: "At the end of", value: (d) => d.as_of, show: (d) => monthYear(d.as_of), narrow: true},
      {label: "Score", value: (d) => d.score, numeric: true, narrow: true},
      {label: "Lower", value: (d) => d.lower, numeric: true, narrow: true},
      {label: "Upper", value: (d) => d.upper, numeric: true, narrow: true},
      {
        label: "Average partner",
        value: (d) => d.average,
        show: (d) => (d.average === null ? "–" : decimal(d.average)),
        numeric: true,
        ifAny: true
      }
    ]
  });

interface Without {
  effective_n_rest: number | null;
}

/** What its loss would cost, today against without it. */
export function lossTable(row: Partner, published: File<"partners">, without: Without | undefined): Node {
  const {currency} = published.about;
  const bands = inBands(published.about);
  const largest = Math.max(
    0,
    ...published.partners.share.filter((s, i) => s !== null && published.partners.id[i] !== row.id).map((s) => s ?? 0)
  );
  // from the money, as shares rounded to their digits can add up to less than the largest of them where refunds leave little
  const others = published.partners.revenue.flatMap((net, i) => (published.partners.id[i] === row.id ? [] : [Math.max(0, net)]));
  const rest = others.reduce((sum, net) => sum + net, 0);
  const lines: [string, string, string, string][] = [
    [
      "./revenue",
      "Partner revenue",
      money(published.total_revenue, currency),
      bands ? "–" : money(published.total_revenue - Math.max(0, row.revenue), currency)
    ],
    ["./concentration", "Effective number of partners", count(published.effective_n), count(without?.effective_n_rest ?? null)],
    [
      "./concentration",
      "Largest share",
      percent(Math.max(largest, row.share ?? 0)),
      !bands && rest > 0 && row.share !== null ? percent(Math.max(...others) / rest) : "–"
    ]
  ];
  const head = ["", "today", "without it"].map((text, i) =>
    i ? element("th", {scope: "col", class: "number"}, text) : element("td")
  );
  const body = lines.map(([page, label, a, b]) =>
    element(
      "tr",
      {},
      element("th", {scope: "row"}, element("a", {href: siteLink(page)}, label)),
      element("td", {class: "number"}, a),
      element("td", {class: "number"}, b)
    )
  );
  return element(
    "div",
    {class: "table"},
    element(
      "table",
      {},
      element("caption", {}, "What changes without this partner"),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body)
    )
  );
}

const count = (n: number | null) => (n === null ? "–" : decimal(n));
