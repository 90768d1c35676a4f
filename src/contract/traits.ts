import {z} from "zod";
import {columns} from "./columns.ts";
import {partners} from "./partners.ts";

const {id, region, tier, grade, manager} = partners.row;

/** What lists of partners are narrowed by. */
export const Traits = z.strictObject({partners: columns({id, region, tier, grade, manager})});
