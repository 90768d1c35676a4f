import {z} from "zod";
import {columns, count, number, partnerId, share, table, text} from "./columns.ts";

/** The eight busiest pairs of persons of each partner, in the evidence window. */
export const pairs = table(
  {metric: null, order: "id, received + given desc, ours, theirs"},
  {
    id: partnerId(),
    ours: text("our person", "person"),
    theirs: text("their person", "person"),
    received: count("referrals received"),
    given: count("referrals given")
  }
);

/** Closed deals by whether the right side led them; the row without id is the portfolio. */
export const led = table(
  {metric: "leadership", where: "m.recorded > 0", order: "id nulls first"},
  {
    id: partnerId().nullable(),
    recorded: count("closed deals that tell who led them"),
    aligned: count("led as the rule of engagement says"),
    wrong_lead: count("led by the other side"),
    aligned_won: count("won of those led by the rule"),
    wrong_lead_won: count("won of the others")
  }
);

/** Persons who pass referrals to each other, who led the deals, and what is left without the partner. */
export const PartnerPeople = z.strictObject({
  pairs: columns(pairs.row),
  led: columns({...led.row, id: partnerId()}),
  without: columns({
    id: partnerId(),
    share_lost: share("part of partner revenue that goes with it"),
    effective_n_rest: number("effective number of the others", "partners", "share").nullable()
  })
});
