import type {About, Grade, Partner} from "../contract/index.js";
import {element} from "../ui/dom.js";
import {nameColumn} from "./figureTables.js";
import type {Filter} from "../ui/filters.js";
import {money} from "../shared/formats.js";
import {gradeText} from "../copy/grades.js";
import {gradeNames, gradeOrder, labelName, verdictNames} from "../copy/names.js";
import {narrowingMenus} from "../copy/narrowing.js";
import {unknownLine} from "../ui/unknownLine.js";
import {
  periodMenu,
  periodName,
  quarterEnd,
  quarterOf,
  type Quarters,
  readPeriod,
  saidQuarter,
  writePeriod
} from "../ui/quarterMenu.js";
import {rangeBar, shareBar} from "../charts/shareBar.js";
import {spark} from "../charts/spark.js";
import {table, type Column} from "./table.js";
import {differenceText} from "./figureTexts.js";

/* The list of all partners, with what is known of each. */

const partnerColumn: Column<{id: string; name: string}> = nameColumn();

interface Reading extends Quarters {
  /** Score of the average partner. */
  average: number | null;
  currency: string | null;
  /** Which records there are; a column of what is not recorded is left out. */
  recorded: Pick<About["recorded"], "referrals" | "deals">;
  /** Columns of a company's own metrics. */
  own?: readonly Column<{id: string}>[];
}

/** The list of all partners, and on wish their scores at the end of an earlier quarter, which the address then names. */
export function partnersTable(rows: readonly Partner[], reading: Reading): Node {
  const place = element("div");
  const unknown = unknownLine(rows, filters(rows), reading);
  place.addEventListener("change", () => unknown.remove(), {once: true});
  const show = (period: string, chosen = false) => {
    const menu = periodMenu(reading, period, (now) => show(now, true));
    if (chosen) writePeriod(period);
    place.replaceChildren(...(chosen ? [] : [unknown]), listOf(rows, reading, period, menu));
    if (chosen) menu?.focus();
  };
  show(readPeriod(reading));
  return place;
}

function listOf(
  rows: readonly Partner[],
  {average, currency, recorded, own = [], ...quarters}: Reading,
  period: string,
  menu: Node | null
): Node {
  const end = quarterEnd(quarters, period);
  return table(rows, {
    caption: end === null ? "All partners" : `All partners, their scores compared with the end of ${saidQuarter(end, quarters)}`,
    file: "partners",
    find: "Find a partner",
    first: 25,
    still: 200,
    filters: filters(rows),
    inAddress: true,
    onSheets: true,
    ...(menu ? {besides: {said: {[periodName]: period}, menu}} : {}),
    empty: "No partners in the data.",
    columns: [
      partnerColumn,
      ...scoreColumns(rows, average, quarters, period),
      ...otherColumns(rows, currency, recorded).filter(({widest}) => !(period && widest)),
      ...own
    ]
  });
}

function scoreColumns(rows: readonly Partner[], average: number | null, quarters: Quarters, period: string): Column<Partner>[] {
  const scale = [
    Math.min(100, ...rows.flatMap((row) => row.past_lower).filter((v) => v !== null)),
    Math.max(0, ...rows.flatMap((row) => row.past_upper).filter((v) => v !== null))
  ] as const;
  const score: Column<Partner> = {
    label: "Score",
    value: (row) => row.score,
    show: (row) => rangeBar(row.score, row.lower, row.upper, row.grade === "unproven"),
    numeric: true,
    narrow: true
  };
  const years: Column<Partner> = {
    label: "History",
    inFiles: "Score at the earliest month-end",
    value: (row) => row.past.at(0) ?? null,
    show: (row) => spark(row.past, row.past_lower, row.past_upper, scale)
  };
  const grade: Column<Partner> = {
    label: "Grade",
    value: (row) => (row.grade ? gradeNames[row.grade] : null),
    show: (row) => gradeText(row, average) ?? "–",
    narrow: !period
  };
  return period ? [...comparison(quarters, period), score, grade] : [score, years, grade];
}

/** The score at the end of a quarter, and how far it has moved since; "–" for a partner that was not there yet. */
function comparison(quarters: Quarters, period: string): Column<Partner>[] {
  const at = quarters.days.findIndex((day) => quarterOf(day, quarters) === period);
  const then = (row: Partner) => row.past[at] ?? null;
  const since = (row: Partner) => {
    const [before, now] = [then(row), row.past.at(-1) ?? null];
    return before === null || now === null ? null : now - before;
  };
  return [
    {
      label: "Score then",
      value: then,
      show: (row) => rangeBar(then(row), row.past_lower[at] ?? null, row.past_upper[at] ?? null),
      numeric: true,
      widest: true
    },
    {label: "Since then", value: since, show: (row) => differenceText(since(row), "score", null), numeric: true, narrow: true}
  ];
}

function otherColumns(rows: readonly Partner[], currency: string | null, recorded: Reading["recorded"]): Column<Partner>[] {
  const most = Math.max(0, ...rows.map((row) => row.share ?? 0));
  const leads: Column<Partner>[] = recorded.referrals
    ? [
        {label: "Referrals received", value: (row) => row.received, numeric: true, widest: true},
        {label: "sent", value: (row) => row.given, numeric: true, widest: true},
        {label: "Balance", value: (row) => verdictNames[row.verdict]}
      ]
    : [];
  const brings: Column<Partner>[] = recorded.deals
    ? [
        {label: "Revenue", value: (row) => row.revenue, show: (row) => money(row.revenue, currency), numeric: true, narrow: true},
        {label: "Share", value: (row) => row.share, show: (row) => shareBar(row.share, most), numeric: true, widest: true}
      ]
    : [];
  const segment: Column<Partner>[] = recorded.deals ? [{label: "Segment", value: labelName}] : [];
  return [
    ...brings,
    ...leads,
    ...segment,
    {label: "Region", value: (row) => row.region},
    {label: "Account manager", value: (row) => row.manager, widest: true}
  ];
}

/** The menus over the list: region, tier, grade, account manager; and what needs somebody's eye. */
const filters = (rows: readonly Partner[]): Filter<Partner>[] => [
  {label: narrowingMenus.region.label, name: "region", of: (row) => row.region},
  {label: "All tiers", name: "tier", of: (row) => row.tier},
  {
    label: "All grades",
    name: "grade",
    of: (row) => row.grade,
    say: (value) => gradeNames[value as Grade],
    order: gradeOrder.filter((grade) => rows.some((row) => row.grade === grade))
  },
  {label: "All account managers", name: "manager", of: (row) => row.manager}
];
