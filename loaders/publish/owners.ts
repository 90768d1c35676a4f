import {Owners} from "../../src/contract/owners.ts";
import type {File} from "../../src/contract/index.ts";
import {byColumn} from "./byColumn.ts";
import type {Portfolio} from "./portfolio.ts";

/** What waits at the partners of each account manager. */
export const ownersFile = (p: Portfolio): File<"owners"> => ({
  about: p.about,
  owners: [...new Set(p.partners.flatMap((row) => row.manager ?? []))].sort((a, b) => a.localeCompare(b, "en")),
  worklist: byColumn(Owners.shape.worklist, p.worklist),
  registrations: byColumn(Owners.shape.registrations, p.registrations_waiting),
  referrals: byColumn(Owners.shape.referrals, p.referrals_unanswered),
  pipeline: byColumn(Owners.shape.pipeline, p.owner_pipeline)
});
