import path from "node:path";
import type {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {ownFolder} from "../project/project.ts";
import {root} from "../run/defaults.ts";
import {readSettings, shown} from "./options.ts";

/** `new`: a file to begin with. */
export function addNew(program: Command): void {
  program
    .command("new")
    .description("create a page, notebook, metric, mapping or component to edit, or draft a metric's test")
    .argument("<kind>", "page, notebook, metric, mapping or component; or test")
    .argument("<name>", "such as renewals: lower-case letters, digits and _; for a test, the metric")
    .argument(
      "[key...]",
      "for a test: which row of the metric, such as a partner's id; its records are drafted from the last rebuild"
    )
    .option(
      "--like <example>",
      "a notebook that answers a question: next_referrals, rules_changed or largest_partner; or catalogue (all tables), gallery (all components), guide (docs/analyst.md)"
    )
    .option("--build <dir>", "the build folder that a test is drafted from", shown("data/build"))
    .option("--settings <file>", "the settings of a test", shown("handshake.config.ts"))
    .action(async (kind: string, name: string, keys: string[], flags: {like?: string; build: string; settings: string}) => {
      const own = ownFolder();
      if (kind === "test") {
        if (own !== null)
          throw new HandshakeError(
            "Hand tests are part of the checkout of the product: call this there, with --build and --settings of your folder.",
            {exitCode: 64}
          );
        const {draftTest} = await import("../run/draftTest.ts");
        const settings = await readSettings(path.resolve(flags.settings));
        console.log(await draftTest({metric: name, keys, build: path.resolve(flags.build), settings, project: root}));
        return;
      }
      if (keys.length) throw new HandshakeError(`"new ${kind}" takes one name, found also ${keys.join(" ")}.`, {exitCode: 64});
      const {writeNew} = await import("../run/newFile.ts");
      const {like} = flags;
      console.log(await writeNew(kind, name, own ?? root, {own: own !== null, like, product: root}));
    });
}
