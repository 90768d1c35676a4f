import {existsSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {generatedDocs} from "../../setup/docs.ts";
import {root} from "../support/handshake.ts";

describe("the generated documentation", () => {
  test.each(Object.entries(generatedDocs()))("%s is what the code says now (npm run docs writes it)", (file, text) => {
    const found = path.join(root, file);
    expect(existsSync(found) ? readFileSync(found, "utf8") : "").toBe(text);
  });

  test("names every column that a delivered file may have, with its meaning", () => {
    expect(generatedDocs()["docs/tables.md"]).toContain("| `closed_on` |  | day, YYYY-MM-DD | the day it was won or lost");
  });

  test("gives each setting its default", () => {
    expect(generatedDocs()["docs/settings.md"]).toMatch(/\| `half_life_days` \| `365` \|/);
  });

  test("gives each command its flags", () => {
    expect(generatedDocs()["docs/cli.md"]).toContain("`--as-of <date>`");
  });
});

describe("the guides name what is there", () => {
  test.each([
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "loaders/README.md",
    "loaders/metrics/DECISIONS.md"
  ])("%s: every path", (file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    const paths = [...text.matchAll(/`((?:loaders|src|test|docs|setup|deploy)\/[\w./-]+)`/g)].map(([, named = ""]) => named);
    // the first notebook makes its folder
    expect(paths.filter((named) => named !== "src/notebooks" && !existsSync(path.join(root, named)))).toEqual([]);
  });

  test("ARCHITECTURE.md has every room of loaders/ and src/", () => {
    const text = readFileSync(path.join(root, "ARCHITECTURE.md"), "utf8");
    const rooms = ["loaders", "src"].flatMap((folder) =>
      readdirSync(path.join(root, folder), {withFileTypes: true}).flatMap((entry) =>
        entry.isDirectory() && !["data", "partner", ".observablehq", "notebooks"].includes(entry.name)
          ? [`\`${folder}/${entry.name}\``]
          : []
      )
    );
    expect(rooms.filter((room) => !text.includes(room))).toEqual([]);
  });

  test("ARCHITECTURE.md has every folder that holds code, and every file of the pipeline that is in no room", () => {
    const text = readFileSync(path.join(root, "ARCHITECTURE.md"), "utf8");
    const folders = ["deploy", "loaders", "setup", "src", "test"].filter((name) => !text.includes(`\`${name}`));
    const files = readdirSync(path.join(root, "loaders")).filter((name) => name.endsWith(".ts") && !text.includes(`${name}\``));
    expect([...folders, ...files]).toEqual([]);
  });
});

test("the changelog has each kind of change once in a version, and no line twice", () => {
  const [, ...versions] = readFileSync(path.join(root, "CHANGELOG.md"), "utf8").split(/^## /m);
  for (const version of versions) {
    const kinds = [...version.matchAll(/^### (.+)$/gm)].map(([, kind]) => kind);
    expect(kinds).toEqual([...new Set(kinds)]);
    // another wording of a line mostly begins as it does
    const starts = [...version.matchAll(/^- (.{30})/gm)].map(([, start = ""]) => start.replaceAll(/[“”]/g, '"'));
    expect(starts).toEqual([...new Set(starts)]);
  }
});
