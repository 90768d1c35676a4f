import {existsSync} from "node:fs";
import {writeFile} from "node:fs/promises";
import {serialize} from "node:v8";
import {allOnDisk} from "../files.ts";
import type {TablesRead} from "./tables/shownOn.ts";

/** What a process wrote last to each file: a preview publishes again and again, and most of it is as it was. */
export interface LastWritten {
  /** Whether this file was made of another content, or is not there. */
  isOther(file: string, content: unknown): boolean;
  /** This file is written as it was asked about. */
  keep(file: string): void;
  /** Writes a file that takes the place of another afterwards. */
  write(file: string, content: string | Uint8Array): Promise<void>;
  /** Done once all files of a folder are in their places. */
  settle(folder: string): Promise<void>;
  /** What is done as soon as the pages' own files are written, before those of earlier dates, notebooks and downloads. */
  onPages: () => Promise<void>;
  /** The tables that each file of the pages was made from. */
  read: TablesRead;
}

export function lastWritten(onPages = () => Promise.resolve()): LastWritten {
  const known = new Map<string, Buffer>();
  const asked = new Map<string, Buffer>();
  return {
    onPages,
    read: new Map(),
    isOther(file, content) {
      const bytes = serialize(content);
      asked.set(file, bytes);
      return !known.get(file)?.equals(bytes) || !existsSync(file);
    },
    keep(file) {
      const bytes = asked.get(file);
      if (bytes) known.set(file, bytes);
      asked.delete(file);
    },
    // of a preview nothing has to outlive a power cut, and a disk takes longer than all else
    write: (file, content) => writeFile(file, content),
    settle: () => Promise.resolve()
  };
}

/** For a process that writes once. */
export const writesOnce: LastWritten = {
  isOther: () => true,
  keep: () => undefined,
  onPages: () => Promise.resolve(),
  get read() {
    return new Map<string, Set<string>>();
  },
  write: (file, content) => writeFile(file, content),
  settle: (folder) => allOnDisk(folder)
};
