import {existsSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {exhaustive, inPart} from "../../setup/everyday.mjs";
import {root} from "../support/handshake.ts";

test("each file of tests that npm test leaves out is there, and named once", () => {
  const files = [...exhaustive, ...inPart];
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  expect(new Set(files).size).toBe(files.length);
});
