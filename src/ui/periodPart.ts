import type {File} from "../contract/index.js";
import {periodLine, periodMissing} from "../copy/narrowing.js";
import {rowsOf} from "../shared/rows.js";
import {periodTable, type PeriodFigures} from "../tables/periodTables.js";
import {element} from "./dom.js";
import {loadPast} from "./loadPast.js";
import {periodMenu, quarterEnd, readPeriod, saidQuarter, writePeriod} from "./quarterMenu.js";

type Quarters = Pick<File<"traits">, "days" | "fiscal_year_first_month" | "currency" | "window_days">;

/** Every partner of now beside what it was at the end of a quarter; null where the figures can't be had. */
async function compared(
  day: string,
  now: string,
  figures: PeriodFigures,
  {currency, window_days}: Quarters
): Promise<Node | null> {
  const [before, after] = await Promise.all([loadPast(day), loadPast(now)]);
  if (!before || !after) return null;
  const past = new Map(rowsOf(before.partners).map((row) => [row.id, row]));
  const rows = rowsOf(after.partners).map((row) => ({id: row.id, name: row.name, then: past.get(row.id) ?? null, now: row}));
  return periodTable(rows, figures, day, {currency, days: window_days});
}

/**
 * The menu of quarters, and the place for what a page's figures were at the end of the one that is chosen: every partner then and now.
 * The address keeps the choice, links take it along, and paper has it too.
 */
export function periodPart(quarters: Quarters, figures: PeriodFigures): {menu: Node | null; place: HTMLElement} {
  const {days} = quarters;
  const place = element("div", {class: "period"});
  const show = async (period: string) => {
    const [day, now] = [quarterEnd(quarters, period), days.at(-1)];
    place.dataset["shown"] = period;
    if (day === null || now === undefined) {
      place.replaceChildren();
      return;
    }
    const list = await compared(day, now, figures, quarters).catch(() => null);
    // another quarter may have been chosen meanwhile
    if (place.dataset["shown"] !== period) return;
    const line = element(
      "p",
      {class: "dated", role: "status"},
      list ? periodLine(saidQuarter(day, quarters), now) : periodMissing
    );
    place.replaceChildren(line, ...(list ? [list] : []));
  };
  const asked = readPeriod(quarters);
  const menu = periodMenu(quarters, asked, (period) => {
    writePeriod(period);
    void show(period);
  });
  if (asked) void show(asked);
  return {menu, place};
}
