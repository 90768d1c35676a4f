import path from "node:path";
import {extensions, formatOf, isBySystem, isExcelsLock, isPlainName, isUnfinished, readName} from "./names.ts";

/** Something found below the drops folder. */
export interface Found {
  /** Relative to the drops folder, with forward slashes. */
  path: string;
  kind: "file" | "folder" | "link" | "other" | "closed" | "too_deep";
}

/** A file of the drops that goes no further, with the reason. */
export interface RejectedFile {
  path: string;
  outcome: "refuse" | "ignore";
  reason: string | null;
  message: string;
  sha256: string | null;
}

const documents = new Set(["", "md", "txt", "note", "license", "rst"]);

const advice: Record<string, string> = {
  zip: "Unpack it into the drop.",
  txt: "If its columns are separated by tabs (Excel's Unicode Text), rename it to .tsv; if by commas, to .csv.",
  gz: "Rename it to what it holds, such as .csv.gz.",
  "7z": "Unpack it into the drop.",
  rar: "Unpack it into the drop.",
  tar: "Unpack it into the drop.",
  "tar.gz": "Unpack it into the drop.",
  zst: "Unpack it into the drop, or compress it with gzip.",
  "csv.zst": "Unpack it into the drop, or compress it with gzip.",
  "csv.zip": "Unpack it into the drop.",
  numbers: "In Numbers choose File, Export To, CSV.",
  pdf: "A PDF holds no records: export CSV from the system that made it.",
  xml: "Export it as CSV or JSON.",
  html: "Choose CSV in the export.",
  xls: "Save it as .xlsx or as CSV.",
  xlsb: "Save it as .xlsx or as CSV.",
  xlsm: "Save it as .xlsx, without macros.",
  ods: "Save it as .xlsx or as CSV.",
  "gz.gz": "Compress it once only."
};

export const away = (file: Found, outcome: "refuse" | "ignore", reason: string | null, message: string): RejectedFile => ({
  path: file.path,
  outcome,
  reason,
  message,
  sha256: null
});

/** Why a file is left alone or refused for its name or its kind, before it is opened; null where it may be opened. */
export function checkName(file: Found): RejectedFile | null {
  const name = path.basename(file.path);
  const {table, extension} = readName(name);
  if (isUnfinished(name))
    return away(file, "ignore", null, `${printable(name)} is hidden or still being written; it is left for the next run.`);
  if (isBySystem(file.path))
    return away(file, "ignore", null, `${printable(name)} is no delivery: the operating system keeps it for itself.`);
  const odd = file.path.split("/").find((part) => !isPlainName(part));
  if (odd !== undefined)
    return away(
      file,
      "refuse",
      "file_name",
      `${JSON.stringify(odd)} has characters other than letters, digits, ".", "_" and "-". ${isExcelsLock(odd) ? "Excel keeps it while somebody has the workbook open: close the workbook, or deliver a copy of it from another folder." : `Rename ${odd === name && file.kind !== "closed" ? "the file" : "the folder"}.`}`
    );
  if (file.kind !== "file") return away(file, "refuse", "not_regular_file", kindMessages[file.kind](name));
  if (formatOf(extension)) return null;
  // a table's own name in small letters says that it is data; Partners.md or DEALS.txt is somebody's note
  const isCalled = table !== null && name.startsWith(table);
  if (!isCalled && documents.has(extension) && !(extension === "txt" && isExport(name)))
    return away(file, "ignore", null, `${name} is taken for a note, not data.${extension === "txt" ? ` ${advice["txt"]}` : ""}`);
  return unsupported(file);
}

/** A file whose extension is none that can be read. */
export function unsupported(file: Found): RejectedFile {
  const name = path.basename(file.path);
  const {extension} = readName(name);
  const wanted = `expected ${extensions.slice(0, -1).join(", ")} or ${extensions.at(-1)}`;
  return away(
    file,
    "refuse",
    "unsupported",
    `${name} ends in "${extension}", ${wanted}. ${advice[extension] ?? "Export it as one of these."}`
  );
}

const kindMessages: Record<Exclude<Found["kind"], "file">, (name: string) => string> = {
  folder: (name) => `${name} is a folder, expected a file. Copy the file itself into the drop.`,
  link: (name) => `${name} is a link; links are not followed. Copy the file itself into the drop.`,
  other: (name) => `${name} is a device or a pipe, expected a file. Copy the file itself into the drop.`,
  closed: (name) => `The folder ${name} may not be read by this user, so nothing in it was received. Give it read permission.`,
  too_deep: (name) => `${name} has a path longer than the system takes (4,096 bytes). Move it to a folder with a shorter path.`
};

/** A text whose name carries a date is an export rather than a note. */
const isExport = (name: string): boolean => readName(name).date !== null;

const printable = (name: string): string => (isPlainName(name) ? name : JSON.stringify(name));
