import path from "node:path";
import type {Command} from "commander";
import {printable} from "../run/progress.ts";
import {readPort, shown} from "./options.ts";

/** `serve`: a quick look. */
export function addServe(program: Command): void {
  program
    .command("serve")
    .description("serve the current site on this machine; other machines only with a password in HANDSHAKE_PASSWORD")
    .option("--site <dir>", "the folder of releases, or a built site", shown("dist"))
    .option("--host <name>", "the address to listen on", "127.0.0.1")
    .option("--port <n>", "port; a free one if it is taken", readPort, 3000)
    .action(async (flags: {site: string; host: string; port: number}) => {
      const {host, port} = flags;
      const {serve} = await import("../serve/serve.ts");
      const {brandName} = await import("../project/brand.ts");
      const name = brandName();
      const password = process.env.HANDSHAKE_PASSWORD;
      const {url, close} = await serve({folder: path.resolve(flags.site), host, port, password, name});
      console.log(`${printable(name)} is at ${url} (Ctrl-C stops it)`);
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close().then(() => process.exit(0)));
    });
}
