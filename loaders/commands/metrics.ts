import type {Command} from "commander";
import {printable} from "../run/progress.ts";

/** `metrics`: the catalogue. */
export function addMetrics(program: Command): void {
  program
    .command("metrics")
    .description("the catalogue: every metric with its question, or one with all that its file says of itself")
    .argument("[name]", "a metric")
    .action(async (name: string | undefined) => {
      const {metricsText} = await import("../explain/metrics.ts");
      console.log(printable(await metricsText(name)));
    });
}
