import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {rm} from "node:fs/promises";
import path from "node:path";
import {ownTitle} from "../../src/copy/ownMetrics.ts";
import {HandshakeError} from "../errors.ts";
import {putWhole} from "../files.ts";
import {readCatalogue} from "../metrics/catalogue.ts";
import {accentStyle, logoAddress, readBrand} from "../project/brand.ts";
import {ownFolder} from "../project/project.ts";
import {readWords, wordsForPages} from "../project/words.ts";
import {matter} from "./framework/matter.ts";

/** Folders of a company's own, each of which lies beside the product's pages under its own name. */
export const ownRooms = ["pages", "notebooks", "components"] as const;

/** What a company's folder puts into the pages: the content of each file, by its path below src. */
export type Layer = Map<string, Buffer>;

/**
 * Everything that the company's own folder adds to the pages or replaces in them.
 * @param src the product's own pages
 * @throws HandshakeError (78) where a file has the name of one of the product's and doesn't say that it replaces it
 */
export function layerOf(src: string, folder = ownFolder()): Layer {
  const layer: Layer = new Map(ownPages());
  if (folder === null) return layer;
  for (const file of filesIn(folder)) {
    const content = readFileSync(path.join(folder, file));
    const to = targetOf(file, content, src);
    if (layer.has(to)) throw clash(`${path.join(folder, file)} has the place of ${to}, as another file or the page of a metric has. Keep one of them.`); // prettier-ignore
    layer.set(to, content);
  }
  const brand = readBrand(folder);
  const added = {...wordsForPages(readWords(folder)), ...(brand.accent ? {"style.css": accentStyle(brand)} : {})};
  for (const [file, text] of Object.entries(added))
    layer.set(file, Buffer.concat([layer.get(file) ?? readFileSync(path.join(src, file)), Buffer.from(text)]));
  const shown = {name: brand.name, locale: brand.locale, logo: logoAddress(brand, folder), menu: brand.menu};
  layer.set("brand.json", Buffer.from(`${JSON.stringify(shown)}\n`));
  return layer;
}

/** Puts the layer into a copy of the pages; a file that is as it should be is not touched. */
export async function layOver(layer: Layer, to: string, wanted: (file: string) => boolean = () => true): Promise<void> {
  for (const [file, content] of layer) if (wanted(file)) await putWhole(path.join(to, file), content);
}

/** Takes out of a copy of the pages what an earlier layer put there and this one doesn't; the product's own comes back. */
export async function liftOff(gone: Iterable<string>, src: string, to: string): Promise<void> {
  for (const file of gone)
    if (existsSync(path.join(src, file))) await putWhole(path.join(to, file), readFileSync(path.join(src, file)));
    else await rm(path.join(to, file), {force: true});
}

/** The pages of metrics whose header asks for one: read as pages of a company's own are, they enter the menu and search by their front matter. */
const ownPages = (): [file: string, page: Buffer][] =>
  readCatalogue().flatMap(({name, shown}) => {
    if (!shown?.page) return [];
    const {audiences} = shown.page;
    const head = [
      `title: ${JSON.stringify(ownTitle(name))}`,
      "section: Own metrics",
      ...(audiences.length ? [`audiences: ${JSON.stringify(audiences)}`] : [])
    ];
    const text = `---\n${head.join("\n")}\n---\n\n\`\`\`js
import {ownPage} from "../ui/ownMetrics.js";
import {dated, settingsFoot} from "../ui/words.js";

const own = FileAttachment("../data/own_metrics.json").json();
\`\`\`

<p class="dated">\${dated(own.about)}</p>
<div>\${ownPage(own, ${JSON.stringify(name)})}</div>
<div>\${settingsFoot(own.about)}</div>
`;
    return [[`pages/${name}.md`, Buffer.from(text)]];
  });

const clash = (text: string) => new HandshakeError(text, {exitCode: 78});

function filesIn(folder: string): string[] {
  return ownRooms.flatMap((room) => {
    const place = path.join(folder, room);
    if (!existsSync(place)) return [];
    return readdirSync(place, {recursive: true, encoding: "utf8"})
      .filter((f) => !/(^|[/\\])(\.|node_modules)/.test(f) && !/~$/.test(f) && statSync(path.join(place, f)).isFile())
      .map((f) => `${room}/${f.split(path.sep).join("/")}`)
      .sort();
  });
}

/** Where a file of the company goes: to its own place, or that of the one which it replaces. */
function targetOf(file: string, content: Buffer, src: string): string {
  const isPage = file.endsWith(".md");
  const replaced = isPage ? replacedByPage(content.toString()) : /^\s*(?:\/\/|\/\*+) replaces: (\S+)/.exec(content.toString("utf8", 0, 300))?.[1]; // prettier-ignore
  const twins = [file, ...(file.startsWith("pages/") ? [file.slice("pages/".length)] : [])];
  const twin = twins.find((name) => existsSync(path.join(src, name)));
  if (replaced === undefined) {
    if (!twin) return file;
    const how = isPage
      ? `"replaces: ${twin.replace(/\.md$/, "")}" in its front matter`
      : `"// replaces: ${twin}" as its first line`;
    throw clash(`${file} has the name of a page of the product. Rename it, or declare that it replaces it: ${how}.`);
  }
  const to = isPage ? `${replaced.replace(/\.md$/, "")}.md` : replaced;
  if (!path.posix.normalize(to).startsWith("..") && existsSync(path.join(src, to))) return to;
  throw clash(
    `${file} replaces ${replaced}, and the product has no such ${isPage ? "page" : "file"}. Correct the name as seen from src, such as ${isPage ? "trust" : "charts/spark.ts"}, or take "replaces" out.`
  );
}

/** What front matter says that it replaces; a page whose front matter can't be read is told of where pages are read. */
function replacedByPage(text: string): string | undefined {
  try {
    const {replaces} = (matter(text, {}) as {data: {replaces?: unknown}}).data;
    return typeof replaces === "string" ? replaces : undefined;
  } catch {
    return undefined;
  }
}
