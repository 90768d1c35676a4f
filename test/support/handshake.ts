import {execFile} from "node:child_process";
import path from "node:path";
import {giveCache, takeCache} from "./cache.ts";

export const root = path.resolve(import.meta.dirname, "../..");

export interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs the command as a person does: `handshake rebuild --drops data/sample`, from the project's folder unless told otherwise.
 * @param options.under another command, such as taskset, that it runs under
 * @param options.fresh whether a rebuild makes all of the site itself, though other tests have made the same pages
 */
export async function handshake(
  args: string[],
  options: {cwd?: string; env?: Record<string, string>; under?: string[]; fresh?: boolean} = {}
): Promise<Outcome> {
  const cache = options.fresh ? null : cacheOf(args, options.cwd ?? root);
  if (cache) takeCache(cache);
  const outcome = await run(args, options);
  if (cache) giveCache(cache);
  return outcome;
}

/** Where a rebuild into a folder of its own keeps what its pages are made from. */
function cacheOf([command, ...args]: string[], cwd: string): string | null {
  const build = args[args.indexOf("--build") + 1];
  return command === "rebuild" && args.includes("--build") && build ? path.resolve(cwd, build, "cache") : null;
}

function run(args: string[], options: {cwd?: string; env?: Record<string, string>; under?: string[]}): Promise<Outcome> {
  const [program = "", ...command] = [
    ...(options.under ?? []),
    process.execPath,
    path.join(root, "loaders/handshake.mjs"),
    ...args
  ];
  const settings = {cwd: options.cwd ?? root, env: {...process.env, ...options.env}, maxBuffer: 64 * 1024 * 1024};
  return new Promise((resolve, reject) => {
    execFile(program, command, settings, (error, stdout, stderr) => {
      const exitCode = error ? error.code : 0;
      if (typeof exitCode === "number") resolve({exitCode, stdout, stderr});
      else reject(new Error(`handshake ${args.join(" ")} did not run to its end`, {cause: error}));
    });
  });
}
