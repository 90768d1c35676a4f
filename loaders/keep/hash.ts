import {createHash} from "node:crypto";
import {open} from "node:fs/promises";
import {roomFor} from "../files.ts";

/** A file's size and the hash of its bytes. */
export interface FileFacts {
  bytes: number;
  sha256: string;
}

const chunkBytes = 1 << 20;

/** The size and hash of a file, read piece by piece. */
export async function hashFile(file: string): Promise<FileFacts> {
  const handle = await open(file, "r");
  try {
    const hash = createHash("sha256");
    const room = roomFor((await handle.stat()).size, chunkBytes);
    const chunk = Buffer.allocUnsafe(room);
    for (let bytes = 0; ;) {
      const {bytesRead} = await handle.read(chunk, 0, room, bytes);
      if (!bytesRead) return {bytes, sha256: hash.digest("hex")};
      hash.update(chunk.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/**
 * Whether a file is there and as it was noted.
 * @throws what the system says where it can't be read for another reason than that it is missing, or a folder
 */
export async function isAsNoted(file: string, noted: Pick<FileFacts, "sha256">): Promise<boolean> {
  try {
    return (await hashFile(file)).sha256 === noted.sha256;
  } catch (error) {
    if (["ENOENT", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}
