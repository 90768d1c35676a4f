import {existsSync, readdirSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import {Edition, files, type FileName} from "../../src/contract/index.ts";
import type {Tells} from "../../src/contract/columns.ts";
import {DuckDB, literal} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {attackOnSome, attacksOn, attacksText, byFewCustomers, type Attack, type EditionFiles} from "./attacks.ts";
import type {Audience} from "./audience.ts";
import {codesKept} from "./codes.ts";
import {attacksOnTables, type ClassedTables} from "./tableAttacks.ts";
import {quasiIdentifiersText} from "./quasiIdentifiers.ts";
import {searchForAmounts, searchForNames} from "./textAttacks.ts";

/** Where an edition is, and what it is measured against. */
export interface Examined {
  /** The build folder, which holds the edition, the same for everybody, and who has which code. */
  build: string;
  /** The folder of releases; its files are searched where there are any. */
  site: string;
  name: string;
  audiences: Readonly<Record<string, Audience>>;
}

/**
 * What an insider could infer from an audience's edition, as the last rebuild published it.
 * @throws HandshakeError (66) where no rebuild made such an edition
 */
export async function examineEdition({build, site, name, audiences}: Examined): Promise<string> {
  const folder = path.join(build, "audiences", name);
  const known = Object.keys(audiences);
  if (!Object.hasOwn(audiences, name) || !existsSync(folder))
    throw new HandshakeError(
      `There is no edition "${name}" in ${build}. ${known.length ? `The settings have ${known.join(", ")}. Run "npx handshake rebuild", then` : "The settings have no audiences. Add one to handshake.config.ts, rebuild, then"} try again.`,
      {exitCode: 66}
    );
  const whole = await read(path.join(build, "published"));
  const served = path.join(site, name, "current");
  const some = path.join(folder, "edition.json");
  if (existsSync(some)) {
    const text = await readFile(some, "utf8");
    const ids = new Set(Edition.parse(JSON.parse(text)).partners.id);
    const others = whole.partners.partners;
    const names = others.id.flatMap((id, i) => (ids.has(id) ? [] : [id, others.name[i]!]));
    const own = new Set(others.id.flatMap((id, i) => (ids.has(id) ? [id, others.name[i]!] : [])));
    const search = await searched([folder, served], {names: names.filter((one) => !own.has(one)), amounts: []});
    return attacksText(name, [attackOnSome(text, ids, whole.partners), ...search], unread(served));
  }
  const codes = await codesKept(path.join(build, "codes.json"), name, "partner");
  const shown = new Map([...codes].map(([id, code]) => [`p${code}`, id]));
  const edition = await read(folder);
  const facts = await factsOf(build, audiences[name]!);
  const revenues = whole.partners.partners.revenue;
  const told = {names: facts.names, amounts: audiences[name]!.money === "exact" ? [] : revenues};
  const hidden = concernOf(audiences[name]!);
  const attacks = [
    ...attacksOn(edition, whole, shown),
    ...attacksOnTables(await tablesIn(folder), await tablesIn(path.join(build, "published")), shown),
    ...(audiences[name]!.customers === "named" ? [] : [byFewCustomers(edition, whole, shown, facts.customers)]),
    ...(await searched([folder, served], told))
  ];
  return attacksText(
    name,
    attacks.filter((attack) => hidden.has(attack.name)),
    unread(served),
    audiences[name]!.partners === "coded" ? quasiIdentifiersText(edition) : ""
  );
}

/** The attacks on what is kept from an audience: what it is told by its settings is no find. */
function concernOf({partners, customers, people, money, smallest_group: smallest}: Audience): ReadonlySet<string> {
  const who = partners !== "named" ? ["order of codes", "attributes", "largest of a group"] : [];
  const concluded = partners === "coded" ? ["outcomes alike", "second edition"] : [];
  const amounts = money !== "exact" ? ["shares", "cumulative curve", "own revenue", "earlier months", "amounts in files"] : [];
  const links = [partners, customers, people].includes("coded") ? ["links"] : [];
  const bought = customers !== "named" ? ["deals", "few customers"] : [];
  const rows = partners !== "named" || customers !== "named" ? ["one customer"] : [];
  const days = [partners, customers].includes("coded") ? ["exact days"] : [];
  const groups = partners !== "named" || smallest > 1 ? ["differences"] : [];
  return new Set([...who, ...concluded, ...amounts, ...links, ...bought, ...rows, ...days, ...groups, "names in files"]);
}

const unread = (served: string): string =>
  existsSync(served)
    ? ""
    : `There is no site in ${served}, so only what the build folder has was searched. Name another by --site.`;

/** Names and ids of who is not named for an audience, and of how many customers each partner's won deals are. */
async function factsOf(build: string, audience: Audience): Promise<{names: string[]; customers: Map<string, number>}> {
  const db = await DuckDB.open();
  try {
    await db.run(`attach ${literal(path.join(build, "handshake.duckdb"))} as build (read_only)`);
    const who = [
      ["partners", "partner_id", audience.partners],
      ["customers", "customer_id", audience.customers],
      ["people", "person_id", audience.people]
    ] as const;
    const names: string[] = [];
    for (const [table, id, mode] of who)
      if (mode !== "named")
        for (const row of await db.rows<{id: string; name: string | null}>(`select ${id} as id, name from build.facts.${table}`))
          names.push(row.id, ...(row.name === null ? [] : [row.name]));
    const counts = await db.rows<{id: string; n: number}>(
      "select partner_id as id, cast(count(distinct customer_id) as integer) as n from build.facts.deals where partner_id is not null and status = 'won' group by 1"
    );
    return {names, customers: new Map(counts.map(({id, n}) => [id, n]))};
  } finally {
    db.close();
  }
}

/** Looks through every file of some folders, by content and by name; what is compressed is there once more as it is. */
async function searched(folders: readonly string[], {names, amounts}: {names: string[]; amounts: number[]}): Promise<Attack[]> {
  const [forNames, forAmounts] = [searchForNames(names), searchForAmounts(amounts)];
  for (const folder of folders.filter((one) => existsSync(one)))
    for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
      if (!entry.isFile() || /\.(gz|br|wasm|woff2|parquet)$/.test(entry.name)) continue;
      const text = await readFile(path.join(entry.parentPath, entry.name), "utf8");
      forNames.add(`${entry.name}\n${text}`);
      if (/\.(json|html|csv|txt|xml|svg)$/.test(entry.name)) forAmounts.add(text);
    }
  return [...(names.length ? [forNames.attack()] : []), ...(amounts.length ? [forAmounts.attack()] : [])];
}

interface Catalogue {
  name: string;
  columns: {name: string; type: string; tells: Tells}[];
}

/** The tables of an edition, as notebooks and downloads have them. */
async function tablesIn(folder: string): Promise<ClassedTables> {
  const {tableFromIPC} = await import("apache-arrow");
  const at = (name: string) => path.join(folder, "tables", name);
  const catalogue = JSON.parse(await readFile(at("catalogue.json"), "utf8")) as Catalogue[];
  const tables = new Map<string, {classes: Record<string, Tells>; rows: Record<string, unknown>[]}>();
  for (const {name, columns} of catalogue) {
    const arrow = tableFromIPC(await readFile(at(`${name}.arrow`)));
    const dates = columns.filter(({type}) => type === "date").map((column) => column.name);
    const rows = arrow.toArray().map((row: {toJSON: () => Record<string, unknown>}) => {
      const values = row.toJSON();
      for (const column of dates)
        if (values[column] !== null) values[column] = new Date(Number(values[column])).toISOString().slice(0, 10);
      return values;
    });
    tables.set(name, {classes: Object.fromEntries(columns.map((column) => [column.name, column.tells])), rows});
  }
  return tables;
}

async function read(folder: string): Promise<EditionFiles> {
  const text = async (name: FileName) => JSON.parse(await readFile(path.join(folder, `${name}.json`), "utf8")) as unknown;
  return {
    partners: files.partners.parse(await text("partners")),
    segments: files.segments.parse(await text("segments")),
    service: files.service.parse(await text("service"))
  };
}
