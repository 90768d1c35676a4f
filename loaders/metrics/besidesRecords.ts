import {plainCode} from "../engines/models.ts";

/** Calls and words that give other values on another day, or in another run. */
const moving =
  /(?<![.\w])(?:(?:current_date|current_timestamp|current_time|localtime|localtimestamp)\b|(?:now|today|get_current_time|get_current_timestamp|transaction_timestamp|random|uuid|uuidv4|uuidv7|gen_random_uuid)(?=\s*\()|tablesample\b|using\s+sample\b)/gi;

/** Calls that read files, which no run looks at for what is new in them. */
const reading =
  /(?<![.\w])(?:read_(?:csv|csv_auto|parquet|json|json_auto|ndjson|ndjson_auto|text|blob)|parquet_scan|glob)(?=\s*\()/gi;

/** What of a metric's SQL can give other rows from the same records: the clock, chance, files. In small letters, each once. */
export function besidesRecords(sql: string): string[] {
  const code = plainCode(sql);
  const found = [...(code.match(moving) ?? []), ...(code.match(reading) ?? [])];
  return [...new Set(found.map((text) => text.toLowerCase().replace(/\s+/g, " ")))];
}
