import {rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {everything} from "../../loaders/disclosure/audience.ts";
import {fewDeals} from "../release/project.ts";
import {buildFor, notebookProject, publishFor} from "./project.ts";

let root: string;
let remove: () => void;
beforeAll(async () => {
  ({root, remove} = notebookProject({}));
  await publishFor(fewDeals, path.join(root, "published"));
});
afterAll(() => remove());

describe("a notebook fails the release, with its place", () => {
  const at = (file: string) => path.join(root, "src", "notebooks", file);
  const failing = async (text: string, wanted: RegExp, beside: Record<string, string> = {}) => {
    for (const [file, content] of Object.entries({...beside, "bad.md": text})) writeFileSync(at(file), content);
    try {
      await expect(buildFor(root, path.join(root, "published"))).rejects.toThrow(wanted);
    } finally {
      for (const file of ["bad.md", ...Object.keys(beside)]) rmSync(at(file));
    }
  };

  test.each([
    ['display(html`<img src="https://example.org/goals.png">`);', "<img> that loads https://example.org/goals.png"],
    ['display(html`<svg><image href="//example.org/goals.png"/></svg>`);', "<image> that loads //example.org/goals.png"],
    ['display(html`<p style="background: url(https://example.org/a.png)">`);', "<p> that loads https://example.org/a.png"],
    [
      'const script = document.createElement("script");\nscript.src = "https://example.org/count.js";\ndocument.head.append(script);',
      "<script> that loads https://example.org/count.js"
    ],
    ['document.body.append(html`<iframe src="https://example.org/board">`);', "<iframe> that loads https://example.org/board"]
  ])("when a cell writes what another host has: %s", (cell, wanted) => {
    const line = cell.split("\n")[0]!.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
    return failing(
      `# Bad\n\n\`\`\`js\n${cell}\n\`\`\`\n`,
      new RegExp(
        `notebooks/bad\\.md: a cell shows a ${wanted.replaceAll(".", "\\.")} from another host.*cell that begins\\s+${line}`,
        "s"
      )
    );
  });
  test("when its SQL names a table that is not published", () =>
    failing(
      "```sql\nselect * from trsut\n```\n",
      /notebooks\/bad\.md: a cell fails: .*There is no table trsut here\. Correct the name .*in the cell that begins/s
    ));
  test("when its front matter names a table's file that is not there", () =>
    failing(
      "---\nsql:\n  goals: ./goals.csv\n---\n\n```sql\nfrom goals\n```\n",
      /notebooks\/bad\.md: its front matter names the table goals \(sql: goals: \.\/goals\.csv\), and there is no such file/
    ));
  test("when it attaches a file that is not there", () =>
    failing(
      '```js\nconst goals = await FileAttachment("./goals.csv").csv();\n```\n',
      /notebooks\/bad\.md: attaches \.?\/?goals\.csv, and there is no such file.*cell that begins.*const goals.*Put the file there/s
    ));
  test.each(["![Goals](missing.png)", '<img src="missing.png">'])("when it shows a picture that is not there: %s", (text) =>
    failing(
      `# Bad\n\n${text}\n`,
      /notebooks\/bad\.md: shows missing\.png, and there is no such file.*on line 3:\n.*missing\.png.*Put the file there/s
    )
  );
  test("when it imports a component that is not there", () =>
    failing(
      '```js\nimport {none} from "./components/none.js";\n```\n',
      /notebooks\/bad\.md: imports \.\/components\/none\.js, and there is no such file.*cell that begins\n.*import \{none\}.*handshake new component/s
    ));
  test("when a component that it imports imports what is not there: with that component", () =>
    failing(
      '```js\nimport {shown} from "./shown.js";\n```\n',
      /notebooks\/bad\.md: imports \.\/none\.js in src\/notebooks\/shown\.ts line 2, and there is no such file.*cell that begins\n.*import \{shown\}/s,
      {"shown.ts": 'export const shown = 1;\nexport {none} from "./none.js";\n'}
    ));
  test("when it imports a name that a component doesn't export", () =>
    failing(
      '```js\nimport {spark, none} from "../charts/spark.js";\n```\n',
      /notebooks\/bad\.md: imports none, which src\/charts\/spark\.ts does not export.*cell that begins\n.*import \{spark, none\}.*Correct the name, or export it there/s
    ));
  test("when a client's table is a Parquet file, which SQL in pages doesn't read: with what to give instead", () =>
    failing(
      '```js\nconst db = await DuckDBClient.of({goals: FileAttachment("goals.parquet")});\n```\n',
      /notebooks\/bad\.md: a cell fails: .*the table goals: goals\.parquet is Parquet.*\.arrow, \.csv or \.json.*FileAttachment\("goals\.parquet"\)\.parquet\(\).*cell that begins.*const db/s,
      {"goals.parquet": "PAR1"}
    ));
  test("when a client's table is an address", () =>
    failing(
      '```js\nconst db = await DuckDBClient.of({goals: "https://example.org/goals.csv"});\n```\n',
      /notebooks\/bad\.md: a cell fails: .*the table goals is made from the address https:\/\/example\.org\/goals\.csv.*Attach the file/s
    ));
  test.each(["", "---\ntitle: Bad\n---\n", "```js\nconst nothing = 1;\n```\n"])(
    "when nothing is to be read in it, with what to write: %j",
    (text) =>
      failing(text, /notebooks\/bad\.html: .*Write a heading \("# bad"\), a sentence, or a cell .* into src\/notebooks\/bad\.md/s)
  );
  test("and with the edition where it is for an audience", async () => {
    writeFileSync(at("bad.md"), "---\naudiences: [board]\n---\n\n```js\nnothing.here()\n```\n");
    const building = buildFor(root, path.join(root, "published"), everything, {name: "board", all: ["board"]});
    await expect(building).rejects.toThrow(
      /^The edition "board" can't be built: .*notebooks\/bad\.md: a cell fails: .*nothing is not defined/
    );
    rmSync(at("bad.md"));
  });
  test("when a loader of its files fails: with the loader's name and what it wrote", () =>
    failing(
      '```js\nFileAttachment("goals.json").json()\n```\n',
      /the loader src\/notebooks\/goals\.json\.js fails: .*no goals today/s,
      {
        "goals.json.js": 'console.error("no goals today");\nprocess.exit(3);\n'
      }
    ));
});
