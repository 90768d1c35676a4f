// @ts-check
import {existsSync, readFileSync} from "node:fs";

/** @typedef {{numPassedTests: number, numFailedTests: number, testResults: {status: string, assertionResults: unknown[]}[]}} Report */

/**
 * The tests that passed and failed in vitest's JSON report. A file that fails before its first test counts as one failure.
 * @param {string} file missing or empty if the tests were never reached
 */
function count(file) {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (text === "") return {passed: 0, failed: 0};
  const report = /** @type {Report} */ (JSON.parse(text));
  const broken = report.testResults.filter((f) => f.status === "failed" && f.assertionResults.length === 0);
  return {passed: report.numPassedTests, failed: report.numFailedTests + broken.length};
}

const counts = process.argv.slice(2).map(count);
const sum = (/** @type {"passed" | "failed"} */ key) => counts.reduce((total, one) => total + one[key], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
