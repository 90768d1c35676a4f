import {defineConfig} from "vitest/config";
import {BaseSequencer, type TestSpecification} from "vitest/node";

/** They compare times within one run, so nothing else may take the processor meanwhile: they come last, one at a time. */
const timed = ["test/site/{bounds,large}.test.ts"];
const tests = ["test/**/*.test.ts"];

/** They take half a minute or more: begun last, the last of them would leave the processors idle. */
const long =
  /\/(conservation|faults|axe|catalogue|sparse|properties|truths|independent|independent_practice|editions|experiments|dev|presets|field_cases|project|blns|keyboard|payloads|build|canary|shared_cases|adventureworksSite|stories|charts|pages|operator)\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files.filter((f) => !long.test(f.moduleId)));
    return [...files.filter((f) => long.test(f.moduleId)), ...others];
  }
}

export default defineConfig({
  test: {
    globalSetup: ["test/support/globalSetup.ts"],
    pool: "forks",
    sequence: {sequencer: LongestFirst},
    testTimeout: 900_000,
    hookTimeout: 1_200_000,
    env: {OBSERVABLE_TELEMETRY_DISABLE: "1", TZ: "UTC"},
    // a third worker works while others wait for a browser or a disk
    projects: [
      {extends: true, test: {name: "suite", include: tests, exclude: timed, maxWorkers: 3, sequence: {groupOrder: 0}}},
      {extends: true, test: {name: "timed", include: timed, maxWorkers: 1, sequence: {groupOrder: 1}}}
    ]
  }
});
