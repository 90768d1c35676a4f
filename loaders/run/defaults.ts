import {existsSync, readdirSync} from "node:fs";
import {createHash} from "node:crypto";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {placeOf} from "../project/project.ts";
import {isObjectUrl} from "../receive/objects.ts";

/** The folder of the program, which is a project too. */
export const root = path.resolve(import.meta.dirname, "../..");

const sampleFolder = path.join(root, "data", "sample");

/** Where drops are read; `objects` is the address of object storage that the folder mirrors. */
export interface Drops {
  drops: string;
  sample: boolean;
  objects?: string;
}

/**
 * The folder that was asked for, else data/drops. The invented company is shown only where it is asked for, by a flag or by its folder.
 * An address of object storage (s3://…) is mirrored in the build folder.
 * @throws HandshakeError (64) when both the sample and another folder are asked for
 */
export function dropsFolder(
  asked: string | undefined,
  {sample = false, build = "data/build"}: {sample?: boolean | undefined; build?: string} = {}
): Drops {
  if (asked !== undefined && isObjectUrl(asked) && !sample)
    return {drops: mirrorOf(asked, path.resolve(build)), sample: false, objects: asked};
  const drops = path.resolve(asked ?? (sample ? sampleFolder : placeOf("data/drops")));
  if (sample && drops !== sampleFolder)
    throw new HandshakeError(`--sample is the folder ${sampleFolder}, --drops names ${drops}. Give one of the two.`, {
      exitCode: 64
    });
  return {drops, sample: drops === sampleFolder};
}

/** Its last name is that of the address, which may carry a date. */
const mirrorOf = (url: string, build: string): string =>
  path.join(build, "objects", createHash("sha256").update(url).digest("hex").slice(0, 12), path.posix.basename(url));

/** For a preview on this machine: data/drops, or the sample while no delivery has ever been received. */
export function previewFolder(build: string): {drops: string; sample: boolean} {
  const {drops} = dropsFolder(undefined);
  const filled = existsSync(drops) && readdirSync(drops).some((f) => !f.startsWith("."));
  return dropsFolder(undefined, {sample: !filled && !existsSync(path.join(build, "ledger.jsonl"))});
}

/** The only clock of the pipeline, in UTC: the day that dates files whose names carry no date. */
export const today = (): string => new Date().toISOString().slice(0, 10);
