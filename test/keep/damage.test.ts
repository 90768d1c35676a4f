import {existsSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, truncateSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {ensureBuildNote} from "../../loaders/keep/build.ts";
import {readOutbox} from "../../loaders/notifications/outbox.ts";
import {confirmedFiles} from "../../loaders/receive/confirmed.ts";
import {readLedger} from "../../loaders/receive/ledger.ts";
import {pinnedNames} from "../../loaders/release/pin.ts";
import {storedPath} from "../../loaders/keep/inventory.ts";
import {stagedBase} from "../../loaders/stage/staged.ts";
import {versionOf} from "../../loaders/stage/readingVersion.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {tableNamed} from "../../loaders/tables/index.ts";
import {text} from "../../loaders/tables/columns.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

/*
 * What is kept between runs is damaged in every way that a disk or a person may damage it: nothing wrong is ever published from it.
 */

let folder: string;
let run: Ingested | undefined;
const drops = () => path.join(folder, "drops");
const build = () => path.join(folder, "build");
const ledger = () => path.join(build(), "ledger.jsonl");

const file = "deals_2026-06-30.csv";
const deals = "deal_id,customer_id,opened_on,status,amount\nD1,C1,2026-01-02,open,1000\n";

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFiles(drops(), {[file]: deals, "customers_2026-06-30.csv": "customer_id,name\nC1,Cora\n"});
  await again();
});
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

async function again(): Promise<Ingested> {
  run?.db.close();
  run = undefined;
  run = await ingest(drops(), build(), {asOf: "2026-06-30"});
  return run;
}

const amounts = async () => (await again()).db.rows("select deal_id as id, cast(amount as integer) as amount from facts.deals");
const asDelivered = [{id: "D1", amount: 1000}];
const staged = (ending: string) =>
  readdirSync(path.join(build(), "staged")).filter((f) => f.endsWith(ending)).map((f) => path.join(build(), "staged", f)); // prettier-ignore
const stored = () => storedPath(path.join(build(), "store"), run!.file(file).sha256!);

function flipBit(at: string): void {
  const bytes = readFileSync(at);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  writeFileSync(at, bytes);
}

describe("staged rows", () => {
  test.each([
    ["one bit of the rows is flipped", ".parquet", flipBit],
    ["the rows are cut", ".parquet", (f: string) => truncateSync(f, 20)],
    ["the rows are missing", ".parquet", (f: string) => rmSync(f)],
    ["one bit of what is known of them is flipped", ".json", flipBit],
    ["what is known of them is empty", ".json", (f: string) => truncateSync(f, 0)],
    ["what is known of them is cut", ".json", (f: string) => truncateSync(f, 30)],
    ["what is known of them is missing", ".json", (f: string) => rmSync(f)],
    [
      "a later version wrote them",
      ".json",
      (f: string) => writeFileSync(f, readFileSync(f, "utf8").replace('"format":1', '"format":2'))
    ]
  ])("are made again from the store where %s", async (_, ending, damage) => {
    expect(staged(ending).length).toBeGreaterThan(0);
    staged(ending).forEach(damage);
    expect(await amounts()).toEqual(asDelivered);
    const bytes = staged(".parquet").map((f) => readFileSync(f));
    expect(await amounts()).toEqual(asDelivered);
    expect(staged(".parquet").map((f) => readFileSync(f))).toEqual(bytes);
  });

  test("have a key that a new column of their table changes, and a change of the code that reads", async () => {
    const settings = parseSettings({}, "test");
    const table = tableNamed("deals")!;
    const of = (t: typeof table) =>
      stagedBase(
        "staged",
        {stored: "", sha256: "a".repeat(64), extension: "csv", expectedRows: undefined},
        {kind: "table", table: t, mapping: null, name: null, read: [], known: [], first: true, snapshot: false, layout: {}},
        settings,
        []
      );
    const wider = {...table, row: table.row.extend({colour: text("The colour.").nullable()})};
    expect(of(wider)).not.toBe(of(table));
    expect(of({...table})).toBe(of(table));
    await writeFiles(folder, {"code/stage/values.ts": "1", "code/tables/deals.ts": "1"});
    const before = versionOf(path.join(folder, "code"), "");
    await writeFiles(folder, {"code/stage/values.ts": "2"});
    expect(versionOf(path.join(folder, "code"), "")).not.toBe(before);
    expect(versionOf(path.join(root, "loaders"), "")).not.toBe(versionOf(path.join(root, "loaders"), "another"));
  });
});

describe("the store", () => {
  const edit = () => {
    writeFileSync(stored(), deals.replace("1000", "9500"));
    rmSync(path.join(build(), "staged"), {recursive: true});
  };

  test("is healed from the drop where a file of it was edited", async () => {
    edit();
    expect(await amounts()).toEqual(asDelivered);
    expect(readFileSync(stored(), "utf8")).toBe(deals);
  });

  test.each([
    ["edited", edit],
    [
      "flipped in one bit",
      () => {
        flipBit(stored());
        rmSync(path.join(build(), "staged"), {recursive: true});
      }
    ],
    [
      "missing",
      () => {
        rmSync(stored());
        rmSync(path.join(build(), "staged"), {recursive: true});
      }
    ]
  ])("refuses a file that is %s and lies in the drops no more, and names it", async (_, damage) => {
    damage();
    rmSync(path.join(drops(), file));
    await expect(again()).rejects.toMatchObject({
      exitCode: 70,
      message: expect.stringMatching(/deals_2026-06-30\.csv.*damaged or missing.*restore DIR/s) as string
    });
  });
});

describe("the ledger", () => {
  const untouched = async (message: RegExp) => {
    const before = existsSync(ledger()) ? readFileSync(ledger(), "utf8") : null;
    await expect(again()).rejects.toMatchObject({exitCode: 70, message: expect.stringMatching(message) as string});
    expect(existsSync(ledger()) ? readFileSync(ledger(), "utf8") : null).toBe(before);
  };
  const lines = () => readFileSync(ledger(), "utf8").split("\n").filter(Boolean);

  test.each([
    ["emptied", () => truncateSync(ledger(), 0), /lists no deliveries, and there were 2 deliveries before/],
    ["deleted", () => rmSync(ledger()), /is missing, and there were 2 deliveries before/],
    ["cut at the end of a line", () => writeFileSync(ledger(), `${lines().slice(0, 2).join("\n")}\n`), /its checksum differs/],
    ["cut within a line", () => truncateSync(ledger(), readFileSync(ledger()).length - 9), /its checksum differs/],
    [
      "left without its first line and its last delivery",
      () => writeFileSync(ledger(), `${lines()[1]}\n`),
      /lists 1 delivery, and there were \d deliveries before/
    ],
    [
      "edited",
      () => writeFileSync(ledger(), readFileSync(ledger(), "utf8").replace('"revision":0', '"revision":1')),
      /its checksum differs/
    ]
  ])("that was %s stops the run and stays as it is", async (_, damage, message) => {
    damage();
    await untouched(message);
  });

  test("of a later version is met with that version, and what to do", async () => {
    const later = readFileSync(ledger(), "utf8").replace(/"format":2,"written_by":"[^"]+"/, '"format":3,"written_by":"9.8.7"');
    writeFileSync(ledger(), later);
    await untouched(/written by version 9\.8\.7 .*Install version 9\.8\.7 or a later one, or restore a backup/s);
  });

  test("of the first version is read, written in the new format with the next delivery, and kept for a way back", async () => {
    const old = lines().slice(1).map((l) => `${l}\n`).join(""); // prettier-ignore
    writeFileSync(ledger(), old);
    await again();
    expect(readFileSync(ledger(), "utf8")).toBe(old);
    await writeFiles(drops(), {"customers_2026-07-31.csv": "customer_id,name\nC2,Dan\n"});
    await again();
    expect(await readLedger(ledger())).toHaveLength(3);
    expect(lines()[0]).toContain('"entries":3');
    expect(readFileSync(path.join(build(), "earlier-formats", "ledger.jsonl"), "utf8")).toBe(old);
  });

  test("of before a run that was killed between ledger and note is seen as too short after the next run", async () => {
    const [note, earlier] = [path.join(build(), "build.json"), readFileSync(ledger(), "utf8")];
    const noted = readFileSync(note, "utf8");
    await writeFiles(drops(), {"customers_2026-07-31.csv": "customer_id,name\nC2,Dan\n"});
    await again();
    writeFileSync(note, noted);
    await again();
    writeFileSync(ledger(), earlier);
    await untouched(/it lists 2 deliveries, and there were 3 deliveries before/);
  });

  test("that is missing while a journal tells of publications stops the run, also where nothing else is known", async () => {
    await writeFiles(build(), {"history/000001.json": "{}"});
    rmSync(ledger());
    rmSync(path.join(build(), "build.json"));
    await untouched(/is missing, and there was 1 delivery before/);
  });

  test("may be new in a build folder whose store has files: a run may have been stopped before it wrote one", async () => {
    rmSync(ledger());
    rmSync(path.join(build(), "build.json"));
    expect(await amounts()).toEqual(asDelivered);
  });
});

describe("a kept file that can't be looked at is not taken for one that is missing, and nothing is begun anew:", () => {
  const readers: [name: string, read: (file: string) => Promise<unknown>][] = [
    ["codes.json", readCodes],
    ["build.json", (at) => ensureBuildNote(path.dirname(at))],
    ["outbox.json", (at) => readOutbox(path.dirname(at))],
    ["confirmed.json", (at) => confirmedFiles(at, [], [])],
    ["ledger.jsonl", readLedger],
    ["pin.json", (at) => pinnedNames(path.dirname(at))]
  ];

  test.each(readers)("%s", async (name, read) => {
    for (const [target, said] of [
      [name, /ELOOP|is damaged/],
      ["not-mounted", /is a link that leads nowhere|is damaged/]
    ] as const) {
      const at = path.join(folder, target.replace(".", "-"), name);
      await writeFiles(path.dirname(at), {"other.txt": ""});
      symlinkSync(target, at);
      await expect(read(at)).rejects.toThrow(said);
      expect([readlinkSync(at), readdirSync(path.dirname(at))]).toEqual([target, [name, "other.txt"].sort()]);
    }
  });
});

test("no message advises to delete what may be the only copy", () => {
  const files = readdirSync(path.join(root, "loaders"), {recursive: true, encoding: "utf8"}).filter((f) => f.endsWith(".ts"));
  const advice = files.flatMap((f) =>
    readFileSync(path.join(root, "loaders", f), "utf8")
      .split("\n")
      .filter((line) => /\b(or|and|then|,) (delete|remove) (it|the|that|this)\b/i.test(line))
      .map((line) => `${f}: ${line.trim()}`)
  );
  expect(advice).toEqual([]);
});
