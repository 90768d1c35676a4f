import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));
const file = () => path.join(folder, "codes.json");

const ids = Array.from({length: 97}, (_, i) => `P${String(i).padStart(3, "0")}`);

/** How many of known ids an insider gets right who sorts them, and the codes, by a key. */
function rightBySorting(codes: Map<string, number>, key: (id: string) => string): number {
  const known = [...codes.keys()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const seen = [...codes.values()].sort((a, b) => a - b);
  return known.filter((id, i) => codes.get(id) === seen[i]).length;
}

async function drawn(order = ids): Promise<Map<string, number>> {
  const codes = (await readCodes("")).of("board");
  return new Map(order.map((id) => [id, codes.number("partner", id)]));
}

test("the order of codes tells nothing of the ids, nor of the order in which they were met", async () => {
  // of 97 pairs a blind guess gets 1 right on average, and 8 or more once in a million
  for (let i = 0; i < 20; i++) expect(rightBySorting(await drawn(), (id) => id)).toBeLessThan(8);
});

test("a code is no function of the id: two build folders draw different ones", async () => {
  const [a, b] = [await drawn(), await drawn()];
  expect(ids.filter((id) => a.get(id) === b.get(id)).length).toBeLessThan(8);
});

test("two audiences have different codes for the same partner", async () => {
  const book = await readCodes("");
  const of = (audience: string) => ids.map((id) => book.of(audience).number("partner", id));
  const [board, bank] = [of("board"), of("bank")];
  expect(board.filter((code, i) => code === bank[i]).length).toBeLessThan(8);
});

test("a code stays when others come and when it is read again, and no two have the same", async () => {
  const book = await readCodes(file());
  const before = ids.map((id) => book.of("board").number("partner", id));
  await book.keep();
  const later = (await readCodes(file())).of("board");
  const all = ["AAA", ...ids, "constructor", "__proto__"].map((id) => later.number("partner", id));
  expect(all.slice(1, 98)).toEqual(before);
  expect(new Set(all).size).toBe(100);
  expect(later.number("partner", "__proto__")).toBe(all.at(-1));
});

test("codes have four digits, and more where half of these are taken", async () => {
  const codes = (await readCodes("")).of("board");
  const all = Array.from({length: 5000}, (_, i) => codes.number("customer", `C${i}`));
  expect(all.slice(0, 4500).every((n) => n >= 1000 && n < 10_000)).toBe(true);
  expect(all.slice(4501).every((n) => n >= 10_000 && n < 100_000)).toBe(true);
  expect(new Set(all).size).toBe(5000);
});

test("codes of the first kind, which followed from the ids, are drawn anew", async () => {
  await writeFiles(folder, {"codes.json": JSON.stringify({partner: {A: 1, B: 2}})});
  const book = await readCodes(file());
  expect(book.of("board").number("partner", "A")).toBeGreaterThanOrEqual(1000);
  await book.keep();
  expect(JSON.parse(readFileSync(file(), "utf8"))).toMatchObject({
    handshake: "codes",
    format: 1,
    value: {board: {}}
  });
});

test("codes of the second kind are read as they are, and a changed digit is seen by the checksum of the third", async () => {
  await writeFiles(folder, {"codes.json": JSON.stringify({version: 2, audiences: {board: {partner: {A: 4711}}}})});
  const book = await readCodes(file());
  expect(book.of("board").number("partner", "A")).toBe(4711);
  book.of("board").number("partner", "B");
  await book.keep();
  expect((await readCodes(file())).of("board").number("partner", "A")).toBe(4711);
  writeFileSync(file(), readFileSync(file(), "utf8").replace("4711", "4712"));
  await expect(readCodes(file())).rejects.toThrow(/codes\.json is damaged \(its checksum differs\)/);
});

test.each(['{"version":2,"audi', "", "[1]", '{"version":2,"audiences":{"board":{"partner":{"A":"x"}}}}'])(
  "a file of codes that can't be read (%s) stops the run: new codes would tell who is who",
  async (text) => {
    await writeFiles(folder, {"codes.json": text});
    await expect(readCodes(file())).rejects.toThrow(
      /codes\.json is damaged .*Restore it from a backup .*new codes would tell readers of the old ones who is who/
    );
  }
);
