/* Takes the place of hucre in pages: of all that it reads and writes, they write workbooks. */
export {writeXlsx} from "hucre/xlsx";
