import {defineMapping} from "./engine/mapping.ts";

export const mapping = defineMapping({
  about: "AdventureWorksDW DimGeography: where a reseller is",
  signature: ["GeographyKey", "City", "StateProvinceCode", "EnglishCountryRegionName"],
  lookup: true
});
