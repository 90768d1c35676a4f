import {defineMapping} from "./engine/mapping.ts";

// Deleted records: the sample database deletes nothing.

export const mapping = defineMapping({
  about: "AdventureWorksDW DimSalesTerritory",
  signature: ["SalesTerritoryKey", "SalesTerritoryAlternateKey", "SalesTerritoryRegion"],
  ignore: "A reseller's country comes from DimGeography."
});
