import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/spark/**/*.spark.ts"],
    pool: "forks",
    // one cluster at a time: the test counts workers
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: {TZ: "UTC"}
  }
});
