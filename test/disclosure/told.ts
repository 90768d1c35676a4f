import {createHash} from "node:crypto";
import {readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {brotliDecompressSync, gunzipSync} from "node:zlib";
import {disguises} from "./disguises.ts";

/** What files hold, unpacked: the same content, plain and compressed and in several folders, is one. */
export interface Content {
  text: string;
  /** Of each text that was looked for, whether it is told here. */
  known: Map<string, boolean>;
}

const seen = new Map<string, Content>();

function contentOf(bytes: Buffer): Content {
  const key = createHash("sha256").update(bytes).digest("hex");
  const content = seen.get(key) ?? {text: bytes.toString("latin1"), known: new Map<string, boolean>()};
  seen.set(key, content);
  return content;
}

function unpacked(file: string): Buffer {
  const raw = readFileSync(file);
  return file.endsWith(".gz") ? gunzipSync(raw) : file.endsWith(".br") ? brotliDecompressSync(raw) : raw;
}

/** Every file below a folder with what it holds; the files' names are a content too. */
export function contentsBelow(top: string): {files: string[]; contents: Content[]} {
  const files = readdirSync(top, {recursive: true, encoding: "utf8"}).filter((f) => statSync(path.join(top, f)).isFile());
  const contents = new Set([
    contentOf(Buffer.from(files.join("\n"))),
    ...files.map((f) => contentOf(unpacked(path.join(top, f))))
  ]);
  return {files, contents: [...contents]};
}

const needles = new Map<string, string[]>();

/** Whether a content tells a text, as it is or in disguise; as it is, not in a checksum, which has any six digits by chance. */
export function tells({text, known}: Content, told: string): boolean {
  const before = known.get(told);
  if (before !== undefined) return before;
  const others = needles.get(told) ?? disguises(told).filter((other) => other !== told);
  needles.set(told, others);
  const plain = text.includes(told) && text.replaceAll(/\b[0-9a-f]{64}\b/g, "").includes(told);
  const found = plain || others.some((other) => text.includes(other));
  known.set(told, found);
  return found;
}
