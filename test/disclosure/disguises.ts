import {createHash} from "node:crypto";

/** A text as it may be told without being said. */
export function disguises(text: string): string[] {
  const hashes = ["md5", "sha1", "sha256"].map((kind) => createHash(kind).update(text).digest("hex").slice(0, 12));
  // what stands at another offset is another base64: the middle of each is certain
  const base64 = [0, 1, 2].map((n) =>
    Buffer.from("x".repeat(n) + text)
      .toString("base64")
      .slice(n ? 4 : 0, -4)
  );
  const url = encodeURIComponent(text);
  return [text, ...hashes, ...base64.filter((b) => b.length >= 6), ...(url === text ? [] : [url])];
}
