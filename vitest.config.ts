import {defineConfig} from "vitest/config";
import {BaseSequencer, type TestSpecification} from "vitest/node";

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

/** They take longest, longest first: begun last, one of them would leave the other processors idle. */
const long = [
  "site/axe site/sparse site/manyPartners house/systemTrials faults/faults site/labels operator/decided operator/compareHoldRelease",
  "ingest/conservation dev/dev site/blns dev/project notebooks/faults ingest/bothPaths release/build operator/runs ingest/catalogue",
  "dev/inputs site/data site/payloads project/rebuilt site/tables site/print site/earlier site/settings dev/saves site/keyboard",
  "rebuild/adventureworksSite disclosure/canary house/experiments metrics/settings disclosure/editions rebuild/sameBytes house/walk",
  "keep/derived ingest/shared_cases ingest/properties sample/notebooks dev/warm site/filters deploy/operator explain/explain",
  "publish/publish mappings/tombstones site/pages release/shell operator/rollback start/compiled run/nothingNew"
].flatMap((line) => line.split(" ").map((name) => `/test/${name}.test.ts`));

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
        test: {name: "apart", include: apart, maxWorkers, sequence: {groupOrder: 0}}
      },
      {
        extends: true,
        test: {
          ...{name: "shared", include: tests, exclude: [...timed, ...apart]},
          ...{maxWorkers, isolate: false, sequence: {groupOrder: 0}}
        }
      },
      {extends: true, test: {name: "timed", include: timed, maxWorkers: 1, sequence: {groupOrder: 1}}}
    ]
  }
});
