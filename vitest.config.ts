import {defineConfig} from "vitest/config";
import {BaseSequencer, type TestSpecification} from "vitest/node";
import {everyday, exhaustive, inPart} from "./setup/everyday.mjs";

/** They compare times within one run, so nothing else may take the processor meanwhile: they come last, one at a time. */
const timed = ["test/site/{bounds,large}.test.ts"];
const tests = ["test/**/*.test.ts"];
// a third worker works while others wait for a browser or a disk
const maxWorkers = 3;

/** They change their process: its folder, its variables, its words, or what it does with warnings and signals. Each has a worker of its own. */
const apart = [
  ...["dev", "faults", "project", "setup"].map((room) => `test/${room}/*.test.ts`),
  "test/house/{analyst,experiments}.test.ts",
  "test/ingest/{conservation,properties}.test.ts",
  "test/receive/{objects,obstacles}.test.ts",
  "test/release/{framework,shell}.test.ts",
  "test/stage/readerApart.test.ts"
];

/** Longest first: begun last, one of them would leave the other processors idle. */
const long = [
  ...[...exhaustive, ...inPart],
  ...["explain/explain", "site/pages", "disclosure/editions", "metrics/cases", "publish/publish", "sample/notebooks"].map(
    (name) => `test/${name}.test.ts`
  )
];
const leftOut = everyday ? exhaustive : [];

/** Those with a worker of their own, then the others, that go through one with their modules loaded; each longest first. */
class LongestFirst extends BaseSequencer {
  /** Every nth, longest first, so that machines that share the suite end at about the same time. */
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const {index, count} = this.ctx.config.shard!;
    return (await this.sort(files)).filter((_, i) => i % count === index - 1);
  }

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({moduleId, project}: TestSpecification) => {
      const listed = long.findIndex((name) => moduleId.endsWith(name));
      return (listed < 0 ? long.length : listed) + (project.config.isolate ? 0 : 2 * long.length);
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  // Framework serves it under this name
  resolve: {alias: {"npm:@observablehq/plot": "@observablehq/plot"}},
  test: {
    globalSetup: ["test/support/globalSetup.ts"],
    pool: "forks",
    // what lives for a moment has room: a tenth less of the processor
    execArgv: ["--max-semi-space-size=64"],
    sequence: {sequencer: LongestFirst},
    testTimeout: 900_000,
    hookTimeout: 1_200_000,
    env: {OBSERVABLE_TELEMETRY_DISABLE: "1", TZ: "UTC"},
    projects: [
      {
        extends: true,
        test: {name: "apart", include: apart, exclude: leftOut, maxWorkers, sequence: {groupOrder: 0}}
      },
      {
        extends: true,
        test: {
          ...{name: "shared", include: tests, exclude: [...timed, ...apart, ...leftOut]},
          ...{maxWorkers, isolate: false, sequence: {groupOrder: 0}}
        }
      },
      {extends: true, test: {name: "timed", include: timed, exclude: leftOut, maxWorkers: 1, sequence: {groupOrder: 1}}}
    ]
  }
});
