import {benchEveryday} from "./everyday.ts";
import {benchFiles} from "./files.ts";
import {benchMetrics} from "./metrics.ts";
import {benchPipeline} from "./pipeline.ts";
import {benchPreview} from "./preview.ts";
import {benchScale} from "./scale.ts";
import {benchStage} from "./stage.ts";

const benches: Record<string, (args: string[]) => Promise<void>> = {
  everyday: benchEveryday,
  stage: benchStage,
  metrics: benchMetrics,
  scale: benchScale,
  rebuild: benchPipeline,
  files: benchFiles,
  preview: benchPreview
};

const [name = "everyday", ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench) await bench(args);
else {
  console.error(`There is no bench "${name}", expected ${Object.keys(benches).join(", ")}: npm run bench -- stage`);
  process.exitCode = 64;
}
