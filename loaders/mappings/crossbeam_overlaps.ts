import {defineMapping} from "./engine/mapping.ts";

// Deleted records: they are in no export; an overlap that has ended is absent from the next one.

/**
 * Who of your accounts is an account of a partner too. No figure of the site is made from overlaps yet; mappings may look in them.
 * No public file of an overlap export was found: headers as the product's report shows them, and as a warehouse has its records.
 */
export const mapping = defineMapping({
  about: "Crossbeam overlaps: accounts that are a partner's too",
  signature: [
    ["Account Name", "Partner Name", "Partner Population"],
    ["Company Name", "Partner", "Partner Population"],
    ["account_name", "partner_name", "partner_population"]
  ],
  lookup: true
});
