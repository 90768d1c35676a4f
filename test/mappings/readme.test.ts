import {readFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {readMappings} from "../../loaders/mappings/engine/mappings.ts";
import {ColumnRule, Condition} from "../../loaders/mappings/engine/rule.ts";
import {removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";

const readme = readFileSync(path.join(root, "loaders/mappings/README.md"), "utf8");
const examples = [...readme.matchAll(/```ts\n([^`]*)```/g)].map((m) => m[1]!);

let folder: string;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => removeFolder(folder));

test("every example of the README is a mapping", async () => {
  const atHome = (code: string) =>
    code.replace('"./engine/mapping.ts"', JSON.stringify(path.join(root, "loaders/mappings/engine/mapping.ts")));
  await writeFiles(folder, Object.fromEntries(examples.map((code, i) => [`example_${i}.ts`, atHome(code)])));
  const read = await readMappings([path.join(root, "loaders/mappings"), folder]);
  expect(read.filter((m) => m.name.startsWith("example_"))).toHaveLength(examples.length);
  expect(examples.length).toBeGreaterThan(3);
});

test.each([...Object.keys(ColumnRule.shape), ...Object.keys(Condition.shape)])("the README explains %s", (key) => {
  expect(new RegExp(`\`\\{?${key}\\b`).test(readme)).toBe(true);
});
