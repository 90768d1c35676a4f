// @ts-check
import {readFileSync} from "node:fs";

/** @typedef {{numPassedTests: number, numFailedTests: number, testResults: {status: string, assertionResults: unknown[]}[]}} Report */

/**
 * The tests that passed and failed in vitest's JSON report. A file that fails before its first test counts as one failure.
 * @param {string} file empty if the tests were never reached
 */
function count(file) {
  const text = readFileSync(file, "utf8");
  if (text === "") return {passed: 0, failed: 0};
  const report = /** @type {Report} */ (JSON.parse(text));
  const broken = report.testResults.filter((f) => f.status === "failed" && f.assertionResults.length === 0);
  return {passed: report.numPassedTests, failed: report.numFailedTests + broken.length};
}

const {passed, failed} = count(process.argv[2] ?? "");
console.log(`${passed} passed, ${failed} failed`);
