import {existsSync, readFileSync} from "node:fs";
import {rm} from "node:fs/promises";
import path from "node:path";
import {ownTitle} from "../../src/copy/ownMetrics.ts";
import {HandshakeError} from "../errors.ts";
import {putWhole} from "../files.ts";
import {readCatalogue} from "../metrics/catalogue.ts";
import {accentStyle, logoAddress, readBrand} from "../project/brand.ts";
import {ownFolder} from "../project/project.ts";
import {readWords, wordsForPages} from "../project/words.ts";
import {refuseConflict, textIn} from "../written.ts";
import {ownContentIfThere, isWritten, ownFiles, replacedBy, replacedFile} from "./sources.ts";

/** What a company's folder puts into the pages: the content of each file, by its path below src. */
export type Layer = Map<string, Buffer>;

/** Where the parts of a layer come from, if not from what the files say now. */
export interface LayerParts {
  /** The pages of metrics whose header asks for one. */
  metrics?: Iterable<[file: string, page: Buffer]>;
  /** The content of a file of the company's, by its full path and its path in the folder; null where it is to be left out. */
  contentOf?: (full: string, file: string) => Buffer | null;
}

/**
 * Everything that the company's own folder adds to the pages or replaces in them.
 * @param src the product's own pages
 * @throws HandshakeError (78) where a file has the name of one of the product's and doesn't say that it replaces it
 */
export function layerOf(src: string, folder = ownFolder(), {metrics = metricPages(), contentOf}: LayerParts = {}): Layer {
  const layer: Layer = new Map(metrics);
  if (folder === null) return layer;
  for (const file of ownFiles(folder)) {
    const full = path.join(folder, file);
    const found = contentOf ? contentOf(full, file) : ownContentIfThere(full);
    if (found === null) continue;
    const content = isWritten(file) ? Buffer.from(textIn(file, found)) : found;
    if (file.endsWith(".md")) refuseConflict(file, content.toString());
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
export function layOver(layer: Layer, to: string, wanted: (file: string) => boolean = () => true): void {
  for (const [file, content] of layer) if (wanted(file)) putWhole(path.join(to, file), content);
}

/** Takes out of a copy of the pages what an earlier layer put there and this one doesn't; the product's own comes back. */
export async function liftOff(gone: Iterable<string>, src: string, to: string): Promise<void> {
  for (const file of gone)
    if (existsSync(path.join(src, file))) putWhole(path.join(to, file), readFileSync(path.join(src, file)));
    else await rm(path.join(to, file), {force: true});
}

/** The pages of metrics whose header asks for one: read as pages of a company's own are, they enter the menu and search by their front matter. */
export const metricPages = (): [file: string, page: Buffer][] =>
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

/** Where a file of the company goes: to its own place, or that of the one which it replaces. */
function targetOf(file: string, content: Buffer, src: string): string {
  const isPage = file.endsWith(".md");
  const replaced = replacedBy(file, content);
  const twins = [file, ...(file.startsWith("pages/") ? [file.slice("pages/".length)] : [])];
  const twin = twins.find((name) => existsSync(path.join(src, name)));
  if (replaced === undefined) {
    if (!twin) return file;
    const how = isPage
      ? `"replaces: ${twin.replace(/\.md$/, "")}" in its front matter`
      : `"// replaces: ${twin}" as its first line`;
    throw clash(`${file} has the name of a page of the product. Rename it, or declare that it replaces it: ${how}.`);
  }
  const to = replacedFile(file, replaced);
  if (!path.posix.normalize(to).startsWith("..") && existsSync(path.join(src, to))) return to;
  throw clash(
    `${file} replaces ${replaced}, and the product has no such ${isPage ? "page" : "file"}. Correct the name as seen from src, such as ${isPage ? "trust" : "charts/spark.ts"}, or take "replaces" out.`
  );
}
