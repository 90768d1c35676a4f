import {defineMapping} from "../../../loaders/mappings/engine/mapping.ts";

export const mapping = defineMapping({
  about: "a foreign export of referrals; the e-mail address of the contact is not wanted and never read",
  signature: ["referral_id", "partner_id", "status", "referred_at"],
  table: "referrals",
  columns: {
    referral_id: {from: "referral_id", pattern: "[A-Z]-[0-9]{1,12}"},
    partner_id: {from: "partner_id"},
    direction: {constant: "received"},
    made_on: {from: "referred_at"},
    outcome: {from: "status", values: {new: "pending", converted: "accepted", rejected: "rejected"}},
    deal_id: {from: "deal_id"},
    updated_at: {from: "updated_at"}
  }
});
