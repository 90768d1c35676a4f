import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {open} from "node:fs/promises";

const header = 4096;
const headers = [0, header, 2 * header];
const identity = {at: 124, bytes: 16};

/**
 * Gives a DuckDB file an identity made from its content. DuckDB writes a random one into the file's headers, the only bytes in which
 * two files with the same uncompressed tables differ; drops that are the same shall leave the same bytes.
 * A file whose headers are not as this storage version writes them is left as it is.
 * @returns whether the identity was set
 */
export async function setIdentity(file: string): Promise<boolean> {
  const handle = await open(file, "r+");
  try {
    const head = Buffer.alloc(header * headers.length);
    await handle.read(head, 0, head.length, 0);
    if (!headers.every((at) => head.readBigUInt64LE(at) === checksum(head.subarray(at + 8, at + header)))) return false;
    const random = Buffer.from(head.subarray(identity.at, identity.at + identity.bytes));
    const made = (await contentHash(file, head.length)).subarray(0, identity.bytes);
    for (const at of headers) {
      const place = at + identity.at;
      if (head.subarray(place, place + identity.bytes).equals(random)) made.copy(head, place);
      head.writeBigUInt64LE(checksum(head.subarray(at + 8, at + header)), at);
    }
    await handle.write(head, 0, head.length, 0);
    await handle.sync();
    return true;
  } finally {
    await handle.close();
  }
}

/** DuckDB's checksum of a block: each 64-bit word times a constant, joined by exclusive or. */
function checksum(block: Buffer): bigint {
  let sum = 5381n;
  for (let i = 0; i + 8 <= block.length; i += 8) sum ^= BigInt.asUintN(64, block.readBigUInt64LE(i) * 0xbf58476d1ce4e5b9n);
  return sum;
}

async function contentHash(file: string, start: number): Promise<Buffer> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, {start})) hash.update(chunk as Buffer);
  return hash.digest();
}
