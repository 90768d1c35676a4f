import path from "node:path";
import type {Command} from "commander";
import {printable} from "../run/progress.ts";
import {alone, withBuild} from "./alone.ts";

/** `verify`: is everything that is kept as it was written? */
export function addVerify(program: Command): void {
  withBuild(
    program
      .command("verify")
      .description("check that everything in the build folder is as it was written; changes nothing")
      .option("--read-data", "read every byte, not only sizes and small files")
  ).action(async (flags: {build: string; readData?: boolean}) => {
    const build = path.resolve(flags.build);
    const [{verify, verifiedText}, {readLedger}] = await Promise.all([
      import("../keep/verify.ts"),
      import("../receive/ledger.ts")
    ]);
    const readData = flags.readData ?? false;
    const found = await alone(build, () => verify(build, readLedger, readData));
    console.log(printable(verifiedText(found, readData)));
    process.exitCode = found.damage.length ? 70 : 0;
  });
}
