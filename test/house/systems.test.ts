import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {systemsText} from "../../setup/systems.ts";
import {root} from "../support/handshake.ts";

test("docs/systems.md is what the mappings say now (npm run docs writes it)", async () => {
  expect(readFileSync(path.join(root, "docs/systems.md"), "utf8")).toBe(await systemsText());
});

test("every mapping of the library is in it, with how it is recognised and which edits it may need", async () => {
  const text = await systemsText();
  const names = readdirSync(path.join(root, "loaders/mappings")).flatMap((f) => /^(.+)\.ts$/.exec(f)?.[1] ?? []);
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) expect(text).toContain(`| \`${name}\`: `);
  expect(text).toMatch(/\| `crossbeam_attribution`.*\| deal_partners \| "Opportunity ID", .*\| yes \| none \|/);
  expect(text).toMatch(
    /\| `zoho_deals`.*a word of `status` that it doesn’t list: add it to `values`; a partner field that is none of/
  );
});

test("every mapping of a system says where its headers are from, or that no public file of them was found", () => {
  // a public database with its own files, and a table of ours
  const known = /^(adventureworks_.+|aliases)\.ts$/;
  const folder = path.join(root, "loaders/mappings");
  const files = readdirSync(folder).filter((f) => f.endsWith(".ts") && !known.test(f));
  const comments = (file: string) => readFileSync(path.join(folder, file), "utf8").match(/\/\*\*[^]*?\*\/|\/\/.*/g) ?? [];
  const said = /headers|(field|column) names|fields as|no public/i;
  expect(files.filter((file) => !said.test(comments(file).join(" ")))).toEqual([]);
});
