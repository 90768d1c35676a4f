import {contentOf} from "./content.ts";

/**
 * What a file is whose name says nothing that can be read, and what to do with it, as a sentence; null where its first bytes don't tell.
 * Some systems write a web page or text into a file called .xls.
 */
export function misnamedAs(extension: string, head: Uint8Array): string | null {
  const text = new TextDecoder("latin1").decode(head);
  switch (contentOf(head)) {
    case "workbook":
      return extension !== "xls" ? null : "It is a workbook of today's Excel: rename it to .xlsx.";
    case "html":
      return "It is a web page with a table, as some systems export for Excel: choose CSV in the export, or open it in a spreadsheet and save it as .xlsx.";
    case "xml":
      return /urn:schemas-microsoft-com:office:spreadsheet/.test(text)
        ? "It is a spreadsheet of Excel 2003 in XML: open it and save it as .xlsx."
        : "It is XML: export it as CSV or JSON.";
    case "framed":
      return "It is a list printed in a frame of strokes and dashes: export the records themselves as CSV or a workbook.";
    case "gzip":
      return "It is compressed with gzip: rename it to what it holds, such as .csv.gz or .json.gz.";
    case "parquet":
      return "It is a Parquet file: rename it to .parquet.";
    case "text":
      return separatedBy(new TextDecoder().decode(head));
    default:
      return null;
  }
}

/** The name for a text whose first lines have the same number of cells. */
function separatedBy(text: string): string | null {
  const lines = text.split(/\r?\n/).slice(0, -1).filter(Boolean).slice(0, 3);
  const [extension, mark] =
    (
      [
        ["tsv", "\t", "tabs"],
        ["csv", ",", "commas"],
        ["csv", ";", "semicolons"]
      ] as const
    )
      .filter(([, sign]) => lines.length > 1 && lines.every((l) => l.split(sign).length > 2))
      .map(([ending, , word]) => [ending, word])[0] ?? [];
  return extension ? `It is text with ${mark!} between its cells: rename it to .${extension}.` : null;
}
