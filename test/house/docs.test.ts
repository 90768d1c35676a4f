import {existsSync, readFileSync} from "node:fs";
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
