import {defineMapping} from "./engine/mapping.ts";

// Deleted records: the sample database deletes nothing.

export const mapping = defineMapping({
  about: "AdventureWorksDW DimGeography: where a reseller is",
  signature: ["GeographyKey", "City", "StateProvinceCode", "EnglishCountryRegionName"],
  lookup: true
});
