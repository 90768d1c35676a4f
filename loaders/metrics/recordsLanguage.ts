import {z} from "zod";
import {mostAlike} from "../likeness.ts";
import {newSettingName} from "../renamed.ts";
import {Settings} from "../settings.ts";
import {tableNamed, tables} from "../tables/index.ts";
import {sqlEntries} from "./sqlEntries.ts";

/** Records that a metric reads itself: `deals closed_on in window_days where status = 'won'`. */
export interface RecordsBehind {
  table: string;
  /** The column that dates them, up to as_of; null where the condition says it. */
  dated: string | null;
  /** The setting whose days they lie in; null for all up to as_of. */
  within: string | null;
  /** SQL over the record's columns, and the explained row's as it.column. */
  where: string | null;
}

const recordsEntry = /^([a-z_]+)(?: ([a-z_]+_on)(?: in ([a-z_]+_days))?)?(?: where (.+))?$/;

/** The entry "records:" of a metric's header: each names a table of deliveries, and days that are a setting. */
export const recordsList = z
  .string()
  .min(1)
  .transform((text, context): RecordsBehind[] =>
    sqlEntries(text).map((part) => {
      const found = recordsEntry.exec(part.trim());
      const [, table = "", dated = null, days = null, where = null] = found ?? [];
      const within = days === null ? null : (newSettingName(days) ?? days);
      const message = found
        ? unknownIn(table, within)
        : `"${part.trim()}" is not "table [date_on [in setting_days]] [where SQL]"`;
      if (message !== null) context.addIssue({code: "custom", message});
      return {table, dated, within, where};
    })
  );

/** Which records an entry of a header names. */
export function entryText({table, dated, within, where}: RecordsBehind): string {
  return [table, dated && `by ${dated}`, within && `in ${within}`, where && `where ${where}`].filter(Boolean).join(" ");
}

/** What an entry names that there is not, with the likely meaning; null where all of it is known. */
function unknownIn(table: string, within: string | null): string | null {
  const unknown = (what: string, written: string, names: readonly string[]) => {
    const [like] = mostAlike(written, names, (name) => [name]);
    return `there is no ${what} "${written}"${like === undefined ? "" : `. Did you mean ${like}?`}`;
  };
  if (!tableNamed(table))
    return unknown(
      "table",
      table,
      tables.map(({name}) => name)
    );
  const settings = Object.keys(Settings.shape);
  return within === null || settings.includes(within) ? null : unknown("setting", within, settings);
}
