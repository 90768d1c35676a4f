import {existsSync, linkSync, renameSync} from "node:fs";
import {copyFile, rename, rm} from "node:fs/promises";
import path from "node:path";
import {makeFolder} from "../files.ts";
import {inTurns, isImmutable, isWhole, type Contents} from "./contents.ts";
import type {About} from "./layout.ts";

const day = 86_400_000;

/**
 * Puts the hashed files of the release that readers have now into the one that they get next, where that one doesn't have them itself, so
 * that a tab that was opened before the swap finds its data after it, on any web server. They cost no space: they are links.
 * Nothing is carried between releases made by different rules of who may see what, or by a version that told editions more, and nothing that the
 * company's own files no longer show.
 * @returns the files carried, each with the time until which it is carried on.
 */
export async function carryFiles(
  fromFolder: string,
  from: Pick<About, "files" | "carried" | "rules" | "own" | "tells">,
  toFolder: string,
  to: Pick<About, "files" | "rules" | "own" | "tells">,
  {now, assetGraceDays}: {now: Date; assetGraceDays: number}
): Promise<Record<string, string>> {
  if (from.rules !== to.rules || from.tells !== to.tells || assetGraceDays <= 0) return {};
  const until = new Date(now.getTime() + assetGraceDays * day).toISOString();
  const own = Object.keys(from.files)
    .filter(isImmutable)
    .map((file) => [file, until] as const);
  const earlier = Object.entries(from.carried).filter(([file, end]) => end > now.toISOString() && !(file in from.files));
  const carried: Record<string, string> = {};
  const isWithdrawn = withdrawn(from, to);
  for (const [file, end] of [...earlier, ...own]) {
    if (file in to.files || isWithdrawn(file)) continue;
    if (await linkInto(path.join(fromFolder, file), path.join(toFolder, file))) carried[file] = end;
  }
  return carried;
}

/** What pages of a company's own bring along: tables, attachments and modules. */
const ofOwnPages = /^_(?:file\/(?:data\/tables|pages|notebooks|components)|import\/(?:pages|notebooks|components))\//;

/**
 * Whether a file is of what a company has taken from these readers: it is of a page of its own, and no page asks for one of its name any
 * more; or it has columns of a metric of its own that are published otherwise now, or not at all.
 */
function withdrawn(from: Pick<About, "own">, to: Pick<About, "files" | "own">): (file: string) => boolean {
  const asked = new Set(Object.keys(to.files).map(withoutHash));
  const others = (from.own ?? []).filter((column) => !to.own?.includes(column));
  const tables = others.map((column) => `_file/data/tables/${column.split(".", 1)[0]}.`);
  if (others.length) tables.push("_file/data/own_metrics.");
  return (file) =>
    (ofOwnPages.test(file) && !asked.has(withoutHash(file))) || tables.some((beginning) => file.startsWith(beginning));
}

const withoutHash = (file: string): string => file.replace(/\.[0-9a-f]{8}(?=\.)/, "");

/**
 * Takes unchanged files from the release that readers have now instead of the newly built ones, as links, with their compressed copies.
 * @returns the compressed copies that are there now.
 */
export async function reuseFiles(fromFolder: string, from: Contents, toFolder: string, to: Contents): Promise<Set<string>> {
  const copies = new Set<string>();
  for await (const [file, {sha256}] of inTurns(Object.entries(to))) {
    const old = path.join(fromFolder, file);
    if (from[file]?.sha256 !== sha256 || !isWhole(old, sha256)) continue;
    const beside = path.join(toFolder, `${file}.part`);
    if (!(await linkInto(old, beside))) continue;
    renameSync(beside, path.join(toFolder, file));
    for (const copy of [`${file}.gz`, `${file}.br`])
      if (copy in from && (await linkInto(path.join(fromFolder, copy), path.join(toFolder, copy)))) copies.add(copy);
  }
  return copies;
}

/** A hard link, or a copy where the file system has none. False where the file is gone. */
export async function linkInto(from: string, to: string): Promise<boolean> {
  const [failed, inFolder] = [linked(from, to), path.dirname(to)];
  if (failed?.code === "ENOENT" && existsSync(from) && !existsSync(inFolder)) {
    await makeFolder(inFolder);
    return linkInto(from, to);
  }
  if (!failed || failed.code === "EEXIST") return true;
  if (failed.code === "ENOENT") return false;
  if (!["EXDEV", "EPERM", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(failed.code ?? "")) throw failed;
  await rm(`${to}.copy`, {force: true});
  await copyFile(from, `${to}.copy`);
  await rename(`${to}.copy`, to);
  return true;
}

/** Links at once: to wait for each of a thousand links costs several times what it takes to make it. */
function linked(from: string, to: string): NodeJS.ErrnoException | null {
  try {
    linkSync(from, to);
    return null;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}
