// What Framework calls npm:name is the package of that name in node_modules.
declare module "npm:@observablehq/plot" {
  export * from "@observablehq/plot";
}
declare module "npm:hucre" {
  export {writeXlsx} from "hucre/xlsx";
}
declare module "npm:hyparquet-writer" {
  export {parquetWriteBuffer} from "hyparquet-writer";
}
