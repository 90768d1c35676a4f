import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import {root} from "../support/handshake.ts";

function count(report: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-count-"));
  const file = path.join(folder, "report.json");
  writeFileSync(file, report);
  const printed = execFileSync(process.execPath, [path.join(root, "setup/count.mjs"), file], {encoding: "utf8"});
  rmSync(folder, {recursive: true});
  return printed;
}

test("the last line of a check counts the tests that passed and failed", () => {
  expect(count('{"numPassedTests": 12, "numFailedTests": 3, "testResults": []}')).toBe("12 passed, 3 failed\n");
});

test("a file that fails before its first test counts as a failure", () => {
  const broken = {status: "failed", assertionResults: []};
  const counted = {status: "failed", assertionResults: [{}]};
  expect(count(JSON.stringify({numPassedTests: 1, numFailedTests: 1, testResults: [broken, counted]}))).toBe(
    "1 passed, 2 failed\n"
  );
});

test("nothing passed if the tests were never reached", () => {
  expect(count("")).toBe("0 passed, 0 failed\n");
});
