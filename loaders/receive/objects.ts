import {createWriteStream} from "node:fs";
import {mkdir, readdir, readFile, rename, rm, rmdir, stat} from "node:fs/promises";
import path from "node:path";
import type {Readable} from "node:stream";
import {pipeline} from "node:stream/promises";
import type {S3Client} from "@aws-sdk/client-s3";
import {HandshakeError} from "../errors.ts";
import {writeFileAtomic} from "../files.ts";

/*
 * Drops on object storage. The client library of AWS reads them, which every S3-compatible server knows: DuckDB's own httpfs is an
 * extension that would be downloaded when it is first used. Credentials, region and another endpoint (AWS_ENDPOINT_URL) come from the
 * environment alone. What is read is kept as a mirror, so that an object that has not changed is read once.
 */

/** An object as the storage lists it. */
interface Listed {
  key: string;
  /** What changes when the object does. */
  tag: string;
  bytes: number;
}

/** Whether drops are named by an address of object storage. */
export const isObjectUrl = (drops: string): boolean => drops.startsWith("s3://");

/**
 * Brings a local folder to what lies under s3://bucket/prefix: new and changed objects are read, what is gone there is taken away here.
 * @param folder the mirror; what was read is noted beside it in `<folder>.json`
 * @returns how many objects there are, how many of them were read now, and those that no folder can hold
 * @throws HandshakeError (66) when there is no such bucket, (70) when the storage can't be read, (78) when the address is none
 */
export const mirrorObjects = (url: string, folder: string): Promise<Mirrored> =>
  reading(url, async (client, at) => {
    for (let n = 1; ; n++) {
      try {
        return await mirrorOnce(client, at, folder);
      } catch (error) {
        // replaced or taken away since it was listed
        if (n === tries || !/^(PreconditionFailed|NoSuchKey)$/.test((error as Error).name)) throw error;
      }
    }
  });

interface Mirrored {
  objects: number;
  read: number;
  refused: {path: string; how: string}[];
}

const tries = 3;

async function mirrorOnce(
  client: S3Client,
  {bucket, prefix}: {bucket: string; prefix: string},
  folder: string
): Promise<Mirrored> {
  const found = (await list(client, bucket, prefix))
    .map((o) => ({...o, file: o.key.slice(prefix.length)}))
    // the mark of a folder
    .filter(({file, bytes}) => file !== "" && !(file.endsWith("/") && bytes === 0));
  const names = new Set(found.map((o) => o.file));
  const faulty = new Map<string, string>();
  for (const {file} of found) {
    const how = faultOf(file, names);
    if (how !== null) faulty.set(file, how);
  }
  const listed = found.filter(({file}) => !faulty.has(file));
  const before = await noted(folder);
  // first: a folder may have come where a file was, and the other way round
  await removeOthers(folder, new Set(listed.map((o) => o.file)));
  let read = 0;
  for (const {key, tag, bytes, file} of listed) {
    const target = path.join(folder, file);
    if (before[file] === tag && (await sizeOf(target)) === bytes) continue;
    await fetchObject(client, {bucket, key, tag}, target);
    read++;
  }
  await mkdir(folder, {recursive: true});
  await writeFileAtomic(`${folder}.json`, JSON.stringify(Object.fromEntries(listed.map((o) => [o.file, o.tag]))));
  const refused = [...faulty].map(([file, how]) => ({path: file, how}));
  return {objects: found.length, read, refused};
}

/**
 * What lies there; none of it is read.
 * @throws HandshakeError as `mirrorObjects` does
 */
export const listObjects = (url: string): Promise<Listed[]> =>
  reading(url, (client, {bucket, prefix}) => list(client, bucket, prefix));

async function reading<T>(url: string, work: (client: S3Client, at: {bucket: string; prefix: string}) => Promise<T>): Promise<T> {
  const at = addressOf(url);
  // the library would say at each run which Node its later versions need
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const {S3Client} = await import("@aws-sdk/client-s3");
  const endpoint = process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"];
  const client = new S3Client({
    region: process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1",
    // a server of one's own has no host name for each bucket
    ...(endpoint ? {endpoint, forcePathStyle: true} : {})
  });
  try {
    return await work(client, at);
  } catch (error) {
    throw explained(url, error);
  } finally {
    client.destroy();
  }
}

function addressOf(url: string): {bucket: string; prefix: string} {
  const [, bucket, rest = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(url) ?? [];
  if (bucket === undefined)
    throw new HandshakeError(
      `--drops ${url}: expected s3://BUCKET/FOLDER, the bucket in small letters, digits, dots and hyphens.`,
      {
        exitCode: 78
      }
    );
  return {bucket, prefix: rest && !rest.endsWith("/") ? `${rest}/` : rest};
}

async function list(client: S3Client, bucket: string, prefix: string): Promise<Listed[]> {
  const {paginateListObjectsV2} = await import("@aws-sdk/client-s3");
  const found: Listed[] = [];
  for await (const page of paginateListObjectsV2({client}, {Bucket: bucket, Prefix: prefix}))
    for (const o of page.Contents ?? []) found.push({key: o.Key!, tag: o.ETag ?? "", bytes: o.Size ?? 0});
  return found;
}

/** Why no folder can hold an object of this name; null where it can. */
function faultOf(name: string, names: ReadonlySet<string>): string | null {
  const parts = name.split("/");
  const fault = parts.map(partFault).find((how) => how !== null);
  if (fault) return `The object ${JSON.stringify(name)} has ${fault}. Rename it.`;
  const above = parts.slice(1).map((_, i) => parts.slice(0, i + 1).join("/"));
  const file = above.find((one) => names.has(one));
  return file === undefined
    ? null
    : `The object ${JSON.stringify(name)} lies below another object, ${file}. Rename one of the two.`;
}

function partFault(part: string): string | null {
  if (part === "") return "a slash that no name follows or precedes, such as //";
  if (part === "." || part === "..") return `the folder ${part}`;
  if (part.includes("\0")) return "the character U+0000";
  return Buffer.byteLength(part) > 240 ? "a name of more than 240 bytes" : null;
}

/** Reads an object beside its place and renames it, so that a stopped run leaves no half one. */
async function fetchObject(client: S3Client, {bucket, key, tag}: {bucket: string; key: string; tag: string}, target: string) {
  const {GetObjectCommand} = await import("@aws-sdk/client-s3");
  const {Body} = await client.send(new GetObjectCommand({Bucket: bucket, Key: key, ...(tag ? {IfMatch: tag} : {})}));
  await mkdir(path.dirname(target), {recursive: true});
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.part`);
  await pipeline(Body as Readable, createWriteStream(beside));
  await rename(beside, target);
}

async function noted(folder: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(`${folder}.json`, "utf8")) as Record<string, string>;
  } catch {
    // no mirror yet, or a note that can't be read: every object is read again
    return {};
  }
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    (found) => found.size,
    () => -1
  );

async function removeOthers(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true}).catch(() => []);
  const folders: string[] = [];
  for (const e of entries) {
    const file = path.join(e.parentPath, e.name);
    if (e.isDirectory()) folders.push(file);
    else if (!wanted.has(path.relative(folder, file))) await rm(file, {force: true});
  }
  // deepest first; one that still holds a file stays
  for (const f of folders.sort((a, b) => b.length - a.length)) await rmdir(f).catch(() => undefined);
}

function explained(url: string, error: unknown): HandshakeError {
  if (error instanceof HandshakeError) return error;
  const {name, message} = error as Error;
  if (name === "NoSuchBucket" || name === "NotFound")
    return new HandshakeError(`There is no bucket of ${url}. Correct --drops, or AWS_ENDPOINT_URL.`, {exitCode: 66});
  return new HandshakeError(
    `${url} can't be read: ${name}: ${message}\nSee to the network and the credentials in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL) and run this again. Nothing was published; readers keep the last site.`,
    {cause: error}
  );
}
