import {readFile} from "node:fs/promises";
import {gzipSync} from "node:zlib";
import {afterEach, beforeEach, expect, test} from "vitest";
import type {Refusal} from "../../loaders/read/refusal.ts";
import {headersOfSource, transcribe, type Source} from "../../loaders/read/transcribe/transcribe.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

type Format = Source["format"];

async function source(format: Format, content: string | Uint8Array, gz = false): Promise<Source> {
  await writeFiles(folder, {"stored/file": content});
  return {stored: `${folder}/stored/file`, format, gz};
}

/** The clean file's text, and the records that are not in it as [line, reason]. */
async function read(format: Format, content: string | Uint8Array, options: {gz?: boolean; wanted?: string[]} = {}) {
  const from = await source(format, content, options.gz);
  const headers = await headersOfSource(from, `${folder}/work`);
  const {csv, rewritten, warnings} = await transcribe(from, `${folder}/work`, options.wanted ?? headers);
  const bad = rewritten?.bad.map((b) => [b.line, b.reason]) ?? [];
  return {text: await readFile(csv, "utf8"), headers, records: rewritten?.records, bad, warnings, rewritten, csv};
}

async function refusal(format: Format, content: string | Uint8Array, gz = false): Promise<string> {
  const error = await read(format, content, {gz}).then(
    () => null,
    (e: unknown) => e as Refusal
  );
  return error?.reason ?? "taken";
}

test("a CSV file that is UTF-8 is read where it stands", async () => {
  const {csv, rewritten} = await read("csv", "id,name\n1,a\n");
  expect([csv, rewritten]).toEqual([`${folder}/stored/file`, null]);
});

test("cells of a TSV file hold commas, quotes and line ends as they are", async () => {
  const {text, records} = await read("tsv", 'id\tname\n1\ta,b\n2\t"c\n""d""\te"\n');
  expect([text, records]).toEqual(['id,name\n1,"a,b"\n2,"c\n""d""\te"\n', 2]);
});

test("a bad record of a TSV file costs itself only, and the lines told are those of the source", async () => {
  const {text, bad, rewritten} = await read("tsv", 'id\tname\n1\n2\t"b\nb"\n3\t"c" d\n4\te\n');
  expect(text).toBe('id,name\n2,"b\nb"\n4,e\n');
  expect(bad).toEqual([
    [2, "column_count"],
    [5, "csv_syntax"]
  ]);
  expect(await rewritten!.locate([2, 1])).toEqual(
    new Map([
      [1, {line: 3, raw: '2\t"b\nb"'}],
      [2, {line: 6, raw: "4\te"}]
    ])
  );
});

test.each([
  ["id;name\n1;a,b\n", 'id,name\n1,"a,b"\n'],
  ["id\tname\n1\ta\n", "id,name\n1,a\n"],
  ["\ufeffid;name\r\n1;a\r\n", "id,name\n1,a\n"],
  ["sep=;\r\nid;name\r\n1;a,b\r\n", 'id,name\n1,"a,b"\n']
])(
  "a CSV file whose header is one cell by commas and several by another mark is read by that mark: %j",
  async (content, clean) => {
    expect((await read("csv", content)).text).toBe(clean);
  }
);

test.each([["id;name,x\n"], ["id;name\tx\n"], ["id\n1;2\n"], ["a;;b\n"], ["a;a\n"]])(
  "a CSV file whose delimiter is not certain is read by commas: %j",
  async (content) => {
    expect((await read("csv", content)).rewritten).toBe(null);
  }
);

test("UTF-16 with its mark is read in both orders of bytes, by every text format", async () => {
  const little = Buffer.from('\ufeff[{"id": "ü"}]', "utf16le");
  expect((await read("json", little)).text).toBe("id\nü\n");
  expect((await read("ndjson", Buffer.from('\ufeff{"id": "ü"}\n', "utf16le").swap16())).text).toBe("id\nü\n");
  expect((await read("tsv", Buffer.from("\ufeffid\tx\nü\t1\n", "utf16le"))).text).toBe("id,x\nü,1\n");
});

test("bytes that are not UTF-8 refuse the file", async () => {
  expect(await refusal("tsv", Buffer.from("id\tx\nM\xfcller\t1\n", "latin1"))).toBe("encoding");
  expect(await refusal("json", Buffer.from('[{"id": "M\xfcller"}]', "latin1"))).toBe("encoding");
});

test("a record with a surrogate that was encoded as a character is bad, and the others are taken", async () => {
  const surrogate = Buffer.from([0x58, 0xed, 0xa0, 0x80]);
  const csv = await read("csv", Buffer.concat([Buffer.from("id,name\n1,a\n2,"), surrogate, Buffer.from("\n3,b\n")]));
  expect([csv.text, csv.bad]).toEqual(["id,name\n1,a\n3,b\n", [[3, "encoding"]]]);
  const lines = await read("ndjson", Buffer.concat([Buffer.from('{"id":"1"}\n{"id":"'), surrogate, Buffer.from('"}\n')]));
  expect([lines.text, lines.bad]).toEqual(["id\n1\n", [[2, "encoding"]]]);
  expect(await refusal("json", Buffer.concat([Buffer.from('[{"id":"'), surrogate, Buffer.from('"}]')]))).toBe("encoding");
});

test("U+FFFD and UTF-8 that was encoded twice are warned of, with the character alone as example", async () => {
  const {warnings} = await read("csv", "id,name\n1,MÃ¼ller\n2,Itâ€™s Ã„rger\n3,lost \ufffd\n4,SÃO PAULO\n");
  expect(warnings).toEqual([
    {reason: "replacement_character", detail: "U+FFFD was found once: characters were lost before the export."},
    {reason: "mojibake", detail: '"Ã¼" is there for "ü"; such characters were found 3 times.'}
  ]);
});

test("a gzip file is read as what it holds", async () => {
  expect((await read("csv", gzipSync("id,name\n1,a\n"), {gz: true})).text).toBe("id,name\n1,a\n");
  expect((await read("ndjson", gzipSync('{"id":1}\n'), {gz: true})).text).toBe("id\n1\n");
  const two = Buffer.concat([gzipSync("id,name\n"), gzipSync("1,a\n")]);
  expect((await read("csv", two, {gz: true})).text).toBe("id,name\n1,a\n");
});

test.each<[string, Uint8Array, string]>([
  ["cut", gzipSync("id,name\n1,a\n".repeat(1000)).subarray(0, 60), "gzip"],
  ["damaged", gzipSync("id,name\n1,a\n").fill(7, 14, 18), "gzip"],
  ["followed by text", Buffer.concat([gzipSync("id\n1\n"), Buffer.from("more")]), "gzip"],
  ["followed by zeros", Buffer.concat([gzipSync("id\n1\n"), Buffer.alloc(9)]), "gzip"],
  ["grown 1000 times", gzipSync(Buffer.alloc(30 << 20, "a")), "too_large"],
  ["holding nothing", gzipSync(""), "empty"],
  ["holding a PDF", gzipSync("%PDF-1.7 x"), "not_text"],
  ["holding gzip", gzipSync(gzipSync("id\n1\n")), "not_text"]
])("a gzip file that is %s is refused", async (_, content, reason) => {
  expect(await refusal("csv", content, true)).toBe(reason);
});
