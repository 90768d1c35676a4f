import {closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {LoaderResolver} from "@observablehq/framework/dist/loader.js";
import {afterEach, expect, test, vi} from "vitest";
import {equipPages} from "../../loaders/release/framework/equip.ts";
import {errorClass} from "../../loaders/release/framework/names.ts";

interface Page {
  body: string;
  data: object;
  code: never[];
}
type Load = (at: string) => Promise<Page>;

const framework = LoaderResolver.prototype as unknown as {loadPage: Load; find: unknown; getModuleResolver: unknown};
const {loadPage, find, getModuleResolver} = framework;
const root = mkdtempSync(path.join(tmpdir(), "handshake-equip-"));
afterEach(() => {
  Object.assign(framework, {loadPage, find, getModuleResolver});
  rmSync(root, {recursive: true, force: true});
});

const page = (body: string): Page => ({body, data: {}, code: []});

test("of two looks at a page the later one counts, also where the earlier one ends last", async () => {
  let end: (page: Page) => void = () => undefined;
  const loads = [new Promise<Page>((resolve) => (end = resolve)), Promise.resolve(page("<p>corrected</p>"))];
  framework.loadPage = () => loads.shift()!;
  const told: [string, number][] = [];
  equipPages(root, (file, faults) => told.push([file, faults.length]));

  const earlier = framework.loadPage.call(framework, "/trust");
  await framework.loadPage.call(framework, "/trust");
  end(page(`<pre class="${errorClass}">a mistake</pre>`));
  await earlier;
  expect(told).toEqual([["trust.md", 0]]);
});

test("a loader that fails is told of with its name and what it wrote to standard error", async () => {
  const failing = "console.error('no such warehouse'); process.exit(3)";
  framework.find = () => ({
    path: "/notebooks/bad.json.js",
    command: process.execPath,
    args: ["-e", failing],
    load(this: {exec(output: "ignore"): Promise<void>}) {
      return this.exec("ignore");
    }
  });
  equipPages(root, () => undefined);
  const loader = (framework.find as (at: string) => {load(): Promise<void>})("/notebooks/bad.json");
  await expect(loader.load()).rejects.toThrow(
    "the loader src/notebooks/bad.json.js fails: loader exited with code 3\nno such warehouse"
  );
});

test("a loader in TypeScript or JavaScript runs where neither tsx nor node is on the path, as of a scheduler", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-loader-"));
  writeFileSync(path.join(folder, "rows.csv.ts"), "const rows: string[] = ['a,b', '1,2'];\nconsole.log(rows.join('\\n'));\n");
  writeFileSync(path.join(folder, "rows.csv.js"), "console.log('a,b');\n");
  vi.stubEnv("PATH", folder);
  for (const [command, name, printed] of [
    ["tsx", "rows.csv.ts", "a,b\n1,2\n"],
    ["node", "rows.csv.js", "a,b\n"]
  ] as const) {
    const output = openSync(path.join(folder, "out"), "w");
    framework.find = () => ({
      path: `/notebooks/${name}`,
      command,
      args: [path.join(folder, name)],
      load(this: {exec(output: number): Promise<void>}) {
        return this.exec(output);
      }
    });
    equipPages(root, () => undefined);
    await (framework.find as (at: string) => {load(): Promise<void>})("/notebooks/rows.csv").load();
    closeSync(output);
    expect(readFileSync(path.join(folder, "out"), "utf8")).toBe(printed);
  }
  vi.unstubAllEnvs();
  rmSync(folder, {recursive: true});
});
