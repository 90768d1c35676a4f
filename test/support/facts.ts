import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {factsFromRecords, type Records} from "../../loaders/facts/fromRecords.ts";
import {type SettingsInput} from "../../loaders/settings.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";

export type {Records};

/** A real DuckDB in memory with schema facts built from hand-written records. */
export const factsOf = (records: Records, settings: SettingsInput = {}): Promise<DuckDB> =>
  factsFromRecords(records, parseSettings(settings, "test"));
