import path from "node:path";
import type {Command} from "commander";
import {HandshakeError} from "../errors.ts";
import {shown} from "./options.ts";

/** `pack`: the papers for a review. */
export function addPack(program: Command): void {
  program
    .command("pack")
    .description("print the review pack of a partner, or of all partners of an account manager, as PDF")
    .argument("[partner]", "the partner's id or name")
    .option("--manager <name>", "all partners of this account manager")
    .option("--for-partner", "only what the partner itself may see: its own edition")
    .option("--site <dir>", "the folder of releases, or a built site", shown("dist"))
    .option("--out <dir>", "the folder for the PDFs", shown("packs"))
    .action(async (partner: string | undefined, flags: {manager?: string; forPartner?: boolean; site: string; out: string}) => {
      if ((partner === undefined) === (flags.manager === undefined))
        throw new HandshakeError("Give either a partner or --manager NAME: npx handshake pack P012", {exitCode: 64});
      const {writePacks, writePartnersOwn} = await import("../serve/pack.ts");
      const [site, out] = [path.resolve(flags.site), path.resolve(flags.out)];
      const say = (line: string) => console.log(line);
      if (flags.forPartner) {
        if (partner === undefined)
          throw new HandshakeError("--for-partner takes one partner: npx handshake pack P012 --for-partner", {exitCode: 64});
        await writePartnersOwn(site, out, partner, say);
        return;
      }
      const wish = {partner: partner ?? null, manager: flags.manager ?? null};
      await writePacks(site, out, wish, say);
    });
}
