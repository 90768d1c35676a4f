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
