import path from "node:path";
import {writeFileAtomic} from "../files.ts";
import {type DuckDB} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {type Stage} from "./progress.ts";
import {away} from "../receive/checkName.ts";
import {confirmedFiles} from "../receive/confirmed.ts";
import {mirrorObjects} from "../receive/objects.ts";
import {storeCheck} from "../receive/whole.ts";
import {ratesText, unratedDeals} from "../facts/unrated.ts";
import {siteNames, withPartners} from "../disclosure/audience.ts";
import {unshownText} from "../disclosure/unshown.ts";
import {ledgerOf} from "../receive/ledger.ts";
import {receive, type Receipt} from "../receive/receive.ts";
import {fileReports, quarantineOf, recordCounts, withRefusals, withReplaced, type Report} from "./report/report.ts";
import {changesFigures} from "./report/problems.ts";
import {unclearAddressees} from "../notifications/addressees.ts";
import {findCandidates} from "../reconcile/candidates.ts";
import {reconcileFiles} from "../reconcile/apply.ts";
import type {DropFile} from "../stage/dropFile.ts";
import {wholeReader} from "../stage/wholeReader.ts";
import {defaultAsOf, stage} from "../stage/stage.ts";
import {tables} from "../tables/index.ts";
import {type Run} from "./run.ts";

/** The stages that every run begins with: receive, and stage with the reconciling of versions. */
export const firstStages = (run: Run): Stage[] => [
  {name: "receive", title: `Receive ${run.options.objects ?? run.options.drops}`, run: (say) => receiveDrops(run, say)},
  {name: "stage", title: "Stage: map, validate, type", run: (say) => stageRecords(run, say)}
];

async function receiveDrops(run: Run, say: (text: string) => void): Promise<void> {
  const {objects} = run.options;
  const mirrored = objects === undefined ? null : await mirrorObjects(objects, run.options.drops);
  if (mirrored) {
    const {objects: there, read} = mirrored;
    say(`${there} ${there === 1 ? "object" : "objects"} in ${objects}, ${read} read now`);
  }
  const {build, drops, sample, today, keep, acceptEmpty = false, acceptEarlier = false} = run.options;
  run.receipt = await receive({
    drops,
    store: path.join(build, "store"),
    ledger: ledgerOf({build, sample}),
    today,
    keep,
    acceptEmpty,
    acceptEarlier,
    onNew: (copy) => run.reader.expect(copy)
  });
  for (const {path: file, how} of mirrored?.refused ?? [])
    run.receipt.rejectedFiles.push(away({path: file, kind: "file"}, "refuse", "file_name", how));
  const {received} = run.receipt;
  say(receivedText(received));
}

/** How many files there are, and how many of them were there before: check receives them too. */
export function receivedText(received: readonly {known: boolean}[]): string {
  const [all, before] = [received.length, received.filter((r) => r.known).length];
  const files = all === 1 ? "1 file" : `${all} files`;
  if (!before) return `${files} received so far, ${all === 1 ? "now" : "all of them now"}`;
  return `${files} received so far, ${all === before ? (all === 1 ? "" : "all of them ") : `${before} of them `}by earlier runs or by check`;
}

/** Below this number of records threads cost more than they spare: to begin, feed and end them takes its time with each statement. */
const worthThreads = 100_000;

async function stageRecords(run: Run, say: (text: string) => void): Promise<void> {
  const {db, settings, mappings, receipt, report} = run;
  const {build, drops, asOf, today, acceptVolume} = run.options;
  const check = storeCheck({store: path.join(build, "store"), drops, received: receipt.received, say});
  const reader = wholeReader(run.reader, check);
  run.dropFiles = await stage(receipt.received, {reader, folder: path.join(build, "staged"), settings, mappings, say});
  const records = run.dropFiles.reduce((n, {staged}) => n + (staged?.records ?? 0), 0);
  if (records < worthThreads) await db.run("set threads = 1");
  const readable = run.dropFiles.some((f) => !f.stop && f.table);
  // records of which none can be read have no day: they are judged as of today, so that each gets its reason
  report.as_of =
    asOf ?? (await defaultAsOf(db, run.dropFiles, today)) ?? (readable ? today : nothingToRead(drops, receipt, run.dropFiles));
  await db.run("create schema facts; create schema metrics");
  const confirmed = await confirmedFiles(path.join(build, "confirmed.json"), receipt.received, acceptVolume);
  await reconcileFiles(db, run.dropFiles, {asOf: report.as_of, settings, reader, confirmed, far: run.far});
  Object.assign(report, {files: withReplaced(withRefusals(fileReports(receipt, run.dropFiles))), tables: await finals(db)});
  report.near_misses = await findCandidates(db, run.dropFiles);
  report.unrated = ratesText(await unratedDeals(db, settings));
  const known = await db.rows<{id: string}>("select partner_id as id from facts.partners order by partner_id");
  run.settings = withPartners(settings, known.map((row) => row.id)); // prettier-ignore
  report.unshown = await unshownText(db, siteNames(run.settings));
  if (Object.keys(settings.owner_mail).length) report.owner_mail = await unclearAddressees(db, settings.owner_mail);
  await saveQuarantine(run);
  say(countsOf(report));
  for (const {path: file, warnings} of report.files)
    for (const {reason, detail} of warnings) if (changesFigures.has(reason)) say(`${file}: ${detail}`);
}

function nothingToRead(drops: string, receipt: Receipt, dropFiles: DropFile[]): never {
  const refused = fileReports(receipt, dropFiles).filter((f) => f.outcome === "refuse");
  const why = refused.length ? `\n${refused.map((f) => `  ${f.message}`).join("\n")}` : " It holds no file of data.";
  throw new HandshakeError(`Nothing in ${drops} can be read.${why}`, {exitCode: 65});
}

async function finals(db: DuckDB): Promise<Report["tables"]> {
  const counts: Report["tables"] = {};
  for (const t of tables) {
    const [row] = await db.rows<{n: string}>(`select count(*) as n from facts.${t.name}`);
    counts[t.name] = {final: Number(row!.n)};
  }
  return counts;
}

function countsOf(report: Report): string {
  const [all, ...rest] = recordCounts.map((c) => `${report.files.reduce((n, f) => n + f[c], 0)} ${c}`);
  return `${all}: ${rest.join(", ")}`;
}

/** Raw text of quarantined records stays in the build folder, for the operator. */
async function saveQuarantine({options, report, dropFiles}: Run): Promise<void> {
  const rows = quarantineOf(dropFiles);
  report.quarantine = rows.map(({path: file, line, key, reason}) => ({path: file, line, key, reason}));
  await writeFileAtomic(
    path.join(options.build, "quarantine", "records.ndjson"),
    rows.map((r) => `${JSON.stringify(r)}\n`).join("")
  );
}
