import {existsSync, readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import {build, type Plugin} from "esbuild";
import {JSDOM} from "jsdom";

/** The HTML of every part of the pages by "file.key", as an element names the one that it shows: data-part="overview.trust". */
export type PartTexts = Record<string, string>;

type Part = (data: unknown) => Node | string;

/**
 * Draws the parts of the pages with the components that the pages use, in a document of their own: src/components/overviewParts.ts
 * from src/data/overview.json, and so on. jsdom, because Framework brings it already and Plot is known to draw in it.
 * Takes over this process's `document`, so call it where nothing else needs one.
 */
export async function drawParts(root: string): Promise<PartTexts> {
  const components = path.join(root, "src", "components");
  const modules = existsSync(components) ? readdirSync(components).filter((f) => f.endsWith("Parts.ts")) : [];
  const {document} = new JSDOM("").window;
  Object.assign(globalThis, {document});
  const texts: PartTexts = {};
  for (const module of modules.sort()) {
    const file = module.replace(/Parts\.ts$/, "");
    const source = path.join(root, "src", "data", `${file}.json`);
    if (!existsSync(source)) continue;
    const data: unknown = JSON.parse(readFileSync(source, "utf8"));
    for (const [key, part] of Object.entries(await partsOf(path.join(components, module))))
      texts[`${file}.${key}`] = textOf(document, part(data));
  }
  return texts;
}

async function partsOf(file: string): Promise<Record<string, Part>> {
  const result = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    plugins: [fromNpm]
  });
  const code = Buffer.from(result.outputFiles[0]!.contents).toString("base64");
  const {parts} = (await import(`data:text/javascript;base64,${code}`)) as {parts: Record<string, Part>};
  return parts;
}

/** What a page calls npm:name is the installed package of that name. */
const fromNpm: Plugin = {
  name: "from-npm",
  setup(b) {
    b.onResolve({filter: /^npm:/}, ({path: name, ...args}) =>
      b.resolve(name.slice("npm:".length), {...args, kind: "import-statement"})
    );
  }
};

function textOf(document: Document, made: Node | string): string {
  const place = document.createElement("div");
  place.append(made);
  return place.innerHTML.replaceAll(/<svg[\s>].*?<\/svg>/gs, shortened);
}

/** A tenth of a pixel is near enough, and Plot's style stands in the stylesheet once. */
const shortened = (svg: string): string =>
  svg.replaceAll(/<style>.*?<\/style>/gs, "").replaceAll(/(?<=[ "(,\d])(-?\d+\.\d)\d+(?=[",) ])/g, "$1");
