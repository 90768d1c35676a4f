import {rm} from "node:fs/promises";
import path from "node:path";
import type {PublishedReport} from "../../src/contract/index.ts";
import {everything, type Audience} from "../disclosure/audience.ts";
import type {Engine} from "../engines/engine.ts";
import {bringersOf, type Bringer} from "../mappings/engine/bringers.ts";
import type {NamedMapping} from "../mappings/engine/mappings.ts";
import type {History} from "../history/history.ts";
import type {Settings} from "../settings.ts";
import {attentionFile} from "./attention.ts";
import {readCodes, type Codes} from "../disclosure/codes.ts";
import {leaveOut} from "../disclosure/leaveOut.ts";
import {limitPortfolio} from "../disclosure/limit.ts";
import {withWritten} from "../disclosure/written.ts";
import {withExcluded} from "./excluded.ts";
import {withChangedSettings} from "./changedSettings.ts";
import {changesFile} from "./changes.ts";
import {concentration} from "./concentration.ts";
import {coverage} from "./coverage.ts";
import {data} from "./data.ts";
import {deals} from "./deals.ts";
import {editionOf, editionSource} from "./edition.ts";
import {writesOnce, type LastWritten} from "./lastWritten.ts";
import {method} from "./method.ts";
import {overview} from "./overview.ts";
import {ownersFile} from "./owners.ts";
import {
  partnerExchange,
  partnerHistory,
  partnerKinds,
  partnerNotes,
  partnerOutcomes,
  partnerPeople,
  partners,
  traits
} from "./partners.ts";
import {people} from "./people.ts";
import {readPortfolio, type Portfolio} from "./portfolio.ts";
import {reciprocity} from "./reciprocity.ts";
import {partnerRevenueFile, revenue} from "./revenue.ts";
import {review} from "./review.ts";
import {segments} from "./segments.ts";
import {service} from "./service.ts";
import {ownMetrics} from "./ownMetrics.ts";
import {noted, pagesShowing, type TablesRead} from "./tables/shownOn.ts";
import {tablesFor, type PublishedTable} from "./tables/tables.ts";
import {pastFolder} from "../../src/shared/address.ts";
import {pastDates, writePast} from "./past.ts";
import {writeTable, writeTables} from "./tables/writeTables.ts";
import {trust} from "./trust.ts";
import {writeEdition, writeFiles, type Published} from "./write.ts";

export interface PublishContext {
  settings: Settings;
  /** YYYY-MM-DD, the end of that day. */
  asOf: string;
  report: PublishedReport;
  history: History;
  /** The mappings of the library and of the company: what their exports could bring. */
  mappings?: readonly NamedMapping[];
  /** The folder that pages read, src/data. */
  folder: string;
  /** Who is to see it; everybody everything where none is named. */
  audience?: Audience;
  /** The audience's name, which notes and events name; "" for the one site of a company without audiences. */
  edition?: string;
  /** The numbers of those who are coded. */
  codes?: Codes;
  /** What this process has published before. */
  last?: LastWritten;
  /** Names of the published tables that alone are written, before all the rest is known; else everything. */
  only?: ReadonlySet<string> | undefined;
}

/**
 * Writes what the pages read from the schemas metrics and facts: small JSON files of the shapes in src/contract.
 * @throws HandshakeError when a table is missing or a figure doesn't have the declared shape; the files from before stay.
 */
export async function publish(
  engine: Engine,
  {
    settings,
    asOf,
    report,
    history,
    mappings = [],
    folder,
    audience = everything,
    edition = "",
    codes,
    last = writesOnce,
    only
  }: PublishContext
): Promise<void> {
  const all = withWritten(await readPortfolio(engine, settings, asOf, report, history), audience, edition);
  const names = codes ?? (await readCodes("")).of("");
  const limited = limitPortfolio(all, audience, names);
  const tables = await tablesFor(engine, {all, limited, audience, codes: names});
  if (only) {
    for (const table of tables) if (only.has(table.name)) await writeTable(path.join(folder, "tables"), table, last);
    return last.onPages();
  }
  const read: TablesRead = new Map();
  const pages = withExcluded(published(limited, bringersOf(mappings), tables, read));
  await writeFiles(folder, leaveOut(withChangedSettings(pages, settings), audience), last);
  await last.onPages();
  await writePast(path.join(folder, pastFolder), leaveOut(pastDates(limited), audience), last);
  await writeTables(path.join(folder, "tables"), tables, pagesShowing(read), last);
}

/** An edition for some partners, the folder that its page reads, and the numbers of those who are coded. */
export interface SomePartners {
  name: string;
  audience: Audience;
  published: string;
  codes: Codes;
}

/**
 * Writes what editions for some partners read: the portfolio is read once for all of them.
 * @returns those of which no partner is known now; nothing of them is left in their folders
 */
export async function publishEditions<E extends SomePartners>(
  engine: Engine,
  {settings, asOf, report, history}: Omit<PublishContext, "folder">,
  editions: readonly E[]
): Promise<E[]> {
  if (!editions.length) return [];
  const managers = await engine.rows<{id: string; manager: string}>(
    "select partner_id as id, manager_id as manager from facts.partners where manager_id is not null"
  );
  const all = await readPortfolio(engine, settings, asOf, report, history);
  const source = editionSource(all, new Map(managers.map(({id, manager}) => [id, manager])));
  const empty: E[] = [];
  for (const edition of editions) {
    const content = editionOf(source, edition.audience, edition.codes);
    if (content) await writeEdition(edition.published, content);
    else {
      empty.push(edition);
      await rm(edition.published, {recursive: true, force: true});
    }
  }
  return empty;
}

/**
 * The content of every file.
 * @param read gets the tables that each is made from
 */
export function published(
  portfolio: Portfolio,
  bringers: readonly Bringer[] = [],
  tables: readonly PublishedTable[] = [],
  read: TablesRead = new Map()
): Published {
  const make = <T>(file: string, from: (p: Portfolio) => T): T => from(noted(portfolio, file, read));
  return {
    overview: make("overview", overview),
    partners: make("partners", partners),
    traits: make("traits", traits),
    partner_kinds: make("partner_kinds", partnerKinds),
    partner_history: make("partner_history", partnerHistory),
    partner_exchange: make("partner_exchange", partnerExchange),
    partner_outcomes: make("partner_outcomes", partnerOutcomes),
    partner_people: make("partner_people", partnerPeople),
    partner_revenue: make("partner_revenue", partnerRevenueFile),
    partner_notes: make("partner_notes", partnerNotes),
    attention: make("attention", attentionFile),
    owners: make("owners", ownersFile),
    changes: make("changes", changesFile),
    trust: make("trust", trust),
    reciprocity: make("reciprocity", reciprocity),
    concentration: make("concentration", concentration),
    segments: make("segments", segments),
    revenue: make("revenue", revenue),
    review: make("review", review),
    deals: make("deals", deals),
    people: make("people", people),
    service: make("service", service),
    data: make("data", data),
    coverage: make("coverage", (p) => coverage(p, bringers)),
    method: make("method", method),
    own_metrics: ownMetrics(portfolio.about, tables)
  };
}
