import {cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {keepPublication} from "../../loaders/history/journal.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {publish} from "../../loaders/publish/publish.ts";
import {makeSite} from "../../loaders/release/build.ts";
import {frameworkCache} from "../../loaders/release/framework/moduleCache.ts";
import {activate} from "../../loaders/release/swap.ts";
import {type SettingsInput} from "../../loaders/settings.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import type {PublishedReport} from "../../src/contract/index.ts";
import {giveCache, takeCache} from "../support/cache.ts";
import {factsOf, type Records} from "../support/facts.ts";

const root = path.resolve(import.meta.dirname, "../..");

export const asOf = "2026-06-30";

/**
 * Builds the pages of a project's copy and puts them in, as a rebuild does.
 * @param options.fresh whether all is made here, though other tests have made the same pages
 */
export async function publishSite(options: {root: string; site: string; company: string; fresh?: boolean}): Promise<string> {
  const {root, site, company, fresh = false} = options;
  if (!fresh) takeCache(frameworkCache(root));
  const made = await makeSite({root, site, company, asOf, partners: 0, rules: "test", figures: null, sizeShare: null});
  if (!fresh) giveCache(frameworkCache(root));
  const now = new Date("2026-07-01T00:00:00Z");
  const {name} = await activate(path.resolve(root, site), made, {now, assetGraceDays: 7, stillOurs: () => Promise.resolve()});
  return name;
}

/** A report of a run with nothing in it. */
export const emptyReport: PublishedReport = {
  as_of: asOf,
  files: [],
  tables: {},
  quarantine: [],
  near_misses: {total: 0, pairs: []},
  totals: {records: 0, accepted: 0, deduplicated: 0, superseded: 0, quarantined: 0}
};

/** A folder of its own with the project's pages, as deep below the temporary folder as `under` says. */
export function projectCopy(under = ""): {root: string; remove: () => void} {
  const top = mkdtempSync(path.join(tmpdir(), "handshake-project-"));
  const folder = path.join(top, under);
  mkdirSync(folder, {recursive: true});
  const pages = path.join(root, "src");
  const left = ["data", ".observablehq"].map((name) => path.join(pages, name));
  cpSync(pages, path.join(folder, "src"), {recursive: true, filter: (source) => !left.includes(source)});
  cpSync(path.join(root, "package-lock.json"), path.join(folder, "package-lock.json"));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return {root: folder, remove: () => rmSync(top, {recursive: true, force: true})};
}

/**
 * Publishes what hand-written records amount to, through the real metrics, into `folder`.
 * @param journal of earlier publications, to which this one is added
 */
export async function publishRecords(
  records: Records,
  folder: string,
  report = emptyReport,
  journal: string | null = null,
  input: SettingsInput = {}
): Promise<void> {
  const settings = parseSettings({company: "Test & Co", ...input}, "test");
  const db = await factsOf(records, input);
  try {
    await buildMetrics(db, settings, asOf);
    const history = await readHistory({db, settings}, asOf, journal, report.files);
    await publish(db, {settings, asOf, report, history, folder});
    if (journal !== null) await keepPublication(journal, history.now);
  } finally {
    db.close();
  }
}

/** Two partners, one with a name that would be markup if it were let, and a few deals. */
export const fewDeals: Records = {
  partners: [
    {partner_id: "A", name: '<b>Ann</b> & "Co"', joined_on: "2024-01-01"},
    {partner_id: "B/1?x", name: "=Bee", joined_on: "2025-01-01"}
  ],
  deals: [
    ...[1, 2, 3].map((n) => deal(`won${n}`, "A", "won", "1000")),
    deal("lost", "A", "lost", "500"),
    deal("small", "B/1?x", "won", "250")
  ]
};

function deal(deal_id: string, partner_id: string, status: string, amount: string) {
  return {
    deal_id,
    partner_id,
    customer_id: "C",
    opened_on: "2026-01-10",
    closed_on: "2026-03-10",
    status,
    amount,
    currency: "EUR"
  };
}
