import type {Command} from "commander";
import {ownFolder} from "../project/project.ts";
import {root} from "../run/defaults.ts";

/** `new`: a file to begin with. */
export function addNew(program: Command): void {
  program
    .command("new")
    .description("write a file that works and says what to edit: a page, notebook, metric, mapping or component")
    .argument("<kind>", "page, notebook, metric, mapping or component")
    .argument("<name>", "such as renewals: small letters, digits and _")
    .option(
      "--like <example>",
      "a notebook that answers a question: next_referrals, rules_changed or largest_partner; or catalogue (all tables), gallery (all components)"
    )
    .action(async (kind: string, name: string, {like}: {like?: string}) => {
      const {writeNew} = await import("../run/newFile.ts");
      const own = ownFolder();
      console.log(await writeNew(kind, name, own ?? root, {own: own !== null, like}));
    });
}
