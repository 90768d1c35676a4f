import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import type {EditionToFill} from "../../loaders/release/framework/editionPages.ts";
import {fillPage} from "../../loaders/release/framework/fill.ts";
import {readScript} from "../../loaders/release/framework/script.ts";
import {runCellsOf} from "../support/prerendered.ts";

/*
 * What we use of Framework's insides, all of it in loaders/release/framework/. If one of these fails after an update of Framework:
 * script.ts reads registerFile and registerTable, a line each; frameworkClient.ts has define, undefine, registerRoot and the runtime's
 * _compute, _variables, _updates, _dirty, _computing, and a root's _nodes and _error (dist/client/main.js); wake.ts puts what the build
 * has drawn into a root's _nodes; names.ts says what ids and folders of a built site are called (checked in build.test.ts); serve.ts
 * replaces _readConfig and the request listener of its preview; moduleCache.ts fills its cache of packages. Read these files of the new version beside ours, and change ours.
 */

let site: string;
beforeEach(() => void (site = mkdtempSync(path.join(tmpdir(), "handshake-cells-"))));
afterEach(() => rmSync(site, {recursive: true}));

const place = (id: string) => `<observablehq-loading></observablehq-loading><!--:${id}:-->`;
const page = (script: string, main: string) =>
  `<!DOCTYPE html><html><head><title>T</title>\n<script type="module">${script}</script>\n</head><body><main>${main}</main></body></html>`;

async function prerendered(
  files: Record<string, string>,
  tell: (warned: string) => void = () => undefined,
  editions?: readonly EditionToFill[]
): Promise<(name: string) => string> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(site, name)), {recursive: true});
    writeFileSync(path.join(site, name), text);
  }
  tell(await runCellsOf(site, editions));
  return (name) => readFileSync(path.join(site, name), "utf8");
}

const cell = (id: string, inputs: string[], code: string, mode = "inline") =>
  `define({id: "${id}", ${mode ? `mode: "${mode}", ` : ""}inputs: ${JSON.stringify(inputs)}, body: async (${inputs.join(",")}) => {\n${code}\n}});`;
const client = 'import {define} from "./_observablehq/client.0a1b2c3d.js";\n';

describe("Framework's own client, run by the build,", () => {
  test("puts what cells show before their places: texts, elements, what resize draws, values", {timeout: 900_000}, async () => {
    const read = await prerendered({
      "index.html": page(
        [
          client,
          'import {registerFile} from "./_observablehq/stdlib.0a1b2c3d.js";',
          'registerFile("./data/x.json", {"name":"./data/x.json","path":"./_file/data/x.01234567.json"});',
          'define({id: "00000001", inputs: ["FileAttachment"], outputs: ["x"], body: (FileAttachment) => ({x: FileAttachment("./data/x.json").json()})});',
          cell("00000002", ["x", "display"], "display(await(x.n + 1))"),
          cell("00000003", ["display"], 'const b = document.createElement("b"); b.textContent = "<i>"; display(b)'),
          cell("00000004", ["resize", "display"], "display(resize((width) => document.createTextNode(`${width} wide`)))"),
          cell("00000005", ["display"], 'display("")'),
          cell("00000006", ["display"], "display({a: 1})", "")
        ].join("\n"),
        `<!--:00000001:--><p>${place("00000002")}</p><div>${place("00000003")}</div><p>${place("00000004")}</p><p>${place("00000005")}</p><!--:00000006:-->`
      ),
      "_file/data/x.01234567.json": '{"n": 41}'
    });
    const html = read("index.html");
    expect(html).toContain("<p><!--drawn-->42<!--:00000002:--></p>");
    expect(html).toContain("<div><!--drawn--><b>&lt;i&gt;</b><!--:00000003:--></div>");
    expect(html).toContain('<div><!--drawn--><div style="position: relative;">640 wide</div><!--:00000004:--></div>');
    expect(html).toContain("<p><!--:00000005:--></p>");
    expect(html).toMatch(/<!--drawn--><div class="observablehq[^]*">a<\/span>: [^]*<!--:00000006:-->/);
  });

  test("fails with the page and the cell where a cell fails", {timeout: 900_000}, async () => {
    const failing = prerendered({
      "deep/note.html": page(
        client.replace("./", "../") + cell("0000000a", ["display"], 'display(await(\nnothing.here("x")\n))'),
        place("0000000a")
      )
    });
    await expect(failing).rejects.toThrow(
      /deep\/note\.md: a cell fails: ReferenceError: nothing is not defined[^]*nothing\.here\("x"\)/
    );
  });

  /** A script that registers a file and has a cell, which fails where the condition holds. */
  const failingWhere = (up: string, name: string, condition: string) =>
    [
      client.replace("./", up),
      `import {registerFile} from "${up}_observablehq/stdlib.0a1b2c3d.js";`,
      `registerFile("${up}data/${name}.json", {"name":"${up}data/${name}.json","path":"${up}_file/data/${name}.01234567.json"});`,
      cell("00000010", ["FileAttachment", "display"], `const read = await FileAttachment("${up}data/${name}.json").json();\nif (${condition}) throw new Error("no luck");\ndisplay(1)`)
    ].join("\n"); // prettier-ignore

  test("fails with the partner where a cell fails on the page of one partner only", {timeout: 900_000}, async () => {
    const failing = prerendered({
      "partner/~template.html": page(failingWhere("../", "partners", 'read && "~template" === "P2"'), place("00000010")),
      "_file/data/partners.01234567.json": '{"partners": {"id": ["P1", "P2", "P3"]}}'
    });
    await expect(failing).rejects.toThrow(/partner\/\[id\]\.md: a cell fails for the partner P2: Error: no luck/);
  });

  test("fails with the edition where a cell fails in one edition only", {timeout: 900_000}, async () => {
    const editions = ["north", "south"].map((name) => ({
      name,
      data: path.join(site, `${name}.json`),
      output: path.join(site, name)
    }));
    const files = {
      "index.html": page(failingWhere("./", "edition", 'read.name === "south"'), place("00000010")),
      "_file/data/edition.01234567.json": "{}",
      "north.json": '{"name": "north"}',
      "south.json": '{"name": "south"}'
    };
    const failing = prerendered(files, undefined, editions);
    await expect(failing).rejects.toThrow(/\.md: a cell fails in the edition "south": Error: no luck/);
  });

  test("tells of a cell that waits for ever, with the page and the cell, and leaves nothing of it to the next page", async () => {
    const named = (id: string, value: string) =>
      `define({id: "${id}", inputs: [], outputs: ["x"], body: async () => {\nconst x = await ${value};\nreturn {x};\n}});`;
    const pages = {
      "a.html": client + named("0000000e", "new Promise(() => {})") + cell("0000000f", ["x", "display"], "display(await(x))"),
      "b.html": client + named("0000000e", "2") + cell("0000000f", ["x", "display"], "display(await(\nx + 1\n))")
    };
    let told = "";
    const read = await prerendered(
      Object.fromEntries(Object.entries(pages).map(([name, code]) => [name, page(code, `<p>${place("0000000f")}</p>`)])),
      (warned) => (told = warned)
    );
    expect(told).toMatch(
      /a\.md: a cell has no value after \d+ s[^]*cell that begins\n\s+const x = await new Promise[^]*Check that/
    );
    expect(told).not.toContain("b.md");
    expect(read("a.html")).toContain(`<p>${place("0000000f")}</p>`);
    expect(read("b.html")).toContain("<p><!--drawn-->3<!--:0000000f:--></p>");
  }, 900_000);

  test("gives the same for the clock and the dice each time", {timeout: 900_000}, async () => {
    const code = client + cell("0000000b", ["display"], "display(`${new Date().toISOString()} ${Date.now()} ${Math.random()}`)");
    const read = await prerendered({"a.html": page(code, place("0000000b")), "b.html": page(code, place("0000000b"))});
    expect(read("a.html")).toBe(read("b.html"));
    expect(read("a.html")).toContain("2026-06-30T00:00:00.000Z");
  });
});

describe("a page's script, as Framework writes it,", () => {
  test("names files and tables a line each; the rest is the same after new data", () => {
    const lines = (hash: string) =>
      `\nregisterFile("./x.json", {"name":"./x.json","path":"./_file/x.${hash}.json"});\nregisterTable("t", FileAttachment("./x.json"));\ndefine({id: "0"});\n`;
    const [one, two] = ["00000000", "11111111"].map((hash) => readScript(page(lines(hash), ""))!);
    expect(one!.files).toEqual([["./x.json", {name: "./x.json", path: "./_file/x.00000000.json"}]]);
    expect(one!.tables).toEqual([{name: "t", file: "./x.json"}]);
    expect(one!.code).toBe(two!.code);
    expect(one!.text).not.toBe(two!.text);
  });
});

describe("a page that is filled", () => {
  const shown = (cells: Record<string, string>, title: string | null = null) => ({cells: new Map(Object.entries(cells)), title});

  test("counts the ids of its pictures by itself", () => {
    const svg = (n: number) => `<svg><clipPath id="plot-clip-${n}"></clipPath><g clip-path="url(#plot-clip-${n})"></g></svg>`;
    const html = fillPage(`<div>${place("0000000c")}</div>`, shown({"0000000c": svg(17)}));
    expect(html).toContain('<clipPath id="drawn-1"></clipPath><g clip-path="url(#drawn-1)">');
  });

  test("has the title that a cell gave it, as text", () =>
    expect(fillPage("<title>T</title>", shown({}, "<b> & Co"))).toBe("<title>&lt;b&gt; &amp; Co</title>"));

  test("keeps the place of a cell that has not shown anything", () =>
    expect(fillPage(place("0000000d"), shown({}))).toBe(place("0000000d")));
});
