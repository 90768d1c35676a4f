import {z} from "zod";

export const Grade = z.enum(["trusted", "candidate", "below_typical", "at_risk", "unproven", "not_rated"]);
export type Grade = z.infer<typeof Grade>;

export const Verdict = z.enum(["we_owe", "they_owe", "balanced", "too_few_to_say", "no_exchange"]);
export type Verdict = z.infer<typeof Verdict>;

export const Kind = z.enum(["deal", "referral", "ticket"]);
export type Kind = z.infer<typeof Kind>;

export const Level = z.enum(["alarm", "watch", "none"]);

export const Label = z.enum(["core", "fragile_core", "rising", "could_become_trusted", "maintain", "long_tail"]);
export type Label = z.infer<typeof Label>;
