import {HandshakeError} from "../../errors.ts";

/**
 * What a value tells: of whom (an id or a name), how much money, how many a group has, or nothing that could be withheld. "group" is of
 * the kind that the row's dimension says; "amount" is money where the row's unit says so.
 */
export type ColumnKind = "partner" | "customer" | "person" | "group" | "money" | "amount" | "group_size" | "withheld" | "open";

const all = (kind: ColumnKind, names: string): Record<string, ColumnKind> =>
  Object.fromEntries(names.split(" ").map((name) => [name, kind]));
const open = (names: string) => all("open", names);

/** Every column of what pages are made from, by table. A column that isn't here fails the build: say what it tells before it is shown. */
export const columnKinds: Record<string, Record<string, ColumnKind>> = {
  partners: {
    ...all("partner", "id name parent"),
    manager: "person",
    ...all("money", "received_value given_value revenue expected_loss deal_size merit"),
    ...open(
      "kind tier region agreement started_on score lower upper evidence p_better grade grade_before next_grade to_next_deals to_next_referrals to_next_tickets received given verdict share_lower share_upper share p_silent rank abc value_share label merit_rank expected_deals served service_share hours last_contact_on days_since_contact ignored quiet quiet_window_days quiet_recent quiet_expected p_quiet"
    )
  },
  kinds: {id: "partner", ...open("kind n kept mean lower upper")},
  priors: open("kind speaks weight base_rate strength events partners"),
  usual: open("as_of kind weight base_rate"),
  scores: {id: "partner", ...open("as_of score lower upper grade")},
  exchange_months: {id: "partner", ...open("month received given")},
  exchange_history: open("as_of received given weighted_reciprocity"),
  exchange_portfolio: open(
    "weighted_reciprocity rho edges mutual_dyads people_us people_them lag_given lag_returned lag_rate lag_lower lag_upper lag_expected"
  ),
  outcomes: {id: "partner", ...open("quarter kind kept broken")},
  pairs: {id: "partner", ...all("person", "ours theirs"), ...open("received given")},
  led: {id: "partner", ...open("recorded aligned misled aligned_won misled_won")},
  concentration: {total: "money", ...open("as_of is_current dimension n hhi effective_n cr1 cr3 top20_share gini band")},
  members: {...all("group", "id name group_id"), net: "money", ...open("dimension share negative")},
  disclosures: {...all("group", "group_id name"), net: "money", ...open("dimension members share")},
  loss: {...all("money", "expected_loss var95 es95"), ...open("p_lose_20")},
  loss_curve: open("share_lost probability"),
  what_if: open("removed share_lost effective_n_rest"),
  regions: {partners: "group_size", net: "money", ...all("partner", "top_id top_name"), ...open("region effective_n top_share")},
  revenue: {net: "money", ...open("kind deals held_out_deals negative_deals")},
  segmentation: open("partners k80 top20_share k_a k_ab"),
  segment_moves: {...all("partner", "id name"), ...open("move")},
  takers: {...all("partner", "id name"), ...open("given received customer_deals")},
  alliances: {
    ...all("partner", "id name"),
    ...all("person", "ours theirs"),
    ...open("received given since on_paper reps_now ready")
  },
  headlines: {
    ...all("amount", "value since_month since_quarter since_year"),
    ...open("headline unit better month_end quarter_end year_end")
  },
  backtest_scores: open("forecast forecasts brier brier_portfolio brier_raw"),
  backtest_calibration: open("forecast mean_forecast mean_outcome weight"),
  backtest_alarms: open("level judged stayed_below share lower upper"),
  first_deal: open("median_days waiting_365"),
  led_sizes: open("customer_size leadership deals won win_rate win_lower win_upper"),
  registrations: {
    ...all("partner", "id name"),
    ...open("registered approved waiting late in_time_share expired both_sides opened_against")
  },
  effect: {
    ...all("money", "deal_size direct_deal_size"),
    ...open("involvement deals direct_deals win_rate direct_win_rate cycle_days direct_cycle_days")
  },
  preferences: open("recorded honoured overruled"),
  maturity: open("year deals win_rate discount contested"),
  reps: {
    name: "person",
    ...all("partner", "top_id top_name"),
    top_customer: "customer",
    net: "money",
    ...open("partners customers top_share top_customer_share lives_off pipeline_deals own_share")
  },
  matrix: {ours: "person", ...all("partner", "id name"), ...open("received given")},
  trouble_free: {...all("partner", "id name"), ...open("introduced_by customers trouble_free share lower upper")},
  rescues: open("owner tickets resolved days with_due in_time"),
  reviews: {...all("partner", "id name"), ...open("last_review_on days_since_review stale")},
  alerts: {
    ...all("partner", "partner_id partner"),
    ...all("customer", "customer_id customer"),
    manager: "person",
    ...all("withheld", "alert_id subject"),
    ...all("money", "value at_stake revenue"),
    ...all("amount", "size seen expected"),
    ...open("kind level since raised_on size_unit detail likelihood rank share")
  }
};

/** @throws HandshakeError that names the table and its columns of which nobody has said what they tell. */
export function checkKinds(table: string, rows: readonly object[]): Record<string, ColumnKind> {
  const kinds = columnKinds[table] ?? {};
  const unknown = Object.keys(rows[0] ?? {}).filter((column) => !(column in kinds));
  if (!unknown.length) return kinds;
  throw new HandshakeError(
    `What ${table}.${unknown.join(`, ${table}.`)} tells of whom is not said, so nobody may see it yet. Say it in loaders/publish/audiences/kinds.ts: partner, customer, person, money, … or open.`
  );
}
