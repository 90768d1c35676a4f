import {execFile} from "node:child_process";
import {rename, rm} from "node:fs/promises";
import path from "node:path";
import {promisify} from "node:util";
import fc from "fast-check";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {ingest, removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";
import {deals, gz, partners, workbook} from "./catalogue/build.ts";
import {fingerprint, type Fingerprint} from "./fingerprint.ts";

const seed = 20_261_123;

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

/** Any text that a name may be, with the characters that CSV cares for among it. */
const lawfulText = fc
  .array(
    fc.oneof(
      fc.string({unit: "binary", maxLength: 6}),
      fc.constantFrom(",", '"', '""', "\n", "\r\n", "\r", "\t", ";", " ", "\\", "#", "'", "\ufeff", "=", "null", "ü", "😀")
    ),
    {maxLength: 12}
  )
  .map((parts) => parts.join(""))
  .filter((text) => trimmed(text) !== "" && !/\p{Surrogate}/u.test(text) && !/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(text));

const trimmed = (text: string) => text.replace(/^ +| +$/g, "");

interface Style {
  quoteAll: boolean;
  lineEnd: string;
  lastEnd: boolean;
  mark: boolean;
}
const style: fc.Arbitrary<Style> = fc.record({
  quoteAll: fc.boolean(),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  lastEnd: fc.boolean(),
  mark: fc.boolean()
});

/** A CSV file by RFC 4180. */
function written(rows: string[][], {quoteAll, lineEnd, lastEnd, mark}: Style): string {
  const cell = (text: string) => (quoteAll || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const text = rows.map((cells) => cells.map(cell).join(",")).join(lineEnd);
  return `${mark ? "\ufeff" : ""}${text}${lastEnd ? lineEnd : ""}`;
}

test(`correctly quoted CSV comes back as it was written (seed ${seed})`, {timeout: 1_200_000}, async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(lawfulText, {minLength: 1, maxLength: 40}), style, async (texts, how) => {
      const here = `${folder}/${n++}`;
      const rows = texts.map((t, i) => [`P${String(i).padStart(2, "0")}`, t]);
      await writeFiles(here, {"drops/partners_2026-06-01.csv": written([["partner_id", "name"], ...rows], how)});
      const r = await ingest(`${here}/drops`, `${here}/build`, {asOf: "2026-06-30", threads: 1});
      const found = await r.db.rows<{hex: string}>("select hex(encode(name)) as hex from facts.partners order by partner_id");
      r.db.close();
      expect([r.quarantine, found.map((f) => Buffer.from(f.hex, "hex").toString())]).toEqual([[], texts.map(trimmed)]);
    }),
    {seed, numRuns: 40, interruptAfterTimeLimit: 240_000, markInterruptAsFailure: true}
  );
});

/** Drops in many formats with corrections, contradictions, orphans and their parents, bad records and the same again. */
async function allDrops(): Promise<Record<string, string | Uint8Array>> {
  const twenty = Array.from({length: 20}, (_, i) => ({deal_id: `D${i}`, partner_id: i % 3 ? "P1" : "P2", amount: `${i}.5`}));
  return {
    "partners_2026-01-01.csv": partners("One", "Two"),
    "partners_2026-05-01.csv": partners("Uno", "Two", "Three"),
    "deals_2026-02-01.csv": deals(...twenty, {deal_id: "D90", partner_id: "P3"}, {deal_id: "D91", amount: "x"}),
    "deals_2026-03-01.csv.gz": gz(
      deals(...twenty.slice(5), {deal_id: "D3", amount: "9", updated_at: "2026-02-01"}, {deal_id: "D91"})
    ),
    "a/deals_2026-04-01.csv": deals({deal_id: "D3", amount: "8", updated_at: "2026-02-01"}, {deal_id: "D4", amount: "7"}),
    "b/deals_2026-04-01.csv": deals({deal_id: "D4", amount: "6"}, {deal_id: "D5", status: "won", closed_on: "2026-03-03"}),
    "deals_2026-05-01.xlsx": await workbook({
      name: "Deals",
      rows: [
        ["deal_id", "partner_id", "customer_id", "opened_on", "status", "amount"],
        ["D6", "P1", "C1", new Date("2026-01-02T00:00:00Z"), "open", 6.5],
        ["D92", "P9", "C2", new Date("2026-01-03T00:00:00Z"), "open", 1]
      ]
    })(),
    "referrals_2026-03-01.ndjson":
      '{"referral_id":"R1","partner_id":"P3","direction":"received","made_on":"2026-01-05","outcome":"accepted","deal_id":"D90"}\n' +
      '{"referral_id":"R2","partner_id":"P1","direction":"given","made_on":"2026-01-05T23:30:00-05:00","outcome":"pending","to_person":"X"}\n',
    "crew_2026-02-01.csv": "Crew No,Crew Name\n1,Ada\n2,Bob\n",
    "crew_2026-04-01.csv": "Crew No,Crew Name\n2,Bob\n3,Çağ İpek\n"
  };
}

describe("the order of drops", () => {
  test(`any permutation and repetition leaves the same bytes (seed ${seed})`, {timeout: 1_200_000}, async () => {
    const files = await allDrops();
    const names = Object.keys(files);
    const once = `${folder}/once`;
    await writeFiles(`${once}/drops`, files);
    const expected = await fingerprint(`${once}/drops`, `${once}/build`, {asOf: "2026-06-30"});
    expect(JSON.parse(expected.quarantine)).not.toEqual([]);
    let n = 0;
    const order = fc.tuple(
      fc.shuffledSubarray(names, {minLength: names.length}),
      fc.array(fc.constantFrom(...names), {maxLength: 3}),
      fc.nat(2)
    );
    await fc.assert(
      fc.asyncProperty(order, async ([all, again, size]) => {
        const here = `${folder}/${n++}`;
        let last: Fingerprint | undefined;
        const queue = [...all.slice(0, 7), ...again.filter((a) => all.indexOf(a) < 7), ...all.slice(7)];
        while (queue.length) {
          for (const name of queue.splice(0, size + 2)) {
            await rm(`${here}/drops/${name}`, {force: true});
            await writeFiles(`${here}/drops`, {[name]: files[name]!});
          }
          last = await fingerprint(`${here}/drops`, `${here}/build`, {asOf: "2026-06-30"});
        }
        expect(last).toEqual(expected);
      }),
      {seed, numRuns: 8, endOnFailure: true}
    );
  });

  test("a drop that is taken away and put back changes nothing", async () => {
    await writeFiles(`${folder}/drops`, await allDrops());
    const first = await fingerprint(`${folder}/drops`, `${folder}/build`);
    await rename(`${folder}/drops/a`, `${folder}/a`);
    expect(await fingerprint(`${folder}/drops`, `${folder}/build`)).toEqual(first);
    await rename(`${folder}/a`, `${folder}/drops/a`);
    expect(await fingerprint(`${folder}/drops`, `${folder}/build`)).toEqual(first);
  });
});

const run = promisify(execFile);

describe("the host", () => {
  test.each([
    ["the far east of the world", {TZ: "Pacific/Kiritimati"}, 2],
    ["the far west of it", {TZ: "Pacific/Pago_Pago"}, 2],
    ["a zone with summer time", {TZ: "America/New_York"}, 1],
    ["Turkish", {TZ: "UTC", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8"}, 2],
    ["Arabic", {TZ: "UTC", LC_ALL: "ar_EG.UTF-8", LANG: "ar_EG.UTF-8"}, 2],
    ["one thread", {TZ: "UTC"}, 1],
    ["seven threads", {TZ: "UTC"}, 7]
  ])("%s leaves the same bytes", {timeout: 900_000}, async (_, env, threads) => {
    await writeFiles(`${folder}/drops`, await allDrops());
    const child = path.join(import.meta.dirname, "child.ts");
    const {stdout} = await run(
      process.execPath,
      ["--import", "tsx", child, `${folder}/drops`, `${folder}/child`, String(threads)],
      {cwd: root, env: {...process.env, ...env}, maxBuffer: 1 << 24}
    );
    expect(JSON.parse(stdout)).toEqual(await fingerprint(`${folder}/drops`, `${folder}/build`, {threads: 2}));
  });
});
