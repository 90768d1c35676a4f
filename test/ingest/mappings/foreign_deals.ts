import {defineMapping} from "../../../loaders/mappings/engine/mapping.ts";

const id = "[A-Z]-[0-9]{1,12}";

export const mapping = defineMapping({
  about: "a foreign export of deals, as in the catalogue of bad input",
  signature: ["deal_id", "partner_id", "customer_name", "stage", "amount", "opened_at"],
  table: "deals",
  columns: {
    deal_id: {from: "deal_id", pattern: id},
    partner_id: {from: "partner_id"},
    customer_id: {hashOf: ["customer_name"]},
    status: {from: "stage", values: {open: "open", closed_won: "won", closed_lost: "lost"}},
    amount: {from: "amount", pattern: String.raw`\d{1,12}(\.\d{2})`},
    currency: {from: "currency", pattern: "EUR|USD|GBP"},
    opened_on: {from: "opened_at"},
    closed_on: {from: "closed_at"},
    updated_at: {from: "updated_at"}
  },
  names: {customer_id: {from: "customer_name"}}
});
