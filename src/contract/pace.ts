import {category, columns, count, day, number, outcome, partnerId, pick, table, word} from "./columns.ts";
import {Level} from "./categories.ts";

/** Partners that open or win fewer deals than by their own rhythm, where the time of the year does not explain it. */
export const dealPace = table(
  {metric: "deal_pace", where: "m.season_level <> 'none'", order: "id, signal"},
  {
    id: partnerId(),
    signal: word(["deals_opened", "deals_won"], "what is below its pace", outcome),
    level: category(Level, "how sure that is", {...outcome, from: "m.season_level"}),
    window_days: count("days that deals were counted over", {unit: "days"}),
    recent: number("deals in these days", "deals", "count"),
    expected: number("deals expected in these days of the year", "deals", "count", {from: "m.season_expected"}),
    last_on: day("day of the last one").nullable()
  }
);

/** The same on a partner's page. */
export const PartnerPace = columns(pick(dealPace, "id", "signal", "level", "window_days", "recent", "expected", "last_on"));
