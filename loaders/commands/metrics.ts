import type {Command} from "commander";
import {printable} from "../run/progress.ts";

/** `metrics`: the catalogue. */
export function addMetrics(program: Command): void {
  program
    .command("metrics")
    .description("list every metric with its question, or show the full definition of one")
    .argument("[name]", "a metric")
    .action(async (name: string | undefined) => {
      const {metricsText} = await import("../explain/metrics.ts");
      console.log(printable(await metricsText(name)));
    });
}
