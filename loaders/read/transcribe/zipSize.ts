import {closeSync, fstatSync, openSync, readSync} from "node:fs";
import {Refusal} from "../refusal.ts";

/** How far a workbook may grow when it is inflated: it is held in memory whole. */
const workbookInflation = {bytes: 512 * 2 ** 20, ratio: 200, ratioFrom: 10 * 2 ** 20};

const notAZip = () =>
  new Refusal("unsupported", "It is no workbook that can be opened: its zip directory is cut or damaged. Save it again.");

/**
 * Reads in a zip file's directory how large its entries say that they are, before any of them is inflated; the reader of the
 * workbook stops an entry that grows beyond its own word.
 * @throws Refusal (too_large) where they say too much, (unsupported) where there is no directory or an entry hides its size.
 */
export function checkZipSize(file: string, limits = workbookInflation): void {
  const fd = openSync(file, "r");
  try {
    const {size} = fstatSync(fd);
    const most = Math.min(limits.bytes, Math.max(limits.ratioFrom, size * limits.ratio));
    const total = entrySizes(directoryOf(fd, size)).reduce((sum, n) => sum + n, 0);
    if (total > most)
      throw new Refusal(
        "too_large",
        `Its ${size} bytes inflate to ${total}, and ${most} are the most that is taken of a workbook. Export it as CSV.`
      );
  } finally {
    closeSync(fd);
  }
}

/** The central directory (PKWARE APPNOTE 4.3.12), found through its end record. */
function directoryOf(fd: number, size: number): Buffer {
  const tail = readAt(fd, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > tail.length) throw notAZip();
  const bytes = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  // all ones stand for the 64-bit form, which no workbook within the limits needs
  if (start === 0xffffffff || start + bytes > size) throw notAZip();
  return readAt(fd, start, bytes);
}

function entrySizes(directory: Buffer): number[] {
  const sizes: number[] = [];
  for (let at = 0; at + 46 <= directory.length;) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw notAZip();
    const packed = directory.readUInt32LE(at + 20);
    const inflated = directory.readUInt32LE(at + 24);
    if (packed > 0 && inflated === 0) throw notAZip();
    sizes.push(inflated);
    at += 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return sizes;
}

function readAt(fd: number, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, start));
}
