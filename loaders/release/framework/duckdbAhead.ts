import {AsyncDuckDB as Database, createWorker as begin} from "@duckdb/duckdb-wasm";
import {previewFlag} from "./names.ts";

/*
 * Framework begins another database whenever a table of the open page is another, which takes longer than all else that an edit waits for.
 * In the preview one is therefore begun ahead, once the page has one.
 */

/** So long the cells of the page go first. */
const pause = 500;

let ahead: {worker: Worker; database: Database} | undefined;
/** What has been begun, by the worker that was given out for it. */
const begun = new WeakMap<Worker, Database>();
const ready = new WeakMap<Database, Promise<null>>();

const {instantiate} = Database.prototype as {instantiate: (this: Database, module: string) => Promise<null>};

export async function createWorker(url: string): Promise<Worker> {
  const isPreview = previewFlag in globalThis;
  const given = ahead ?? {worker: await begin(url), database: undefined};
  if (ahead) begun.set(ahead.worker, ahead.database);
  ahead = undefined;
  if (isPreview) again = () => void setTimeout(() => void prepare(url).catch(() => undefined), pause);
  return given.worker;
}

let module: string | undefined;
let again: () => void = () => undefined;

Database.prototype.instantiate = async function (this: Database, url: string) {
  module = url;
  const done = ready.get(this) ?? instantiate.call(this, url);
  await done;
  again();
  return null;
};

async function prepare(url: string): Promise<void> {
  if (ahead || module === undefined) return;
  const worker = await begin(url);
  const database = new Database(logger, worker);
  const done = instantiate.call(database, module);
  // whoever gets it is told
  done.catch(() => undefined);
  ready.set(database, done);
  ahead = {worker, database};
}

let logger: ConstructorParameters<typeof Database>[0];

/** The database class, which gives out the one that was begun for a worker. */
export const AsyncDuckDB = new Proxy(Database, {
  construct(target, given: ConstructorParameters<typeof Database>) {
    [logger] = given;
    return (given[1] && begun.get(given[1])) ?? new target(...given);
  }
});
