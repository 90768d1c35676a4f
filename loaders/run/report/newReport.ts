import type {Report} from "./report.ts";

/** The report of a run that has just begun. */
export const newReport = (startedAt: Date, asOf = ""): Report => ({
  run: {started_at: startedAt.toISOString(), seconds: 0, outcome: "checked", exit_code: 0, message: "", troubles: []},
  as_of: asOf,
  files: [],
  tables: {},
  quarantine: [],
  stages: [],
  releases: [],
  outbox: {pending: 0, dead: 0, unknown: 0}
});
