import {createHash} from "node:crypto";
import {execFileSync} from "node:child_process";
import {gzipSync} from "node:zlib";
import {mkdir, symlink, writeFile} from "node:fs/promises";
import {bytes, deals, group, gz, june, names, partners, workbook, type Case, type Content, type Wanted} from "./build.ts";

const refused = (name: string, file: string, content: Content, reason: string, says = ""): Case => ({
  name,
  drops: [{[file]: content}],
  wanted: {outcome: "refuse", reason, accepted: 0, says, final: {partners: 2, deals: 0}}
});
const left = (name: string, file: string, content: Content = deals({})): Case => ({
  name,
  drops: [{[file]: content}],
  wanted: {outcome: "ignore", final: {deals: 0}}
});
const taken = (name: string, file: string, content: Content = deals({}), wanted: Partial<Wanted> = {}): Case => ({
  name,
  drops: [{[file]: content}],
  wanted: {outcome: "accept", accepted: 1, quarantined: 0, final: {deals: 1}, ...wanted}
});
const put = (name: string, file: string, before: (drops: string) => Promise<unknown>): Case => ({
  name,
  drops: [{}],
  before,
  file,
  wanted: {outcome: "refuse", reason: "not_regular_file", final: {deals: 0}}
});

const manifest = (...files: Record<string, unknown>[]): string => JSON.stringify({files});
const one = deals({});
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const declared = (name: string, promise: Record<string, unknown>, reason?: string): Case => ({
  name,
  drops: [{"manifest.json": manifest({name: june, ...promise}), [june]: one}],
  wanted: reason ? {outcome: "refuse", reason, final: {deals: 0}} : {outcome: "accept", accepted: 1}
});

const sheet = workbook({name: "Deals", rows: [["deal_id"], ["D1"]]});
const kinds: [string, string, Content, string][] = [
  ["a PDF", "a PDF document", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n", "not_text"],
  ["a web page", "a web page", "<!DOCTYPE html>\n<html><body>Sign in</body></html>", "not_text"],
  ["a zip archive", "a zip archive", bytes("PK", [3, 4], "\0".repeat(26), "evil.csv", "x".repeat(40)), "not_text"],
  ["a gzip archive", "a gzip archive", gz(one), "not_text"],
  ["a Parquet file", "a Parquet file", "PAR1\u0015\u0004PAR1", "not_text"],
  [
    "an old Office document",
    "Office document",
    bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "\0".repeat(64)),
    "not_text"
  ],
  [
    "a picture",
    "binary data",
    bytes([0x89], "PNG\r\n", [0x1a, 0x0a, 0, 0, 0, 13], "IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]),
    "not_text"
  ]
];

export const files = group("files", [
  refused("a file without a byte is empty", june, "", "empty"),
  refused("a file of line ends has no header", june, "\n\n\n", "empty"),
  refused("a file that is only a mark has no header", june, "\ufeff", "empty"),
  refused("a header without records is none to take", june, one.split("\n")[0]! + "\n", "empty"),
  left("what is still being written is left", `${june}.part`),
  left("what a browser is still fetching is left", `${june}.crdownload`),
  left("what a server is still receiving is left", `${june}.filepart`),
  left("a temporary file is left", "deals_2026-06-01.TMP"),
  left("a hidden file is left", `.${june}`),
  left("a note beside the data is left", "README.md", "# Notes"),
  put("a link is not followed", june, (drops) =>
    writeFile(`${drops}/../outside.csv`, one).then(() => symlink("../outside.csv", `${drops}/${june}`))
  ),
  put("a link to a folder is not followed", "more", (drops) => symlink("/", `${drops}/more`)),
  put("a folder that is named like a file is not opened", june, (drops) => mkdir(`${drops}/${june}`, {recursive: true})),
  put("a pipe is not opened", june, (drops) => Promise.resolve(execFileSync("mkfifo", [`${drops}/${june}`]))),
  refused("a blank in a name is refused", "deals 2026-06-01.csv", one, "file_name"),
  refused("a percent sign in a name is refused", "deals_..%2f..%2fx.csv", one, "file_name"),
  refused("brackets in a name are no pattern", "deals_[1].csv", one, "file_name"),
  refused("an asterisk in a name is no pattern", "deals_*.csv", one, "file_name"),
  refused("a quote in a name is refused", "deals_'--.csv", one, "file_name"),
  refused("a letter beyond ASCII in a name is refused", "deals_Jürgen.csv", one, "file_name"),
  refused("a line end in a name is refused", "deals_\n.csv", one, "file_name"),
  refused("a dollar sign in a folder's name is refused", "$(id)/deals_2026-06-01.csv", one, "file_name"),
  refused("two dots in a name are refused", "deals_..csv", one, "file_name"),
  taken("a name may have capitals, dots and hyphens", "deals.2026-06-01.Final-v2.part2.CSV"),
  taken("a file may lie at any depth", `a/b/c/d/e/${june}`),
  refused(
    "an archive is to be unpacked first",
    "deals_2026-06-01.zip",
    bytes("PK", [3, 4], "../../evil.csv"),
    "unsupported",
    "Unpack"
  ),
  refused("a file of an unknown kind is refused", "deals_2026-06-01.doc", "x", "unsupported"),
  refused("a table without an extension is refused", "deals_2026-06-01", one, "unsupported"),
  ...kinds.map(([what, says, content, reason]) => refused(`${what} that is called .csv is told`, june, content, reason, says)),
  refused("a workbook that is called .csv is told", june, sheet, "not_text", "an Excel workbook"),
  refused("text that is called .xlsx is refused", "deals_2026-06-01.xlsx", one, "unsupported"),
  refused("text that is called .parquet is refused", "deals_2026-06-01.parquet", one, "parquet"),
  refused(
    "random bytes that are called .csv are no text",
    june,
    Buffer.from(Array.from({length: 2000}, (_, i) => (i * 7919) % 251)),
    "not_text"
  ),
  taken("gzip is inflated", `${june}.gz`, gz(one)),
  taken("gzip of two members is one file", `${june}.gz`, bytes([...gz(one.slice(0, 40))], [...gz(one.slice(40))])),
  refused("a gzip file that is cut is refused whole", `${june}.gz`, gz(one).subarray(0, -9), "gzip"),
  refused("a gzip file that lacks its sum is refused whole", `${june}.gz`, gz(one).subarray(0, -4), "gzip"),
  refused("a gzip file with a wrong byte is refused whole", `${june}.gz`, wrongByte(gz(one)), "gzip"),
  refused("bytes after the end of gzip data are refused", `${june}.gz`, bytes([...gz(one)], "garbage"), "gzip"),
  refused("text that is called .gz is refused", `${june}.gz`, one, "gzip"),
  refused("gzip within gzip is refused", `${june}.gz`, gz(gz(one)), "not_text", "gzip archive"),
  refused("gzip of nothing is empty", `${june}.gz`, gz(""), "empty"),
  refused("gzip that inflates beyond measure is refused while it streams", `${june}.gz`, bomb(), "too_large"),
  refused("a name that says compressed twice is refused", `${june}.gz.gz`, gz(gz(one)), "unsupported"),
  declared("what a manifest declares rightly is taken", {bytes: one.length, sha256: hash(one), rows: 1}),
  declared("another size than promised is refused", {bytes: one.length + 1}, "manifest"),
  declared("another hash than promised is refused", {sha256: hash("x")}, "manifest"),
  declared("another number of records than promised is refused", {rows: 2}, "manifest"),
  {
    name: "records that go to quarantine count for the manifest too",
    drops: [{"manifest.json": manifest({name: june, rows: 2}), [june]: deals({}, {deal_id: "D2", amount: "x"})}],
    wanted: {outcome: "accept", accepted: 1, quarantined: 1, reason: "amount"}
  },
  {
    name: "a promised file that is not there is told",
    drops: [{"manifest.json": manifest({name: names, rows: 1}), [june]: one}],
    file: names,
    wanted: {outcome: "refuse", reason: "manifest", final: {deals: 1}}
  },
  {
    name: "nothing beside a manifest that can't be read is taken",
    drops: [{"manifest.json": "{", [june]: one}],
    wanted: {outcome: "refuse", reason: "manifest", final: {deals: 0}}
  },
  {
    name: "a manifest can't name a file elsewhere",
    drops: [{"sub/manifest.json": manifest({name: `../${june}`, rows: 9}), [june]: one}],
    file: june,
    wanted: {outcome: "accept", accepted: 1}
  },
  {
    name: "a refused file does not stop the others",
    drops: [{[june]: "", [names]: partners("Uno", "Due")}],
    file: names,
    wanted: {outcome: "accept", accepted: 2}
  }
]);

function wrongByte(content: Uint8Array): Uint8Array {
  const copy = Buffer.from(content);
  copy[20]! ^= 0x55;
  return copy;
}

/** 20 kB that inflate to 20 MB. */
function bomb(): Uint8Array {
  return gzipSync(Buffer.alloc(20 << 20, 0x41), {level: 9});
}
