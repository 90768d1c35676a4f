import {rm} from "node:fs/promises";
import path from "node:path";
import type {PublishedReport} from "../../src/contract/index.ts";
import {everything, type Audience} from "../disclosure/audience.ts";
import type {Engine} from "../engines/engine.ts";
import {bringersOf} from "../mappings/engine/bringers.ts";
import type {NamedMapping} from "../mappings/engine/mappings.ts";
import type {History} from "../history/history.ts";
import type {Settings} from "../settings.ts";
import {readCodes, type Codes} from "../disclosure/codes.ts";
import {leaveOut} from "../disclosure/leaveOut.ts";
import {limitPortfolio} from "../disclosure/limit.ts";
import {withWritten} from "../disclosure/written.ts";
import {withExcluded} from "./excluded.ts";
import {withChangedSettings} from "./changedSettings.ts";
import {editionOf, editionSource} from "./edition.ts";
import {writesOnce, type LastWritten} from "./lastWritten.ts";
import {published, someOf} from "./pageFiles.ts";
import {readPortfolio} from "./portfolio.ts";
import {pagesShowing} from "./tables/shownOn.ts";
import {tablesFor} from "./tables/tables.ts";
import {pastFolder} from "../../src/shared/address.ts";
import {pastDates, writePast} from "./past.ts";
import {writeTable, writeTables} from "./tables/writeTables.ts";
import {writeEdition, writeFiles, writeSome} from "./write.ts";

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
  /** What alone is written, before all the rest is known; else everything. */
  only?: Some | undefined;
}

/** Some of what is published, by names. */
export interface Some {
  /** Published tables. */
  tables: ReadonlySet<string>;
  /** Files of pages, without .json. */
  files: ReadonlySet<string>;
  /** The tables that these are made from. */
  from: ReadonlySet<string>;
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
  const all = withWritten(await readPortfolio(engine, settings, asOf, report, history, only?.from), audience, edition);
  const names = codes ?? (await readCodes("")).of("");
  const limited = limitPortfolio(all, audience, names);
  const tables = await tablesFor(engine, {all, limited, audience, codes: names}, only?.tables);
  const bringers = bringersOf(mappings);
  if (only) {
    const pages = withExcluded(someOf(limited, only.files, only.from, {bringers}));
    await writeSome(folder, leaveOut(withChangedSettings(pages, settings), audience), last);
    for (const table of tables) await writeTable(path.join(folder, "tables"), table, last);
    return last.onPages();
  }
  const {read} = last;
  const pages = withExcluded(published(limited, {bringers, tables, read, edition}));
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
