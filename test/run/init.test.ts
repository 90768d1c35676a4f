import {existsSync} from "node:fs";
import {readFile, writeFile} from "node:fs/promises";
import {afterEach, beforeEach, expect, test} from "vitest";
import {init} from "../../loaders/run/init.ts";
import {readSettings} from "../../loaders/settingsFile.ts";
import {removeFolder, root, temporaryFolder} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const start = (more: object = {}) =>
  init({drops: `${folder}/drops`, settingsFile: `${folder}/handshake.config.ts`, root, ...more});

test("the drops folder and the settings are made from three answers, and the next steps are told", async () => {
  const answers = ["Acme", "eur", ""];
  const asked: string[] = [];
  const text = await start({ask: (question: string) => (asked.push(question), Promise.resolve(answers.shift()!))});
  expect(asked).toHaveLength(3);
  expect(existsSync(`${folder}/drops`)).toBe(true);
  expect(await readSettings(`${folder}/handshake.config.ts`)).toMatchObject({
    company: "Acme",
    reporting_currency: "EUR",
    reporting_time_zone: "UTC"
  });
  expect(text).toContain("npx handshake check");
});

test("the settings of a company stay as they are; those of a fresh clone are replaced", async () => {
  const own = "export default {company: 'Mine'};\n";
  await writeFile(`${folder}/handshake.config.ts`, own);
  expect(await start({company: "Other"})).toContain("stays as it is");
  expect(await readFile(`${folder}/handshake.config.ts`, "utf8")).toBe(own);
  await writeFile(`${folder}/handshake.config.ts`, await readFile(`${root}/handshake.config.ts`));
  await start({company: "Other"});
  expect(await readFile(`${folder}/handshake.config.ts`, "utf8")).toContain('company: "Other"');
});

test("a currency or time zone that is none is refused", async () => {
  await expect(start({currency: "EURO"})).rejects.toThrow();
  await expect(start({currency: "XYZ"})).rejects.toThrow('"XYZ" is no currency');
  await expect(start({timeZone: "Mars/Base"})).rejects.toThrow("is not a time zone");
  expect(existsSync(`${folder}/handshake.config.ts`)).toBe(false);
});
