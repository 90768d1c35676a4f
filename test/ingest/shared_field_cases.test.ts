import {existsSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {readMappings} from "../../loaders/mappings/engine/mappings.ts";
import {withRefusals} from "../../loaders/run/report/report.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";
import {expectConservation} from "./drive.ts";

/*
 * The exports that are handed over beside the project. Their drops are those that field_cases and field_maps hold to what must happen,
 * byte for byte; workbooks, and a mapping that must be refused, are run from their folders here.
 */

const shared = path.join(root, "../shared/field-cases");
const typed = path.join(root, "test/fixtures/field_cases");
const names = existsSync(shared)
  ? readdirSync(shared, {withFileTypes: true}).flatMap((f) => (f.isDirectory() ? [f.name] : []))
  : [];
/** The same drops under another name. */
const sameAs: Record<string, string> = {c21_lakh: "c21b_lakh_hand"};
const runHere = new Set(["c09_sf_formatted_xlsx", "c35b_three_regions", "c79_bad_format"]);

const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, {recursive: true, withFileTypes: true})
      .filter((f) => f.isFile())
      .map((f) => path.relative(folder, path.join(f.parentPath, f.name)))
      .sort()
      .map((file) => [file, readFileSync(path.join(folder, file)).toString("base64")])
  );

test.skipIf(names.length > 0)("NOT RUN: there is no folder ../shared/field-cases beside the project", () => undefined);

test.runIf(names.length > 0).each(names.filter((name) => !runHere.has(name)))(
  "%s is held to what must happen, with the bytes that were handed over",
  (name) => {
    const own = sameAs[name] ?? name;
    expect(contents(path.join(typed, own))).toEqual(contents(path.join(shared, name, "drops")));
    const tests = ["field_cases", "field_maps"].map((t) => readFileSync(path.join(import.meta.dirname, `${t}.test.ts`), "utf8"));
    expect(tests.some((text) => text.includes(`"${own}"`))).toBe(true);
  }
);

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

async function checked(name: string): Promise<string> {
  run = await ingest(path.join(shared, name, "drops"), `${folder}/build`);
  expectConservation(run);
  return withRefusals(run.files)
    .map((f) => [f.outcome, f.message, ...f.warnings.map((w) => w.detail)].join("\n"))
    .join("\n");
}

test.runIf(names.includes("c09_sf_formatted_xlsx"))(
  "c09_sf_formatted_xlsx: lines of a title above the headers are told, with the line of the headers",
  async () => expect(await checked("c09_sf_formatted_xlsx")).toMatch(/^refuse\n[^]*headers seem to be in line 8[^]*skip: 7/)
);

test.runIf(names.includes("c35b_three_regions"))(
  "c35b_three_regions: a second sheet with the same headers is read too, and both are named",
  async () => {
    expect(await checked("c35b_three_regions")).toMatch(/^accept\n[^]*"EMEA" \(\d+ rows?\), "APAC" \(\d+ rows?\)/);
    const [apac] = await run!.db.rows<{n: string}>("select count(*) as n from facts.deals where amount = 900000");
    expect(apac!.n).toBe("1");
  }
);

test.runIf(names.includes("c79_bad_format"))(
  "c79_bad_format: another tool's date letters stop the run with 78, naming file and key",
  async () => {
    const mapping = readFileSync(path.join(shared, "c79_bad_format/mappings/m.ts"), "utf8");
    const engine = JSON.stringify(path.join(root, "loaders/mappings/engine/mapping.ts"));
    await writeFiles(folder, {"mappings/m.ts": mapping.replace(/from "[^"]*mapping\.ts"/, () => `from ${engine}`)});
    await expect(readMappings([`${folder}/mappings`])).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringMatching(/m\.ts[^]*date/) as string
    });
  }
);
