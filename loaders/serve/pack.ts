import {spawn} from "node:child_process";
import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {pageName} from "../../src/shared/address.ts";
import type {Edition, File} from "../../src/contract/index.ts";
import {findBrowser} from "../../setup/browser.mjs";
import {HandshakeError} from "../errors.ts";
import {makeFolder} from "../files.ts";
import {mostAlike} from "../likeness.ts";
import {readAbout, servedFolder} from "../release/layout.ts";
import {serve} from "./serve.ts";

/** Whose review packs are asked for. */
export interface PackWish {
  /** A partner's id or name. */
  partner: string | null;
  /** An account manager's name: all partners of that person. */
  manager: string | null;
}

const same = (a: string | null, b: string): boolean => a !== null && a.toLowerCase() === b.toLowerCase();

type Partners = Pick<File<"partners">["partners"], "id" | "name" | "manager">;

/**
 * The partners that a wish names, as the site knows them.
 * @throws HandshakeError (66) where it names nobody, with what is near
 */
export function partnersWished(found: Partners, {partner, manager}: PackWish): {id: string; name: string}[] {
  const all = found.id.map((id, i) => ({id, name: found.name[i]!, manager: found.manager[i] ?? null}));
  const wished =
    partner !== null
      ? all.filter((row) => row.id === partner || same(row.name, partner))
      : all.filter((row) => same(row.manager, manager ?? ""));
  if (wished.length) return wished.map(({id, name}) => ({id, name}));
  if (partner !== null) refuseNamesakes(all, partner);
  const what = partner === null ? `account manager "${manager ?? ""}"` : `partner "${partner}"`;
  const names = partner === null ? [...new Set(all.flatMap((row) => row.manager ?? []))] : [];
  const choices = partner === null ? names.map((name) => ({id: name, name})) : all;
  const near = mostAlike(partner ?? manager ?? "", choices, ({id, name}) => [id, name]);
  const some = (near.length ? near : choices.slice(0, 3)).map(({name}) => name).join(", ");
  throw new HandshakeError(
    near.length
      ? `The site has no ${what}. Did you mean ${some}? Give one of the ${choices.length} that it has.`
      : `The site has no ${what}. It has ${choices.length}, such as ${some}. Give one of them.`,
    {exitCode: 66}
  );
}

/**
 * What the site calls two partners of one name ends with what tells them apart (the metric partner_names).
 * @throws HandshakeError (66) where a name is that of several
 */
function refuseNamesakes(all: readonly {id: string; name: string}[], asked: string): void {
  const alike = all.filter(({name}) => same(name.replace(/ \([^()]*\)$/, ""), asked));
  if (alike.length > 1)
    throw new HandshakeError(
      `${alike.length} partners of the site are called "${asked}": ${alike.map(({id}) => id).join(", ")}. Give the id of the one that you mean.`,
      {exitCode: 66}
    );
}

/**
 * Writes a PDF of each partner's review page through the browser that is installed.
 * @param site the folder of releases, or a built site
 * @param out the folder for the PDFs
 * @returns the files that were written
 * @throws HandshakeError (66) without a site or such a partner, (69) without a browser or where it writes nothing
 */
export async function writePacks(site: string, out: string, wish: PackWish, say: (line: string) => void): Promise<string[]> {
  const packs = partnersWished((await readPartners(site)).partners, wish).map(({id, name}) => ({
    name,
    page: `review?id=${encodeURIComponent(id)}`,
    file: path.join(out, `review-${pageName(id)}.pdf`)
  }));
  return printAll(site, out, packs, say);
}

/**
 * Writes a PDF of what a partner itself may see: the edition that is for this partner alone.
 * @param site the folder of all audiences' sites
 * @throws HandshakeError (66) where no edition is for this partner alone
 */
export async function writePartnersOwn(
  site: string,
  out: string,
  partner: string,
  say: (line: string) => void
): Promise<string[]> {
  const editions = await editionsIn(site);
  const own = editions.find(({partners: {id, name}}) => id.length === 1 && (id[0] === partner || same(name[0]!, partner)));
  if (!own) {
    refuseNamesakes(
      editions.flatMap(({partners: {id, name}}) => (id.length === 1 ? [{id: id[0]!, name: name[0]!}] : [])),
      partner
    );
    const there = editions.length
      ? `It has editions ${editions.map((e) => e.name).join(", ")}`
      : "It has no editions for partners";
    throw new HandshakeError(
      `${site} has no edition that is for partner "${partner}" alone. ${there}. Give the partner one in the settings, partner_editions (docs/disclosure.md), and rebuild; or name the folder that holds the sites of all audiences with --site.`,
      {exitCode: 66}
    );
  }
  const file = path.join(out, `review-${pageName(own.partners.id[0]!)}-partner.pdf`);
  return printAll(path.join(site, own.name), out, [{name: own.partners.name[0]!, page: "", file}], say);
}

/** A page of a site to print. */
interface Pack {
  name: string;
  page: string;
  file: string;
}

async function printAll(site: string, out: string, packs: readonly Pack[], say: (line: string) => void): Promise<string[]> {
  const browser = await findBrowser();
  if (browser === null)
    throw new HandshakeError(
      "No Chromium or Chrome was found to write a PDF with. Install one (Debian: apt-get install chromium), or name it: HANDSHAKE_BROWSER=/path/to/chrome.",
      {exitCode: 69}
    );
  const serving = await serve({folder: site, port: 0});
  try {
    await makeFolder(out);
    for (const {name, page, file} of packs) {
      await print(browser, serving.url + page, file);
      say(`${name}: ${file}`);
    }
    return packs.map(({file}) => file);
  } finally {
    await serving.close();
  }
}

/**
 * A published file, as the site's pages read it; null where the site has none of this name. A release also carries files of earlier ones,
 * for tabs that are open: only what its note lists is its own.
 */
async function publishedFile(site: string, name: string): Promise<string | null> {
  const served = servedFolder(site);
  const folder = path.join(served, "_file", "data");
  const found = existsSync(folder) ? readdirSync(folder).filter((f) => f.replace(/\.[0-9a-f]{8}\.json$/, "") === name) : [];
  const about = await readAbout(path.resolve(served, "../.."), path.basename(served));
  const own = found.find((f) => !about || `_file/data/${f}` in about.files);
  return own === undefined ? null : path.join(folder, own);
}

/**
 * The partners that a site tells of now.
 * @throws HandshakeError (66) where it has no list of partners
 */
export async function readPartners(site: string): Promise<File<"partners">> {
  const file = await publishedFile(site, "partners");
  if (file === null)
    throw new HandshakeError(`The site in ${site} has no list of partners, so no review can be printed from it.`, {exitCode: 66});
  return JSON.parse(readFileSync(file, "utf8")) as File<"partners">;
}

/** The editions for some partners below a folder of sites. */
async function editionsIn(site: string): Promise<{name: string; partners: Edition["partners"]}[]> {
  if (!existsSync(site)) return [];
  const editions: {name: string; partners: Edition["partners"]}[] = [];
  for (const name of readdirSync(site)) {
    const file = existsSync(path.join(site, name, "current")) ? await publishedFile(path.join(site, name), "edition") : null;
    if (file !== null) editions.push({name, partners: (JSON.parse(readFileSync(file, "utf8")) as Edition).partners});
  }
  return editions;
}

/** How long a page may take to be drawn, in the browser's own time. */
const patience = 20_000;

async function print(browser: string, url: string, file: string): Promise<void> {
  const flags = ["--headless=new", "--disable-gpu", "--no-pdf-header-footer", "--disable-extensions", "--no-first-run"];
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...flags, ...asRoot, `--virtual-time-budget=${patience}`, `--print-to-pdf=${path.resolve(file)}`, url];
  const code = await new Promise<number | null>((resolve, reject) => {
    spawn(browser, args, {stdio: "ignore"}).on("error", reject).on("exit", resolve);
  });
  if (code !== 0 || !existsSync(file) || statSync(file).size === 0)
    throw new HandshakeError(
      `${browser} wrote no PDF of ${url} (exit code ${String(code)}). Open the address in it and print it by hand.`,
      {
        exitCode: 69
      }
    );
}
