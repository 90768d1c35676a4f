import {statSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import path from "node:path";
import {DuckDB, literal} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import {tableNamed} from "../tables/index.ts";
import type {LookupFile} from "../mappings/engine/lookups.ts";
import {readerHere, type Reader, type StoredFile} from "./reader.ts";
import type {Answer, Request} from "./readerApart.ts";
import type {TableFile} from "../mappings/engine/recognise.ts";
import {Refusal} from "../read/refusal.ts";
import type {FileToStage} from "./stagedFile.ts";

interface Given {
  memory: number;
  store: string;
  folder: string;
  work: string;
  settings: Settings;
}

/** From this size on a file is worth more than one thread: to begin, feed and end threads costs more than most deliveries take to read. */
const large = 4_000_000;

/**
 * DuckDB that can touch nothing but the store, the staged files and the work folder, and can't be told otherwise.
 * @param threads all that there are where no number is given
 */
async function lockedDatabase({memory, store, folder, work}: Given, threads?: number): Promise<DuckDB> {
  // two databases of one process that spill into the same files end it
  const spill = path.join(work, threads ? "spill" : "spill-large");
  for (const f of [store, folder, work, spill]) await mkdir(f, {recursive: true});
  const db = await DuckDB.open(":memory:", {
    tempDirectory: spill,
    ...(threads ? {threads} : {}),
    memoryLimit: `${Math.round((memory * 2) / 3)}MB`
  });
  const allowed = [store, folder, work].map((f) => literal(path.resolve(f) + path.sep)).join(", ");
  await db.run(`set allowed_directories = [${allowed}]`);
  await db.run("set enable_external_access = false; set lock_configuration = true");
  return db;
}

type Wire = Omit<TableFile, "table"> & {table: string};

function answerTo(reader: Reader, {verb, args}: Request): Promise<unknown> {
  if (verb === "stage") {
    const [file, as, lookupFiles] = args as [FileToStage, Wire, LookupFile[]];
    return reader.stage(file, {...as, table: tableNamed(as.table)!}, lookupFiles);
  }
  if (verb === "locate") return reader.locate(...(args as [StoredFile, number[]]));
  if (verb === "expect") {
    reader.expect(...(args as [string]));
    return Promise.resolve();
  }
  return reader[verb](...(args as [StoredFile]));
}

/**
 * DuckDB's own limit strikes before the process dies: that too costs only the file. It says how much of the limit is used; where the
 * system had no memory to give, it does not, and that is not the file's fault.
 */
function wantOfMemory(error: unknown, memory: number): Refusal | null {
  if (!(error instanceof Error) || !/^Out of Memory Error.* used\)/s.test(error.message)) return null;
  if (error.message.includes("max_temp_directory_size")) return null;
  return new Refusal(
    "too_large",
    `Reading it needs more memory than the ${memory} MB there are for it. Deliver it in parts, or raise reader_max_memory_mb in handshake.config.ts.`
  );
}

/** The bytes of the file that a request is about. */
function sizeOf({args: [file]}: Request): number {
  const place = typeof file === "string" ? file : (file as StoredFile).stored;
  return statSync(place, {throwIfNoEntry: false})?.size ?? 0;
}

async function serve(): Promise<void> {
  const given = JSON.parse(process.argv[2]!) as Given;
  const send = (answer: Answer) => void process.send?.(answer);
  const open = async (threads?: number) =>
    readerHere(await lockedDatabase(given, threads), {...given, work: path.join(given.work, "copies")});
  const forSmall = await open(1);
  let forLarge: Promise<Reader> | undefined;
  const answer = async (request: Request) => answerTo(sizeOf(request) < large ? forSmall : await (forLarge ??= open()), request);
  process.on("message", (request: Request) => {
    answer(request).then(
      (value) => send({id: request.id, value}),
      (error: unknown) => {
        const refusal = error instanceof Refusal ? error : wantOfMemory(error, given.memory);
        if (refusal) send({id: request.id, refusal: {reason: refusal.reason, message: refusal.message}});
        else send({id: request.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error)});
      }
    );
  });
  send({id: 0});
}

process.on("disconnect", () => process.exit(0));
// a limit on the size of files makes a write fail, which fails the run: it is not the file's fault
process.on("SIGXFSZ", () => undefined);
await serve();
