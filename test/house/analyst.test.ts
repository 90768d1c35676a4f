import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {readBrand} from "../../loaders/project/brand.ts";
import {readWords} from "../../loaders/project/words.ts";
import {handshake, root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {codeBlocks} from "../support/sources.ts";

/* docs/analyst.md says what is so: its commands that write files are run in a folder of one's own, its examples are read by the program. */

const guide = readFileSync(path.join(root, "docs/analyst.md"), "utf8");
const commands = codeBlocks(guide, ["sh"])
  .join("\n")
  .split("\n")
  .filter((line) => line.startsWith("npx handshake "))
  .map((line) => line.replace("npx handshake ", ""));

let own: string;
beforeAll(async () => {
  own = path.join(await temporaryFolder(), "partnerships");
  const init = commands.find((line) => line.startsWith("init "))!;
  expect(init).toBe("init ~/partnerships");
  expect(await handshake(["init", own, "--yes"])).toMatchObject({exitCode: 0});
});
afterAll(() => removeFolder(path.dirname(own)));

test("every npx handshake new in the guide writes its file, where the guide says", async () => {
  const written = [...new Set(commands.filter((line) => line.startsWith("new ") && !line.startsWith("new test ")))];
  expect(written.length).toBeGreaterThan(8);
  for (const line of written) {
    const {exitCode, stdout, stderr} = await handshake(line.split(" "), {cwd: own});
    expect([line, exitCode, stderr]).toEqual([line, 0, ""]);
    const [, file = ""] = /^Wrote (\S+)\. /.exec(stdout) ?? [];
    expect(file).toMatch(/^(pages|notebooks|metrics|mappings|components)\//);
    expect(readFileSync(path.join(own, file), "utf8").length).toBeGreaterThan(100);
  }
});

test("its brand and its words can be used as they stand", () => {
  const [brand = "", words = ""] = codeBlocks(guide, ["json"]);
  const {logo} = JSON.parse(brand) as {logo: string};
  mkdirSync(path.dirname(path.join(own, logo)), {recursive: true});
  writeFileSync(path.join(own, logo), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  writeFileSync(path.join(own, "brand.json"), brand);
  writeFileSync(path.join(own, "copy.json"), words);
  expect(readBrand(own)).toEqual(JSON.parse(brand));
  expect(readWords(own)).toEqual(JSON.parse(words));
});

test("its lines of a metric's header are read", () => {
  const lines = codeBlocks(guide, ["sql"]).filter((code) => code.startsWith("-- "));
  expect(lines).toHaveLength(4);
  const rest = [
    "question: q",
    "definition: d",
    "unit: u",
    "direction: neither",
    "source: s",
    "settings: none",
    "grain: g",
    "key: as_of, partner_id"
  ];
  mkdirSync(path.join(own, "headers"));
  writeFileSync(
    path.join(own, "headers/example.sql"),
    `${rest.map((line) => `-- ${line}\n`).join("")}${lines.join("")}select 1 as won_deals\n`
  );
  const [metric] = readCatalogue(path.join(own, "headers"));
  expect(metric!.columns.map(({name}) => name)).toEqual(["won_deals"]);
  expect(metric!.shown).toEqual({card: ["won_deals"], column: ["won_deals"], page: {audiences: []}});
  expect(metric!.checks.map(({said}) => said)).toEqual(["key unique", "won_deals not null", "won_deals at least 0"]);
});

test("the files and folders of the project that it names exist", () => {
  const named = [...guide.matchAll(/`((?:src|loaders|docs|test)\/[\w/.-]+)`/g)].map(([, file]) => file!);
  const there = [...new Set(named)].filter((name) => !name.startsWith("src/notebooks"));
  expect(there.length).toBeGreaterThan(4);
  expect(there.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
});
