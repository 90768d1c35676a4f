import {spawn} from "node:child_process";
import {existsSync, mkdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {pageName} from "../src/shared/address.ts";
import type {File} from "../src/contract/index.ts";
import {findBrowser} from "../setup/browser.mjs";
import {HandshakeError} from "./errors.ts";
import {servedFolder} from "./release/layout.ts";
import {serve} from "./serve.ts";

/** Whose review packs are asked for. */
export interface PackWish {
  /** A partner's id or name. */
  partner: string | null;
  /** An account manager's name: all partners of that person. */
  manager: string | null;
}

type Partners = Pick<File<"partners">["partners"], "id" | "name" | "manager">;

/**
 * The partners that a wish names, as the site knows them.
 * @throws HandshakeError (66) where it names nobody, with what is near
 */
export function partnersWished(found: Partners, {partner, manager}: PackWish): {id: string; name: string}[] {
  const all = found.id.map((id, i) => ({id, name: found.name[i]!, manager: found.manager[i] ?? null}));
  const same = (a: string | null, b: string) => a !== null && a.toLowerCase() === b.toLowerCase();
  const wished =
    partner !== null
      ? all.filter((row) => row.id === partner || same(row.name, partner))
      : all.filter((row) => same(row.manager, manager ?? ""));
  if (wished.length) return wished.map(({id, name}) => ({id, name}));
  const what = partner === null ? `account manager "${manager ?? ""}"` : `partner "${partner}"`;
  const names = partner === null ? [...new Set(all.flatMap((row) => row.manager ?? []))] : all.map((row) => row.name);
  throw new HandshakeError(
    `The site has no ${what}. It has ${names.length}, such as ${names.slice(0, 3).join(", ")}. Give one of them.`,
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
  const serving = await serve({folder: site, port: 0});
  try {
    const partners = partnersWished((await readPartners(site)).partners, wish);
    const browser = await findBrowser();
    if (browser === null)
      throw new HandshakeError(
        "No Chromium or Chrome was found to write a PDF with. Install one (Debian: apt-get install chromium), or name it: HANDSHAKE_BROWSER=/path/to/chrome.",
        {exitCode: 69}
      );
    mkdirSync(out, {recursive: true});
    const written: string[] = [];
    for (const {id, name} of partners) {
      const file = path.join(out, `review-${pageName(id)}.pdf`);
      await print(browser, `${serving.url}review?id=${encodeURIComponent(id)}`, file);
      say(`${name}: ${file}`);
      written.push(file);
    }
    return written;
  } finally {
    await serving.close();
  }
}

/** The published list of partners, as the site's pages read it. */
async function readPartners(site: string): Promise<File<"partners">> {
  const folder = path.join(servedFolder(site), "_file", "data");
  const {readdirSync} = await import("node:fs");
  const name = existsSync(folder) ? readdirSync(folder).find((f) => /^partners\.[0-9a-f]{8}\.json$/.test(f)) : undefined;
  if (name === undefined)
    throw new HandshakeError(`The site in ${site} has no list of partners, so no review can be printed from it.`, {exitCode: 66});
  return JSON.parse(readFileSync(path.join(folder, name), "utf8")) as File<"partners">;
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
