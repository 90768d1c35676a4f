import {mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, afterEach, beforeAll, describe, expect, test, vi} from "vitest";
import {cellFaults} from "../../loaders/dev/cellFaults.ts";
import {siteFaults} from "../../loaders/release/check.ts";
import {refuseMissingFiles} from "../../loaders/release/framework/missing.ts";
import {faultIn} from "../../loaders/release/framework/moduleNames.ts";
import {ensurePackages} from "../../loaders/release/framework/pagePackages.ts";
import {leaveOutNotebooks} from "../../loaders/release/notebooks/audience.ts";
import {headOf} from "../../loaders/release/notebooks/heads.ts";
import {sourceName} from "../../loaders/release/sources.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

let own: string;
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(own, file)), {recursive: true});
  writeFileSync(path.join(own, file), text);
};

beforeAll(async () => {
  own = await temporaryFolder();
  write("notebooks/renewals.md", "# Renewals\n");
  write("pages/people.md", "---\nreplaces: people\n---\n");
  write("pages/broken.md", "---\nreplaces: [\n---\n");
  write("components/spark.ts", "// replaces: charts/spark.ts\n");
  write("metrics/lost_deals.sql", "-- question: How many?\n");
});
afterAll(() => removeFolder(own));
afterEach(() => void vi.unstubAllEnvs());

describe("messages name a file of the pages as who wrote it finds it", () => {
  test.each([
    ["a notebook", "notebooks/renewals.md", "notebooks/renewals.md"],
    ["a page in the place of the product's", "people.md", "pages/people.md"],
    ["a component in the place of the product's", "charts/spark.ts", "components/spark.ts"],
    ["a page whose front matter can't be read", "pages/broken.md", "pages/broken.md"],
    ["the page of a metric, which its header asks for", "pages/lost_deals.md", "metrics/lost_deals.sql"],
    ["a page of the product", "trust.md", "src/trust.md"],
    ["the page of one partner", "partner/P012.md", "src/partner/[id].md (the page P012)"]
  ])("in a company's own folder: %s", (_, file, name) => expect(sourceName(file, own)).toBe(name));

  test.each([
    ["notebooks/renewals.md", "src/notebooks/renewals.md"],
    ["people.md", "src/people.md"],
    ["/notebooks/goals.json.js", "src/notebooks/goals.json.js"]
  ])("and below src where the checkout is the project: %s", (file, name) => expect(sourceName(file, null)).toBe(name));
});

describe("in a company's own folder, a notebook is named without src", () => {
  const file = "notebooks/renewals.md";
  const within = () => vi.stubEnv("HANDSHAKE_PROJECT", own);

  test("where its front matter can't be used", () => {
    within();
    expect(() => headOf(file, "---\norder: first\n---\n")).toThrow(
      /^notebooks\/renewals\.md has front matter that can't be used/
    );
    expect(() => headOf(file, "---\norder: [\n---\n")).toThrow(/^notebooks\/renewals\.md has front matter that is not YAML/);
  });

  test("where an entry of its front matter is one slip from one that is read; any other is the writer's own", () => {
    within();
    const told =
      (...lines: string[]) =>
      () =>
        headOf(file, `---\n${lines.join("\n")}\n---\n`);
    expect(told("titel: Plan", "them: dark", "Audiences: [board]")).toThrow(
      /:\n {2}titel: there is no such entry\. Did you mean title\?\n {2}them: .* mean theme\?\n {2}Audiences: .* mean audiences\?\nWrite/
    );
    expect(told("ttile: Plan", "otc: true")).toThrow(/ttile: .* mean title\?\n {2}otc: .* mean toc\?\n/);
    const own = [
      ...["author", "date", "tags", "description", "category", "layout", "lang", "version", "owner", "name", "subtitle"],
      ...["lead", "leader", "reader", "doc", "border", "page", "paper", "top", "older"]
    ];
    expect(told(...own.map((name) => `${name}: x`))).not.toThrow();
  });

  test("where it names an audience that there is not", async () => {
    within();
    const src = path.join(own, "copy");
    write(`copy/${file}`, "---\naudiences: [bord]\n---\n");
    await expect(leaveOutNotebooks(src, {name: "board", all: ["board"]})).rejects.toThrow(
      /^notebooks\/renewals\.md names the audience bord; the settings have board\./
    );
  });

  test("where it attaches a file, or imports a package, that is not there", async () => {
    within();
    const cell = {input: "x", references: [], declarations: null, imports: [], files: [{name: "goals.csv"}]};
    expect(() => refuseMissingFiles({at: "/notebooks/renewals", file, root: own}, [cell], () => false)).toThrow(
      /^notebooks\/renewals\.md: attaches goals\.csv/
    );
    const asking = {...cell, imports: [{name: "npm:no-such-package", type: "global"}]};
    await expect(ensurePackages(file, [asking], own)).rejects.toThrow(
      /^notebooks\/renewals\.md: the package no-such-package is not installed/
    );
  });

  test("where a link in it leads nowhere, or nothing is to be read in it", () => {
    within();
    const link = '<!DOCTYPE html><html><head><title>t</title></head><body><main><a href="./none"></a></main></body></html>';
    write("site/notebooks/renewals.html", link);
    const faults = siteFaults(path.join(own, "site"));
    expect(faults).toContain("notebooks/renewals.md: the link to ./none leads to no page");
    expect(faults).toContainEqual(expect.stringContaining(" displays something into notebooks/renewals.md, or move"));
  });

  test("where a component that it imports asks for what is not there: with the component's line", async () => {
    within();
    write("components/bars.ts", '// ours\nexport {none} from "./none.js";\n');
    await expect(
      faultIn(path.join(own, file), [{from: "../components/bars.js", names: []}], {root: own, seen: new Set()})
    ).resolves.toMatchObject({
      what: "imports ./none.js in components/bars.ts line 2, and there is no such file"
    });
  });

  test("where a cell fails while somebody looks at it", () => {
    within();
    let shown: string[] = [];
    const cells = cellFaults((_, found) => (shown = found.map(({text}) => text)), () => undefined, () => null, () => ""); // prettier-ignore
    cells.opened("/notebooks/renewals", "first");
    cells.told("/notebooks/renewals", "first", {errors: [{text: "no luck", cell: null}], waiting: []});
    expect(shown).toEqual(["notebooks/renewals.md: a cell fails: no luck"]);
  });
});
