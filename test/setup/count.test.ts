import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import {root} from "../support/handshake.ts";

function count(...reports: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-count-"));
  const files = reports.map((_, i) => path.join(folder, `report-${i}.json`));
  files.forEach((file, i) => writeFileSync(file, reports[i]!));
  const printed = execFileSync(process.execPath, [path.join(root, "setup/count.mjs"), ...files], {encoding: "utf8"});
  rmSync(folder, {recursive: true});
  return printed;
}

test("the last line of a check counts the tests that passed and failed", () => {
  expect(count('{"numPassedTests": 12, "numFailedTests": 3, "testResults": []}')).toBe("12 passed, 3 failed\n");
});

test("the tests of several runs are counted together, and a run that left no report counts none", () => {
  const report = (passed: number) => `{"numPassedTests": ${passed}, "numFailedTests": 1, "testResults": []}`;
  expect(count(report(5), report(2))).toBe("7 passed, 2 failed\n");
  expect(execFileSync(process.execPath, [path.join(root, "setup/count.mjs"), "none.json"], {encoding: "utf8"})).toBe(
    "0 passed, 0 failed\n"
  );
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
