import {readFileSync} from "node:fs";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {root} from "../support/handshake.ts";
import {sourcesIn} from "../support/sources.ts";
import {avoidedIn} from "./words.ts";

/** Earlier names, by which a person still finds the new ones; the words of exports in eight languages; what is generated from headers. */
const quoting = /^loaders\/renamed\.ts$|^docs\/upgrading\.md$|^loaders\/mappings\/draft\/lexicon\/|^docs\/metrics\.md$/;

const read = (file: string) => [file, readFileSync(path.join(root, file), "utf8")] as const;

describe("the house speaks as its field does", () => {
  const texts = {
    ...sourcesIn(
      ["src", "loaders", "docs", "deploy"],
      [".ts", ".js", ".mjs", ".sql", ".md", ".css", ".conf", ".cron", ".service", ".timer"]
    ),
    ...Object.fromEntries(
      ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "observablehq.config.ts", "handshake.config.ts"].map(
        read
      )
    )
  };

  test("in every sentence, label, comment and identifier", () => {
    expect(Object.keys(texts).length).toBeGreaterThan(400);
    const found = Object.entries(texts)
      .filter(([file]) => !quoting.test(file))
      .flatMap(([file, text]) => avoidedIn(text).map((line) => `${file}:${line}`));
    expect(found).toEqual([]);
  });

  test.each([
    ["a label", 'text: "▲ Ann came in"'],
    ["an identifier", "const brokenPromise = 1;"],
    ["a column", "lives_off: text()"],
    ["a header", "-- source: definition of the house"],
    ["a menu", '{name: "Vital few", path: "/segments"}'.toLowerCase()]
  ])("%s with a private word is found", (_, line) => {
    expect(avoidedIn(line)).toHaveLength(1);
  });

  test("what the machine needs is no word: imports of promises, published values", () => {
    expect(avoidedIn('import {open} from "node:fs/promises";\nnew Promise(1); grade = "below_typical"')).toEqual([]);
  });
});
