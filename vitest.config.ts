import {defineConfig} from "vitest/config";

/** They compare times within one run, so nothing else may take the processor meanwhile: they come last, one at a time. */
const timed = ["test/site/{bounds,large}.test.ts"];
const tests = ["test/**/*.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["test/support/globalSetup.ts"],
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 300_000,
    env: {OBSERVABLE_TELEMETRY_DISABLE: "1", TZ: "UTC"},
    projects: [
      {extends: true, test: {name: "suite", include: tests, exclude: timed, maxWorkers: 2, sequence: {groupOrder: 0}}},
      {extends: true, test: {name: "timed", include: timed, maxWorkers: 1, sequence: {groupOrder: 1}}}
    ]
  }
});
