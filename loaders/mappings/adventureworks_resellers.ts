import {defineMapping} from "./engine/mapping.ts";

// Deleted records: the sample database deletes nothing.

export const mapping = defineMapping({
  about: "AdventureWorksDW DimReseller: a row a reseller",
  signature: ["ResellerKey", "GeographyKey", "ResellerAlternateKey", "BusinessType", "ResellerName"],
  table: "partners",
  columns: {
    partner_id: {from: "ResellerKey"},
    name: {from: "ResellerName"},
    kind: {from: "BusinessType"},
    region: {
      from: "GeographyKey",
      lookup: {in: "adventureworks_geography", key: "GeographyKey", value: "EnglishCountryRegionName"}
    }
  }
});
