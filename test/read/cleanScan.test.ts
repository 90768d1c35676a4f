import {appendFile, rename, writeFile} from "node:fs/promises";
import fc from "fast-check";
import {afterAll, beforeAll, expect, test} from "vitest";
import {cleanScan} from "../../loaders/read/cleanScan.ts";
import {scanCsv} from "../../loaders/read/scanCsv.ts";
import {rememberedScans} from "../../loaders/read/scans.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  file = `${folder}/file.csv`;
});
afterAll(() => removeFolder(folder));

const bit = fc.constantFrom("a", "bc", "é", " ", ",", ",", '"', '""', "\n", "\r\n", "\r", "\t", "\u007f", "\0");
const line = fc.array(bit, {maxLength: 12}).map((bits) => bits.join(""));
const text = fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "")), {maxLength: 6}).map((l) => l.flat().join(""));

test("what the scan of clean files takes, the exact scan counts alike and finds nothing wrong with", async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(text, async (body) => {
      await writeFile(file, `h,i\n${body}`);
      const clean = cleanScan(file);
      if (!clean) return;
      taken++;
      const exact = scanCsv(file);
      expect([exact.bad, exact.good]).toEqual([[], clean.records]);
      expect(clean.fields).toBe(2);
      expect(clean.spaces).toBe(body.includes(" "));
      expect(clean.foreign).toBe(body.includes("é"));
      expect(clean.quotes || clean.controls).toBe(/["\t\u007f]|\r(?!\n)/.test(body));
      if (!clean.quotes) expect(clean.padded).toBe(/^ | $/m.test(body.replace(/[,\r]/g, "\n")));
    }),
    {numRuns: 2_000, seed: 20_261_123}
  );
  expect(taken).toBeGreaterThan(150);
});

test("records that lie across the pieces in which a file is read are counted once", async () => {
  const record = (i: number) => `${i},${"x".repeat((i * 7919) % 3000)}\n`;
  const plain = `h,i\n${Array.from({length: 3000}, (_, i) => record(i)).join("")}`;
  const longest = Math.max(...plain.split("\n").map((l) => l.length));
  await writeFile(file, plain);
  expect(cleanScan(file)).toMatchObject({records: 3000, longest, padded: false, quotes: false});
  await writeFile(file, plain.replaceAll("2999,", '"29""99",').replaceAll("\n", "\r\n"));
  expect(cleanScan(file)).toMatchObject({records: 3000, quotes: true});
  await writeFile(file, `${plain}lonely\n${plain}`);
  expect(cleanScan(file)).toBe(null);
});

test("a record of more than 2 MB is none for this scan, and one of a little less is", async () => {
  await writeFile(file, `h,i\n1,${"x".repeat(1_999_998)}\n`);
  expect(cleanScan(file)).toMatchObject({records: 1, longest: 2_000_000});
  await writeFile(file, `h,i\n1,${"x".repeat(1_999_999)}\n`);
  expect(cleanScan(file)).toBe(null);
});

test("a scan made ahead is known again after a rename, and not after the file has grown", async () => {
  const {ahead, scan} = rememberedScans();
  await writeFile(file, "h,i\n1,2\n");
  ahead(file);
  await rename(file, `${folder}/stored`);
  const found = scan(`${folder}/stored`);
  expect(found).toMatchObject({records: 1});
  expect(scan(`${folder}/stored`)).toBe(found);
  await appendFile(`${folder}/stored`, "3,4\n");
  expect(scan(`${folder}/stored`)).toMatchObject({records: 2});
  ahead(`${folder}/gone`);
});
