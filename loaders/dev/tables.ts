import {cp, mkdir} from "node:fs/promises";
import path from "node:path";
import {useOwnWords} from "../project/words.ts";
import {publishTables} from "../run/rebuild.ts";
import type {RunOptions} from "../run/run.ts";
import type {FromTables, ToTables} from "./messages.ts";
import {refreshAfterSettings, refreshAfterSql, warmAgain, warmUp, type Warm} from "./warm.ts";

/* The process of `npm run dev` that keeps DuckDB and the graph of metrics warm. It is started anew when its own code is edited. */

const options = JSON.parse(process.argv[2]!) as RunOptions & {pages: string};
let warm: Warm | undefined;
useOwnWords();

async function all(): Promise<null> {
  warm?.db.close();
  warm = undefined;
  warm = await warmUp(options);
  return null;
}

async function answer(kind: ToTables["kind"]): Promise<string[] | null> {
  if (kind === "all") return all();
  if (!warm) {
    warm = (await warmAgain(options)) ?? undefined;
    return warm ? [] : all();
  }
  if (kind === "sql") return refreshAfterSql(warm);
  if (kind === "settings") return (await refreshAfterSettings(warm)) ?? all();
  await publishTables(warm);
  return [];
}

/** The pages read a copy, whose files change only where the published ones did: an open page takes up what changes. */
async function handOver(): Promise<void> {
  const data = path.join(options.pages, "src", "data");
  await mkdir(data, {recursive: true});
  await cp(path.join(options.build, "published"), data, {recursive: true, preserveTimestamps: true});
}

let last: Promise<void> = Promise.resolve();
process.on("message", ({kind, id}: ToTables) => {
  last = last.then(async () => {
    const told: FromTables = {id, metrics: []};
    try {
      told.metrics = await answer(kind);
      await handOver();
    } catch (error) {
      told.error = error instanceof Error ? error.message : String(error);
    }
    process.send?.(told);
  });
});
// when the preview ends, this ends too
process.on("disconnect", () => process.exit(0));
process.on("SIGINT", () => undefined);
