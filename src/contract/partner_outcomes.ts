import {z} from "zod";
import {Kind} from "./categories.ts";
import {columns, day, id, number} from "./types.ts";

/** Promises kept and broken by quarter, as credits: deals won and lost, tickets in time and not. */
export const PartnerOutcomes = z.strictObject({quarters: columns({id, quarter: day, kind: Kind, kept: number, broken: number})});
