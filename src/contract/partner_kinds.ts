import {z} from "zod";
import {Kind} from "./categories.ts";
import {columns, fraction, id, maybe, number} from "./types.ts";

const credit = {n: number, kept: number, mean: maybe(fraction), lower: maybe(fraction), upper: maybe(fraction)};

/** What each partner's score is made of; base rates are what is usual. */
export const PartnerKinds = z.strictObject({
  usual: z.array(z.strictObject({kind: Kind, base_rate: maybe(fraction)})),
  kinds: columns({id, kind: Kind, ...credit})
});
