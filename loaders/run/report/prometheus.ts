import type {Report} from "./report.ts";

interface Metric {
  name: string;
  help: string;
  values: [labels: string, value: number | null][];
}

/** The value that an earlier text has for a metric without labels. */
const valueIn = (text: string, name: string): number | null => {
  const found = new RegExp(`^handshake_${name} (\\S+)$`, "m").exec(text);
  return found ? Number(found[1]) : null;
};

/** The values that an earlier text has for a metric with labels. */
const labelled = (text: string, name: string): [labels: string, value: number][] =>
  [...text.matchAll(new RegExp(`^handshake_${name}(\\{\\S+\\}) (\\S+)$`, "gm"))].map(([, labels = "", value]) => [
    labels,
    Number(value)
  ]);

/**
 * A run as metrics in Prometheus' text format, for the node exporter's textfile collector. All are gauges; times are Unix seconds, so that
 * an age is computed where the alarm is: time() - handshake_data_as_of_timestamp_seconds.
 * @param before the text that the run before left: it knows the last success when this run failed
 */
export function prometheusText(report: Report, before: string): string {
  const {run, files, releases} = report;
  const start = Date.parse(run.started_at) / 1000;
  const failed = ["failed", "stopped", "busy"].includes(run.outcome);
  const published = run.outcome === "published" || run.outcome === "nothing_new";
  const asOf = report.as_of ? Date.parse(`${report.as_of}T23:59:59Z`) / 1000 : null;
  const counted = (what: "records" | "accepted" | "quarantined") => files.reduce((sum, f) => sum + f[what], 0);
  const of = (name: string, help: string, value: number | null): Metric => ({name, help, values: [["", value]]});
  const kept = (name: string, value: number | null) => (failed || value === null ? valueIn(before, name) : value);
  const metrics: Metric[] = [
    of("last_run_timestamp_seconds", "When the last run began.", start),
    of(
      "last_run_exit_code",
      "Its exit code: 0 well, 65 data refused or held, 69 published but something after it failed, 70 failed, 75 another run was at work, 78 settings can't be used.",
      run.exit_code
    ),
    of("last_run_duration_seconds", "How long it took.", run.seconds),
    of(
      "last_success_timestamp_seconds",
      "When the last run ended that left readers with what the drops say: published, or nothing new to publish.",
      published ? start + run.seconds : valueIn(before, "last_success_timestamp_seconds")
    ),
    of(
      "data_as_of_timestamp_seconds",
      "The end of the day that the figures are for.",
      kept("data_as_of_timestamp_seconds", asOf)
    ),
    of(
      "data_age_seconds",
      "The age of the data when the run began.",
      kept("data_age_seconds", asOf === null ? null : Math.max(0, start - asOf))
    ),
    of("rows_read", "Records in all files received.", kept("rows_read", counted("records"))),
    of("rows_accepted", "Records of which this is the current version.", kept("rows_accepted", counted("accepted"))),
    of("rows_quarantined", "Records in quarantine, with a reason.", kept("rows_quarantined", counted("quarantined"))),
    of(
      "files_refused",
      "Files refused or held.",
      kept("files_refused", files.filter((f) => f.outcome === "refuse" || f.outcome === "hold").length)
    ),
    of(
      "pinned",
      "1 while readers keep the release of a rollback, so that runs publish nothing, else 0.",
      failed ? valueIn(before, "pinned") : Number(releases.some((r) => r.pinned))
    ),
    ...labelledMetrics(report, failed ? before : null)
  ];
  return metrics.map(textOf).join("");
}

/** The metrics with labels; of a run that failed those that the run before left, where they tell of what readers have. */
function labelledMetrics({outbox, tables, stages}: Report, before: string | null): Metric[] {
  return [
    {
      name: "messages",
      help: "Digests of cases that wait to be sent again, were given up, or may not have arrived.",
      values:
        before !== null ? labelled(before, "messages") : Object.entries(outbox).map(([state, n]) => [`{state="${state}"}`, n])
    },
    {
      name: "table_rows",
      help: "Current records, by table.",
      values:
        before !== null
          ? labelled(before, "table_rows")
          : Object.entries(tables).map(([name, {final}]) => [`{table="${name}"}`, final])
    },
    {
      name: "stage_duration_seconds",
      help: "How long each stage took.",
      values: stages.map(({name, seconds}) => [`{stage="${name}"}`, seconds])
    }
  ];
}

function textOf({name, help, values}: Metric): string {
  const lines = values.flatMap(([labels, value]) => (value === null ? [] : [`handshake_${name}${labels} ${value}\n`]));
  return lines.length ? `# HELP handshake_${name} ${help}\n# TYPE handshake_${name} gauge\n${lines.join("")}` : "";
}
