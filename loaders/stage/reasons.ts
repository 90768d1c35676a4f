const deliverPerson = "Deliver the person too; the record is released by the next rebuild.";

/** What to do about each reason for which a record or a file is not taken: the closed list, apart from columns' own names. */
const remedies: Record<string, string> = {
  encoding: "Export the file as UTF-8.",
  control_character: "Take the unprintable character out of the record at its source.",
  csv_syntax: "Double the quotes inside quoted text; export with a CSV writer.",
  column_count: "Quote texts that hold commas, so that every line has as many cells as the header.",
  repeated_header: "Leave repeated header lines out of the export.",
  too_long: "Shorten the text at its source; 65,536 characters are the most.",
  header: "Export the columns that the message names.",
  empty: "Export the file again.",
  not_text: "Save the file as CSV.",
  unsupported: "Export the file as csv, tsv, json, ndjson, parquet or xlsx.",
  gzip: "Compress the file again and deliver it whole.",
  too_large: "Deliver the file in parts, or uncompressed.",
  json: "Export flat records: no nested values, no key twice, whole numbers up to 2^53.",
  manifest: "Deliver the file and its manifest.json again, so that they agree.",
  parquet: "Export the file again.",
  file_name: "Rename the file with letters, digits, dot, underscore and hyphen.",
  not_regular_file: "Copy the file itself into the drop.",
  unknown_table: "Name the file after its table, or write a mapping for it.",
  future_drop: "Correct the date in the file's name.",
  too_many_bad_rows: "Fix the export; most likely a column has changed its format.",
  damaged_id: "Export the file again without opening it in a spreadsheet, which has damaged the ids.",
  total_line: "Export the records without lines of totals.",
  day_order: "Say in the mapping in which order the export writes day and month.",
  bad_id: "Give the record a key of 1 to 200 visible characters without spaces.",
  conflict: "Two versions contradict each other: deliver the right one alone, in a later drop or with a newer updated_at.",
  orphan_partner: "Deliver the partner too; the record is released by the next rebuild.",
  orphan_deal: "Deliver the deal too; the record is released by the next rebuild.",
  // an id's own name as the reason: what it names is not known; what can't be an id is a bad_id
  customer_id: "Deliver the customer too; the record is released by the next rebuild.",
  rep_id: deliverPerson,
  person_id: deliverPerson,
  from_person: deliverPerson,
  to_person: deliverPerson,
  date_order: "Correct the days: nothing closes or is resolved before it was opened.",
  state: "A won or lost deal needs closed_on, an open one must not have it.",
  future_date: "Correct the day: it lies after the data's own date; that of a decision, after the day on which its file came.",
  amount_range: "Check the amount; if it is right, raise amount_max in handshake.config.ts."
};

/** Whether a reason is one of the closed list, and no column's own name. */
export const isListed = (reason: string): boolean => Object.hasOwn(remedies, reason);

/** The next step for a reason; for a column's own name, that its value can't be read. */
export const remedyFor = (reason: string): string =>
  remedies[reason] ?? `Correct ${reason} at its source, or set its format in a mapping (loaders/mappings).`;
