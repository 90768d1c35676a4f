import {z} from "zod";
import {columns, count, id, maybe, number, share, text} from "./types.ts";

/** Persons who pass leads to each other, and who led the deals. */
export const PartnerPeople = z.strictObject({
  pairs: columns({id, ours: text, theirs: text, received: count, given: count}),
  led: columns({id, recorded: count, aligned: count, misled: count, aligned_won: count, misled_won: count}),
  without: columns({id, share_lost: share, effective_n_rest: maybe(number)})
});
