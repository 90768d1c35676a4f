import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {mapFile, readAnswers} from "../../loaders/mappings/draft/map.ts";
import {readMappings} from "../../loaders/mappings/engine/mappings.ts";
import {importFile} from "../../loaders/modules.ts";
import {parseSettings, readSettings} from "../../loaders/settingsFile.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
const files = {
  "named.mjs": "export const settings = {audiences: {board: {}}};",
  "none.mjs": "",
  "null.mjs": "export default null;",
  "throws.mjs": "throw new Error('no such host');",
  "undefined.mjs": "export default {company: nobody};",
  "waits.mjs": "await new Promise(() => {}); export default {};",
  "right.mjs": "export default {company: 'Right'};"
};
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFiles(folder, files);
});
afterAll(() => removeFolder(folder));

test.each([
  ["named.mjs", /named\.mjs exports no settings, expected "export default/],
  ["none.mjs", /exports no settings/],
  ["null.mjs", /expected object, received null/],
  ["throws.mjs", /throws\.mjs can't be read: no such host\.\n {2}line 1 \| throw new Error\('no such host'\);\nCorrect it/],
  ["undefined.mjs", /undefined\.mjs can't be read: nobody is not defined/]
])("a settings file that says nothing stops the run: its audiences must not count as never set (%s)", async (name, why) => {
  await expect(readSettings(path.join(folder, name))).rejects.toMatchObject({
    exitCode: 78,
    message: expect.stringMatching(why) as string
  });
});

test("one that waits for ever is given up, and one that is right is read", async () => {
  await expect(importFile(path.join(folder, "waits.mjs"), 50)).rejects.toMatchObject({exitCode: 78});
  expect((await readSettings(path.join(folder, "right.mjs"))).company).toBe("Right");
});

test("an address of the site that holds a password is refused, and the message doesn't hold it", () => {
  const read = (site_url: string) => () => parseSettings({site_url}, "handshake.config.ts");
  expect(read("https://reader:hunter22@health.example/")).toThrow("site_url: the address holds a user or a password");
  expect(read("https://reader:hunter22@health.example/")).not.toThrow("hunter22");
  expect(read("https://health.example/@home?by=a@b.example")).not.toThrow();
});

test("a folder that is given for a file, and a file for a folder, is told as what it is, with what is wanted", async () => {
  const file = path.join(folder, "right.mjs");
  const settings = parseSettings({}, "test");
  await expect(readSettings(folder)).rejects.toThrow(`${folder} is a folder, expected a file. Name the settings file in it`);
  await expect(mapFile({file: folder, mappings: [], out: folder, settings})).rejects.toThrow(
    `${folder} is a folder, expected a file. Name one export`
  );
  expect(() => readAnswers(folder)).toThrow(`${folder} is a folder, expected a file. Name a JSON file`);
  await expect(readMappings([file])).rejects.toThrow(`${file} is a file, expected a folder. Name the folder of the mapping`);
});
