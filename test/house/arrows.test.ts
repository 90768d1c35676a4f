import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {codeBlocks, sourcesIn} from "../support/sources.ts";
import {circles, importsOf, withoutUser, wrongImports, type Sources} from "./arrows.ts";

/** Of a page only its code can import. */
function codeOfPages(sources: Sources): Sources {
  return Object.fromEntries(
    Object.entries(sources).map(([f, text]) => [f, f.endsWith(".md") ? codeBlocks(text, ["js", "ts"]).join("\n") : text])
  );
}

describe("imports run one way", () => {
  test("in the whole project", () => {
    const sources = codeOfPages(sourcesIn(["loaders", "src", "test"], [".ts", ".js", ".mjs", ".md"]));
    expect(importsOf(sources).length).toBeGreaterThan(20);
    expect(wrongImports(sources)).toEqual([]);
  });

  test("no file imports itself by way of others, not even a type", () => {
    expect(circles(codeOfPages(sourcesIn(["loaders", "src", "test"], [".ts", ".js", ".mjs", ".md"])))).toEqual([]);
    expect(circles({"a.ts": `import type {B} from "./b.ts";`, "b.ts": `import {a} from "./a.ts";`})).toEqual([
      "a.ts > b.ts > a.ts"
    ]);
  });

  test("Framework's insides are named in one room", () => {
    const inside = /@observablehq\/framework\/|observablehq-(loading|main|footer|sidebar|-error)|\b_(observablehq|import)\b/;
    const naming = Object.entries(sourcesIn(["loaders", "setup", "src"], [".ts", ".mjs", ".md"])).filter(([, text]) =>
      inside.test(text)
    );
    expect(naming.map(([file]) => file).filter((file) => !file.startsWith("loaders/release/framework/"))).toEqual([]);
    expect(naming.length).toBeGreaterThan(3);
  });

  test("a stage that imports the command line is found", () => {
    expect(wrongImports({"loaders/facts/run.ts": `import {main} from "../cli.ts";`})).toEqual([
      expect.stringContaining("loaders/facts/run.ts imports loaders/cli.ts")
    ]);
  });

  test.each([
    ["a stage that imports a later stage", "loaders/facts/run.ts", "../publish/pages.ts"],
    ["a base room that imports a stage", "loaders/engines/duckdb.ts", "../facts/contract.ts"],
    ["a mapping imported by its name", "loaders/stage/stage.ts", "../mappings/hubspot_deals.ts"],
    ["a sentence that imports a chart", "src/copy/trust.ts", "../charts/chart.ts"],
    ["a page's component that imports the pipeline", "src/charts/kpi.ts", "../../loaders/errors.ts"],
    ["a stage that imports a page's component", "loaders/publish/pages.ts", "../../src/charts/kpi.ts"],
    ["product code that imports a test's helper", "loaders/statistics/beta.ts", "../../test/support/facts.ts"],
    ["a room that the arrows don't know", "loaders/helpers/things.ts", "../errors.ts"]
  ])("%s is found", (_, from, to) => {
    expect(wrongImports({[from]: `import {x} from "${to}";`})).toHaveLength(1);
  });

  test.each([
    ["import type", `import type {X} from "../cli.ts";`],
    ["export … from", `export {x} from "../cli.ts";`],
    ["import()", `const {x} = await import("../cli.ts");`]
  ])("%s counts as an import", (_, text) => {
    expect(wrongImports({"loaders/stage/stage.ts": text})).toHaveLength(1);
  });

  test.each([
    ["the contract of the published files", "loaders/publish/pages.ts", "../../src/contract/index.ts"],
    ["the loss distribution", "loaders/publish/loss.ts", "../../src/shared/lossDistribution.ts"],
    ["a stage before it", "loaders/reconcile/reconcile.ts", "../stage/raw.ts"],
    ["its own room", "loaders/stage/stage.ts", "./rows.ts"],
    ["the engines", "loaders/metrics/run.ts", "../engines/duckdb.ts"]
  ])("a stage may import %s", (_, from, to) => {
    expect(wrongImports({[from]: `import {x} from "${to}";`})).toEqual([]);
  });

  test("what a file exports has a user, and not among tests alone", () => {
    const config = {"observablehq.config.ts": readFileSync("observablehq.config.ts", "utf8")};
    expect(withoutUser({...sourcesIn(["loaders", "setup", "src", "test"], [".ts", ".js", ".mjs", ".md"]), ...config})).toEqual(
      []
    );
    expect(
      withoutUser({
        "src/a.ts": "export const dead = 1;\nexport function tested() {}\nexport const own = 1;\nown;",
        "test/a.test.ts": "tested()"
      })
    ).toEqual(["src/a.ts: dead", "src/a.ts: tested"]);
  });

  test("a page's code is read and its prose is not", () => {
    const page = 'Say import {x} from "../loaders/cli.ts".\n\n```js\nimport {y} from "../loaders/errors.ts";\n```\n';
    expect(wrongImports(codeOfPages({"src/index.md": page}))).toEqual([expect.stringContaining("loaders/errors.ts")]);
  });
});
