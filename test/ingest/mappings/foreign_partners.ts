import {defineMapping} from "../../../loaders/mappings/engine/mapping.ts";

export const mapping = defineMapping({
  about: "a foreign export of partners",
  signature: ["partner_id", "partner_name", "tier"],
  table: "partners",
  columns: {
    partner_id: {from: "partner_id", pattern: "[A-Z]-[0-9]{1,12}"},
    name: {from: "partner_name"},
    tier: {from: "tier"}
  }
});
