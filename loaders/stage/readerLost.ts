import {statSync} from "node:fs";
import path from "node:path";
import {makeFolder, writeSynced} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import type {StoredFile} from "./reader.ts";
import {Refusal} from "../read/refusal.ts";

/** What is known of a reader that was lost. */
export interface Loss {
  /** Whether it had started and was ready to read. */
  ready: boolean;
  /** The signal, exit code or error that ended it. */
  ended: string;
  /** The end of what it printed. */
  printed: string;
}

/** The reading process ended, or took too long, before it answered. */
export class ReaderLost extends Error {
  override name = "ReaderLost";
  readonly how: "took" | "died";
  readonly loss: Loss;
  constructor(how: "took" | "died", loss: Loss) {
    super(`the reader ${how === "took" ? "took too long" : `ended early (${loss.ended})`}`);
    this.how = how;
    this.loss = loss;
  }
}

export const isReaderLost = (error: unknown): error is ReaderLost => error instanceof ReaderLost;

export interface SecondChance {
  /** All files that may be read. */
  others: StoredFile[];
  /** Where a small file may be written that is read where there is no other. */
  probe: string;
  count: (file: StoredFile) => Promise<unknown>;
  again: () => Promise<unknown>;
  limits: {memory: number; patience: number};
}

/** The number of other files that are tried before the machine is taken to be at fault. */
const tries = 3;

/**
 * Decides whose fault it is that a reader was lost: another file is read by a new reader, then the file again.
 * @returns what reading it the second time gives
 * @throws Refusal (too_large) where the file ends a reader that has just read another file
 * @throws HandshakeError (70) where readers can't be started, or end whatever they read: no file is blamed
 */
export async function secondChance(file: StoredFile, first: ReaderLost, chance: SecondChance): Promise<unknown> {
  await another(file, first, chance);
  try {
    return await chance.again();
  } catch (error) {
    if (!isReaderLost(error)) throw error;
    if (!first.loss.ready || !error.loss.ready) throw machineAtFault(error);
    throw tooLarge(error, chance.limits);
  }
}

/** Reads a file other than the one that was being read: one of nearly its size, which asks nearly as much of the machine. */
async function another(file: StoredFile, first: ReaderLost, {others, probe, count}: SecondChance): Promise<void> {
  const found = nearestInSize(file, others).slice(0, tries);
  let last = first;
  for (const other of found.length ? found : [await probeFile(probe)]) {
    try {
      await count(other);
      return;
    } catch (error) {
      if (error instanceof Refusal) return;
      if (!isReaderLost(error)) throw error;
      last = error;
    }
  }
  throw machineAtFault(last);
}

function nearestInSize(file: StoredFile, others: StoredFile[]): StoredFile[] {
  const size = ({stored}: StoredFile) => statSync(stored, {throwIfNoEntry: false})?.size ?? 0;
  const own = size(file);
  return others
    .filter((o) => o.sha256 !== file.sha256)
    .map((o) => ({o, far: Math.abs(size(o) - own)}))
    .sort((a, b) => a.far - b.far)
    .map(({o}) => o);
}

async function probeFile(file: string): Promise<StoredFile> {
  await makeFolder(path.dirname(file));
  await writeSynced(file, "deal_id,amount\nD1,1\n");
  return {stored: file, sha256: "probe", extension: "csv"};
}

const tooLarge = ({how, loss}: ReaderLost, {memory, patience}: SecondChance["limits"]): Refusal =>
  new Refusal(
    "too_large",
    how === "took"
      ? `Reading it took more than ${patience} seconds, twice. Deliver it in parts, or raise reader_max_seconds in handshake.config.ts.`
      : `The process that reads it ended early (${loss.ended}) twice, and read another file in between; most likely it needs more memory than ${memory} MB. Deliver it in parts, or raise reader_max_memory_mb in handshake.config.ts.`
  );

function machineAtFault({how, loss}: ReaderLost): HandshakeError {
  if (!loss.ready && how === "died") return cantStart([loss.ended, loss.printed].filter(Boolean).join("\n"));
  const what = how === "took" ? "did not answer in time" : `ended early (${loss.ended})`;
  return new HandshakeError(
    `The process that reads drops ${what} with each file that it was given, so the machine is at fault and no file was refused. ` +
      `Check its memory and the system's log (was the process killed?) and run this again. Nothing was published; readers keep the last site.${loss.printed ? `\n${loss.printed}` : ""}`
  );
}

/** That no reader can be started, with what the system says. */
export const cantStart = (why: string): HandshakeError =>
  new HandshakeError(
    `The process that reads drops can't be started, so no file was read or refused. ` +
      `Check the limits of this user (processes: ulimit -u, open files: ulimit -n, memory) and run this again. Nothing was published; readers keep the last site.\n${why}`
  );
