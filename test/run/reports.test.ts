import {existsSync, readdirSync, readFileSync, rmdirSync, symlinkSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import type {Report} from "../../loaders/run/report/report.ts";
import {reportHtml} from "../../loaders/run/report/html.ts";
import {explainedAfter, HandshakeError, toHandshakeError} from "../../loaders/errors.ts";
import {lockFolder} from "../../loaders/run/lock.ts";
import {concludeRun} from "../../loaders/run/report/conclude.ts";
import {keepReport} from "../../loaders/run/report/keepReport.ts";
import {prometheusText} from "../../loaders/run/report/prometheus.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {problemsOf} from "../../loaders/run/report/problems.ts";
import {newReport} from "../../loaders/run/report/newReport.ts";

const file = {
  sha256: null,
  table: "deals",
  mapping: null,
  drop_date: "2026-06-30",
  deduplicated: 0,
  superseded: 0,
  warnings: [],
  notes: []
};
const taken = {
  ...file,
  path: "deals.csv",
  outcome: "accept" as const,
  reason: null,
  message: "",
  records: 5,
  accepted: 3,
  quarantined: 2,
  notes: [
    {
      path: "deals.csv",
      reason: "amount",
      column: "amount",
      records: 2,
      line: 4,
      key: "D4",
      found: [{value: "<i>", records: 2}],
      more: 0,
      what: 'amount is "<i>"',
      edit: "Fix the export."
    }
  ]
};
const refused = {
  ...file,
  path: "<b>.csv",
  outcome: "refuse" as const,
  reason: "empty",
  message: "<b>.csv is empty",
  records: 0,
  accepted: 0,
  quarantined: 0
};

const report = (run: Partial<Report["run"]> = {}): Report => ({
  run: {
    started_at: "2026-07-01T06:00:00.000Z",
    seconds: 12.5,
    outcome: "published",
    exit_code: 0,
    message: "",
    troubles: [],
    ...run
  },
  as_of: "2026-06-30",
  files: [taken, refused],
  tables: {deals: {final: 3}},
  quarantine: [
    {path: "deals.csv", line: 4, key: "D4", reason: "bad_amount"},
    {path: "deals.csv", line: 9, key: "D9", reason: "bad_amount"}
  ],
  stages: [{name: "receive", seconds: 0.5}],
  releases: [{site: "/srv/site", name: "0123456789abcdef", published: true}],
  outbox: {pending: 1, dead: 2, unknown: 0}
});
const settings = parseSettings({company: "Ann & Co", runs_max: 2}, "test");

/** The samples of a text in Prometheus' format, each line checked against its grammar. */
function samples(text: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const line of text.trimEnd().split("\n")) {
    if (/^# (HELP handshake_\w+ \S.*|TYPE handshake_\w+ gauge)$/.test(line)) continue;
    const [, name, value] = /^(handshake_\w+(?:\{\w+="\w+"\})?) (-?[\d.]+)$/.exec(line) ?? [line, line, "NaN"];
    found[name] = Number(value);
  }
  return found;
}

describe("the metrics for monitoring", () => {
  test("say when the last run and the last success were, how old the data are, what was held back, how long it took", () => {
    expect(samples(prometheusText(report(), ""))).toMatchObject({
      handshake_last_run_timestamp_seconds: Date.parse("2026-07-01T06:00:00Z") / 1000,
      handshake_last_success_timestamp_seconds: Date.parse("2026-07-01T06:00:12.5Z") / 1000,
      handshake_data_age_seconds: 6 * 3600 + 1,
      handshake_rows_read: 5,
      handshake_rows_quarantined: 2,
      handshake_files_refused: 1,
      handshake_last_run_duration_seconds: 12.5,
      handshake_last_run_exit_code: 0,
      'handshake_table_rows{table="deals"}': 3,
      'handshake_stage_duration_seconds{stage="receive"}': 0.5
    });
  });

  test("keep the last success, and what readers have, through runs that fail", () => {
    const before = prometheusText(report(), "");
    const failed = {...report({outcome: "failed", exit_code: 70, started_at: "2026-07-02T06:00:00.000Z"}), files: [], as_of: ""};
    const after = samples(prometheusText(failed, before));
    const same = ["last_success_timestamp_seconds", "data_as_of_timestamp_seconds", "rows_quarantined"].map(
      (n) => `handshake_${n}`
    );
    expect(same.map((n) => after[n])).toEqual(same.map((n) => samples(before)[n]));
    expect(after.handshake_last_run_exit_code).toBe(70);
  });
});

describe("the report for a person", () => {
  test("names every file, what was held back and what to do about it, and text stays text", () => {
    const html = reportHtml(report(), settings);
    expect(html).toContain("<h1>Published, data to 2026-06-30</h1>");
    expect(html).toContain("&lt;b&gt;.csv is empty");
    expect(html).not.toContain("<b>");
    expect(html).toMatch(
      /amount<\/td><td class="n">2<\/td><td>deals.csv line 4<\/td><td>amount is &quot;&lt;i&gt;&quot;<\/td><td>Fix the export\./
    );
  });

  test("says first what went wrong when the run failed", () => {
    const html = reportHtml(report({outcome: "failed", exit_code: 70, message: "The disk is full."}), settings);
    expect(html).toContain("<h1>Failed: readers have what they had before, data to 2026-06-30</h1>");
    expect(html.indexOf("The disk is full.")).toBeLessThan(html.indexOf("Every file"));
  });
});

describe("reports", () => {
  let build: string;
  beforeEach(async () => void (build = await temporaryFolder()));
  afterEach(() => removeFolder(build));

  test("stay for so many runs; the newest lies in the build folder too", async () => {
    for (const hour of ["06", "07", "08"])
      await keepReport(build, report({started_at: `2026-07-01T${hour}:00:00.000Z`}), settings);
    expect(readdirSync(path.join(build, "runs"))).toEqual(["2026-07-01T07-00-00.000Z", "2026-07-01T08-00-00.000Z"]);
    expect(readdirSync(build).sort()).toEqual(["handshake.prom", "report.html", "report.json", "runs"]);
    expect(readFileSync(path.join(build, "report.json"), "utf8")).toContain("T08:00:00.000Z");
  });

  test("of a run that fails before it has the lock tell the operator nothing while another run may: a later run does", async () => {
    // nobody listens at this port
    vi.stubEnv("HANDSHAKE_OPERATOR_WEBHOOK_URL", "http://127.0.0.1:9/");
    const about = {build, settings, publishes: true, locked: false, sample: false, today: "2026-07-01"};
    const conclude = async () => {
      const failed = report();
      await concludeRun(failed, new HandshakeError("The settings are invalid.", {exitCode: 78}), about);
      return failed.run.troubles;
    };
    const other = await lockFolder(build);
    const said = "the operator was not told, because another run is at work: a later run tells what is wrong then";
    expect([(await conclude()).includes(said), existsSync(path.join(build, "operator.json"))]).toEqual([true, false]);
    await other.release();
    expect([(await conclude()).includes(said), existsSync(path.join(build, "operator.json"))]).toEqual([false, true]);
    await (await lockFolder(build)).release();
    vi.unstubAllEnvs();
  });

  test("of a check leave what monitoring is told: it ends no alarm of a rebuild that failed before", async () => {
    const conclude = (failure: HandshakeError | null, publishes: boolean) =>
      concludeRun(report(), failure, {build, settings, publishes, locked: true, sample: true, today: "2026-07-01"});
    const told = () => /^handshake_last_run_exit_code .*$/m.exec(readFileSync(path.join(build, "handshake.prom"), "utf8"))?.[0];
    await conclude(new HandshakeError("The disk is full."), true);
    await conclude(null, false);
    expect(told()).toBe("handshake_last_run_exit_code 70");
    expect(readFileSync(path.join(build, "report.json"), "utf8")).not.toContain("The disk is full.");
    await conclude(null, true);
    expect(told()).toBe("handshake_last_run_exit_code 65");
  });

  test("of many files are of bounded size: the page and the copies list a thousand, those that were not taken among them", async () => {
    const [one] = report().files;
    const files = Array.from({length: 5000}, (_, i) => ({
      ...one!,
      path: `f${i}.csv`,
      outcome: i === 4999 ? ("refuse" as const) : ("accept" as const)
    }));
    await keepReport(build, {...report(), files}, settings);
    const read = (...place: string[]) => readFileSync(path.join(build, ...place), "utf8");
    const [own] = readdirSync(path.join(build, "runs"));
    const copy = JSON.parse(read("runs", own!, "report.json")) as Report & {in_all: {files: number}};
    expect([copy.files.length, copy.in_all.files]).toEqual([1000, 5000]);
    expect(copy.files[0]!.path).toBe("f4999.csv");
    expect((JSON.parse(read("report.json")) as Report).files).toHaveLength(5000);
    expect(read("report.html").match(/<tr>/g)!.length).toBeLessThan(2100);
    expect(read("report.html")).toContain("4000 more: see report.json in the build folder.");
  });
});

test("two faults of one exit code are two problems, and one that only counts or names other files is the same", () => {
  const problem = (message: string) => {
    const report = newReport(new Date());
    Object.assign(report.run, {outcome: "failed", exit_code: 78, message});
    return Object.keys(problemsOf(report, parseSettings({}, "test"), "2026-06-30"));
  };
  const [setting, mapping] = [problem("cadence_days is 0, found in /a/settings.ts"), problem("A mapping can't be read: /a/m.ts")];
  expect([setting.length, mapping.length]).toEqual([1, 1]);
  expect(setting).not.toEqual(mapping);
  expect(problem("cadence_days is 12, found in /b/settings.ts")).toEqual(setting);
});

test("the operator is told of an export that lost a column, or whose records count twice, although its file was taken", () => {
  const warned = (path: string, reason: string, detail: string) => ({
    path,
    table: "deals",
    mapping: "crm",
    outcome: "accept",
    warnings: [{reason, detail}]
  });
  const problems = (...files: object[]) =>
    problemsOf({...newReport(new Date()), files: files as Report["files"]}, parseSettings({}, "test"), "2026-06-30");
  expect(problems(warned("d_1.csv", "unknown_column", "Deal Name"))).toEqual({});
  expect(Object.values(problems(warned("d_1.csv", "emptied", "no record has amount any more")))).toEqual([
    "d_1.csv: no record has amount any more."
  ]);
  // the next file of the same export has the same fault
  const ids = ["d_1.csv", "d_2.csv"].map((name) =>
    Object.keys(problems(warned(name, "counted_twice", "12 records are like ones of deals")))
  );
  expect(ids).toEqual([["twice deals crm"], ["twice deals crm"]]);
});

test("of many exports that lost a column over the years the newest are told, and what counts twice is told beside them", () => {
  const warned = (i: number, reason: string) => ({
    path: `d_20${i}.csv`,
    table: "deals",
    mapping: "crm",
    drop_date: `20${i}-01-31`,
    outcome: "known",
    warnings: [{reason, detail: reason}]
  });
  const files = [...Array.from({length: 30}, (_, i) => warned(i + 10, "emptied")), warned(10, "counted_twice")];
  const report = {...newReport(new Date()), files: files as Report["files"]};
  const said = Object.entries(problemsOf(report, parseSettings({}, "test"), "2040-01-01"));
  const ids = said.flatMap(([id]) => (id.startsWith("late") ? [] : [id]));
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([21, "once d_2039.csv emptied", "twice deals crm"]);
});

test("whatever a call on a file is answered with, the run says what to look at and names the place, without lines of the program", async () => {
  const folder = await temporaryFolder();
  symlinkSync("turning", path.join(folder, "turning"));
  const errors = [() => rmdirSync(folder), () => readdirSync(path.join(folder, "turning"))].map((call) => {
    try {
      return call();
    } catch (error) {
      return error as Error;
    }
  });
  const said = errors.map((error) => toHandshakeError(error).message.split("\n"));
  const first = "The system refused a step. Look at what the last line names and run this again.";
  expect(said).toEqual([
    [`${first} Nothing was published; readers keep the last site.`, `ENOTEMPTY: directory not empty, rmdir '${folder}'`],
    [
      `${first} Nothing was published; readers keep the last site.`,
      `ELOOP: too many symbolic links encountered, scandir '${path.join(folder, "turning")}'`
    ]
  ]);
  expect(explainedAfter(errors[0]).split("\n")).toEqual([first, said[0]![1]]);
  await removeFolder(folder);
});
