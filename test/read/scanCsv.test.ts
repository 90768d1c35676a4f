import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {scanCsv} from "../../loaders/read/scanCsv.ts";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "handshake-scan-"))));
afterAll(() => rm(folder, {recursive: true}));

async function scan(text: string) {
  const file = path.join(folder, "file.csv");
  await writeFile(file, text);
  const good: number[] = [];
  const result = scanCsv(file, {onGood: (_, record) => good.push(record.line)});
  return {header: result.header, good, bad: result.bad.map((b) => [b.line, b.reason])};
}

test("a record may span lines inside quotes, and its line is the first of them", async () => {
  expect(await scan('id,name\n1,"a\nb"\n2,c\n')).toEqual({header: ["id", "name"], good: [2, 4], bad: []});
});

test("CR LF, LF and a missing last line end all end a record", async () => {
  expect((await scan("id,name\r\n1,a\r\n2,b\n3,c")).good).toEqual([2, 3, 4]);
});

test("a short or a long record is a column_count and costs nobody else", async () => {
  expect(await scan("id,name\n1\n2,b\n3,c,d\n4,e\n")).toEqual({
    header: ["id", "name"],
    good: [3, 5],
    bad: [
      [2, "column_count"],
      [4, "column_count"]
    ]
  });
});

test("a quote that is never closed costs its own line, not the records after it", async () => {
  expect(await scan('id,name\n1,"a\n2,b\n3,c\n')).toEqual({header: ["id", "name"], good: [3, 4], bad: [[2, "csv_syntax"]]});
});

test("a quote inside quotes that is not doubled is a csv_syntax", async () => {
  expect(await scan('id,name\n1,"a "b" c"\n2,"say ""hi"""\n')).toEqual({
    header: ["id", "name"],
    good: [3],
    bad: [[2, "csv_syntax"]]
  });
});

test("a backslash escapes nothing", async () => {
  expect((await scan('id,name\n1,"a \\" b"\n2,c\n')).bad).toEqual([[2, "csv_syntax"]]);
});

test("a header line that comes again is a repeated_header", async () => {
  expect(await scan("id,name\n1,a\nid,name\n2,b\n")).toEqual({
    header: ["id", "name"],
    good: [2, 4],
    bad: [[3, "repeated_header"]]
  });
});

test("a NUL byte is a control_character", async () => {
  expect((await scan("id,name\n1,a\u0000b\n2,c\n")).bad).toEqual([[2, "control_character"]]);
});

test("lines without a byte are no records", async () => {
  expect((await scan("id,name\n\n1,a\n\n\n2,b\n\n")).good).toEqual([3, 6]);
});

test("a record over two million bytes is too_long", async () => {
  expect(await scan(`id,name\n1,"${"x".repeat(2_000_001)}"\n2,b\n`)).toMatchObject({good: [3], bad: [[2, "too_long"]]});
});

test("a header cell may be quoted and hold commas", async () => {
  expect((await scan('"id","name, first"\n1,a\n')).header).toEqual(["id", "name, first"]);
});

test("a quote inside a cell that began without one is a character like others, unless a space stands before it", async () => {
  expect(await scan('id,name\n1,37\'36"N 9"W\n2, "b\n3,c "d\n4,"e"\n')).toEqual({
    header: ["id", "name"],
    good: [2, 5],
    bad: [
      [3, "csv_syntax"],
      [4, "csv_syntax"]
    ]
  });
});
