import {existsSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync} from "node:fs";
import path from "node:path";
import {brotliDecompressSync, gunzipSync} from "node:zlib";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {folders, ids} from "../../loaders/release/framework/names.ts";
import {fewDeals, projectCopy, publishRecords, publishSite} from "./project.ts";

const company = "Test & Co";
const removals: (() => void)[] = [];

async function project(under?: string): Promise<string> {
  const {root, remove} = projectCopy(under);
  removals.push(remove);
  await publishRecords(fewDeals, path.join(root, "src/data"));
  return root;
}

/** Every file of a folder with its bytes. */
const contentOf = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, {recursive: true, encoding: "utf8"})
      .sort()
      .filter((f) => statSync(path.join(folder, f)).isFile())
      .map((f) => [f, readFileSync(path.join(folder, f)).toString("base64")])
  );

let root: string;
let site: string;
beforeAll(async () => {
  root = await project();
  site = path.join(root, "elsewhere/site");
  await publishSite({root, site, company});
});
afterAll(() => removals.forEach((remove) => remove()));

describe("a built site", () => {
  test("is the same, byte for byte, whatever the folder", async () => {
    const other = await project("some/deeper/folder");
    await publishSite({root: other, site: "dist", company, fresh: true});
    expect(contentOf(path.join(other, "dist/current"))).toEqual(contentOf(path.join(site, "current")));
  });

  test("says its sentences in the HTML itself, names as text", () => {
    const html = readFileSync(path.join(site, "current/index.html"), "utf8");
    expect(html).toContain("<h1>Two partners");
    expect(html).toContain('<bdi>&lt;b&gt;Ann&lt;/b&gt; &amp; "Co"</bdi>');
    expect(html).not.toContain("<b>Ann</b>");
  });

  test("is a release named by its content, which the link leads to; nothing else is left", () => {
    expect(readdirSync(site).sort()).toEqual(["about", "current", "releases"]);
    const [name] = readdirSync(path.join(site, "releases"));
    expect(name).toMatch(/^[0-9a-f]{16}$/);
    expect(readlinkSync(path.join(site, "current"))).toBe(`releases/${name}`);
    expect(existsSync(path.join(site, "current/.nojekyll"))).toBe(true);
  });

  test("has the parts that we know Framework's pages by", () => {
    const html = readFileSync(path.join(site, "current/index.html"), "utf8");
    for (const id of Object.values(ids)) expect(html).toContain(`id="${id}"`);
    expect(readdirSync(path.join(site, "current"))).toEqual(expect.arrayContaining(Object.values(folders)));
  });

  test("has its texts compressed beside them", () => {
    const html = readFileSync(path.join(site, "current/index.html"));
    expect(gunzipSync(readFileSync(path.join(site, "current/index.html.gz")))).toEqual(html);
    expect(brotliDecompressSync(readFileSync(path.join(site, "current/index.html.br")))).toEqual(html);
  });
});

describe("a build that fails leaves the old site as it was, and says where", {timeout: 900_000}, () => {
  // the pages that were published are empty now, so that they are built fast: what fails is beside them
  beforeAll(() => {
    for (const page of readdirSync(path.join(root, "src"), {recursive: true, encoding: "utf8"}))
      if (page.endsWith(".md")) writeFileSync(path.join(root, "src", page), "# Page\n");
  });

  const failing = async (page: string, wanted: RegExp): Promise<void> => {
    const before = contentOf(path.join(site, "current"));
    const link = readlinkSync(path.join(site, "current"));
    const file = path.join(root, "src/wrong.md");
    writeFileSync(file, page);
    try {
      await expect(publishSite({root, site, company})).rejects.toThrow(wanted);
    } finally {
      rmSync(file);
    }
    expect(readlinkSync(path.join(site, "current"))).toBe(link);
    expect(contentOf(path.join(site, "current"))).toEqual(before);
    expect(readdirSync(path.join(site, "releases"))).toHaveLength(1);
  };

  test("when a page's code can't be read, with the line of the page", () =>
    failing(
      "---\ntitle: t\n---\n\n```js\n1\n```\n\n```js\nlet a = 'x';\nconst = 1;\n```\n",
      /wrong\.md: error box "SyntaxError: Unexpected token \(line 11 of the page\)"/
    ));
  test("when a link leads nowhere", () => failing("[gone](./nowhere)\n", /wrong\.md: the link to \.\/nowhere leads to no page/));
  test("when a page wants a package from elsewhere", () =>
    failing(
      '```js\nimport "npm:left-pad";\n```\n',
      /wrong\.md: the package left-pad is not installed.*cell that begins\s+import "npm:left-pad".*npm install left-pad/s
    ));
  test("when a page reads a file that isn't there", () =>
    failing('```js\nFileAttachment("data/missing.json").json()\n```\n', /missing\.json/));
});
