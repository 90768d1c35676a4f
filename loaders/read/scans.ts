import {statSync} from "node:fs";
import {cleanScan, type CleanScan} from "./cleanScan.ts";
import {identityOf} from "./identity.ts";

const firstPiece = 1 << 20;

/** Scans of files, some of them made before they are asked for. */
export interface Scans {
  /** Scans a copy that is still on its way into the store; it is known again by its inode, size and time, which a rename leaves. */
  ahead: (file: string) => void;
  /** What a file is taken for: by all of its records where it is small or was scanned ahead (`whole`), else by its first. */
  firstLook: (file: string) => {assumed: CleanScan | null; whole: boolean};
  /** See cleanScan. */
  scan: (file: string) => CleanScan | null;
}

/** Remembers the scans that are made ahead. */
export function rememberedScans(): Scans {
  const known = new Map<string, CleanScan | null>();
  const scan = (file: string) => {
    const identity = identityOf(file);
    const found = identity === null ? undefined : known.get(identity);
    return found === undefined ? cleanScan(file) : found;
  };
  return {
    ahead: (file) => {
      const identity = identityOf(file);
      if (identity) known.set(identity, cleanScan(file));
    },
    firstLook: (file) => {
      const isSmall = statSync(file).size < 16 * firstPiece;
      const head = isSmall || known.has(identityOf(file) ?? "") ? null : cleanScan(file, {most: firstPiece});
      return head ? {assumed: {...head, longest: 2 * head.longest}, whole: false} : {assumed: scan(file), whole: true};
    },
    scan
  };
}
