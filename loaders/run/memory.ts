import {setFlagsFromString} from "node:v8";
import {runInNewContext} from "node:vm";
import {forgetBlocks} from "../facts/save.ts";
import type {Run} from "./run.ts";

/** From as many bytes of V8's heap on it is worth a look at what of it is in use. */
const muchHeap = 200 * 2 ** 20;

/**
 * Gives back what readers, tables and objects hold in memory and nothing needs meanwhile: the site takes much of it in another process.
 * A reader that is asked again starts again.
 */
export async function giveBackMemory({db, reader}: Pick<Run, "db" | "reader">): Promise<void> {
  await reader.close();
  await forgetBlocks(db);
  // V8 doesn't look for it by itself while this process only waits
  if (process.memoryUsage().heapTotal > muchHeap) collectGarbage();
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
