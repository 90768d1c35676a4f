import {existsSync, readdirSync} from "node:fs";
import path from "node:path";
import {HandshakeError} from "../errors.ts";

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, "../..");

const sampleFolder = path.join(root, "data", "sample");

/**
 * The folder that was asked for, else data/drops. The invented company is shown only where it is asked for, by a flag or by its folder.
 * @throws HandshakeError (64) when both the sample and another folder are asked for
 */
export function dropsFolder(asked: string | undefined, sample = false): {drops: string; sample: boolean} {
  const drops = path.resolve(asked ?? (sample ? sampleFolder : path.join(root, "data", "drops")));
  if (sample && drops !== sampleFolder)
    throw new HandshakeError(`--sample is the folder ${sampleFolder}, --drops names ${drops}. Give one of the two.`, {
      exitCode: 64
    });
  return {drops, sample: drops === sampleFolder};
}

/** For a preview on this machine: data/drops, or the sample while no delivery has ever been received. */
export function previewFolder(build: string): {drops: string; sample: boolean} {
  const {drops} = dropsFolder(undefined);
  const filled = existsSync(drops) && readdirSync(drops).some((f) => !f.startsWith("."));
  return dropsFolder(undefined, !filled && !existsSync(path.join(build, "ledger.jsonl")));
}

/** The only clock of the pipeline: the day that dates files whose names carry no date. */
export const today = (): string => new Date().toISOString().slice(0, 10);
