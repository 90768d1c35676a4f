import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, expect, test} from "vitest";
import {lastWritten} from "../../loaders/publish/lastWritten.ts";

const folder = mkdtempSync(path.join(tmpdir(), "handshake-written-"));
const file = path.join(folder, "trust.json");
afterAll(() => rmSync(folder, {recursive: true}));

test("a file is another one until it was written from an equal content and is still there", () => {
  const last = lastWritten();
  expect(last.isOther(file, [{x: null}])).toBe(true);
  // what was asked about and failed to be written is asked about again
  expect(last.isOther(file, [{x: null}])).toBe(true);
  last.keep(file);
  expect(last.isOther(file, [{x: null}])).toBe(true);
  writeFileSync(file, "[]");
  expect(last.isOther(file, [{x: null}])).toBe(false);
  expect(last.isOther(file, [{x: NaN}])).toBe(true);
  expect(last.isOther(file, [{x: undefined}])).toBe(true);
});

test("a file that could not be written is another one still, whatever else was written meanwhile", () => {
  const last = lastWritten();
  const neighbour = path.join(folder, "value.json");
  writeFileSync(file, "[]");
  writeFileSync(neighbour, "[]");
  last.isOther(file, [1]);
  last.isOther(neighbour, [2]);
  last.keep(neighbour);
  expect(last.isOther(neighbour, [2])).toBe(false);
  expect(last.isOther(file, [1])).toBe(true);
});
