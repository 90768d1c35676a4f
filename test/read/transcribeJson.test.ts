import {readFile} from "node:fs/promises";
import {afterEach, beforeEach, expect, test} from "vitest";
import type {Refusal} from "../../loaders/read/refusal.ts";
import {headersOfSource, transcribe, type Source} from "../../loaders/read/transcribe/transcribe.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

/** The clean file's lines below the header, the records that are bad as [line, reason], and the file's headers. */
async function read(format: "json" | "ndjson", content: string, wanted?: string[]) {
  await writeFiles(folder, {"stored/file": content});
  const source: Source = {stored: `${folder}/stored/file`, format, gz: false};
  const headers = await headersOfSource(source, `${folder}/work`);
  const {csv, rewritten} = await transcribe(source, `${folder}/work`, wanted ?? headers);
  const lines = (await readFile(csv, "utf8")).split("\n").slice(1, -1);
  const {records, bad, voided, locate} = rewritten!;
  return {
    headers,
    lines: lines.filter((_, i) => !voided.includes(i + 1)),
    bad: bad.map((b) => [b.line, b.reason]),
    records,
    locate
  };
}

async function refusal(format: "json" | "ndjson", content: string): Promise<string> {
  const error = await read(format, content).then(
    () => null,
    (e: unknown) => e as Refusal
  );
  return error?.reason ?? "taken";
}

test("headers are the keys of all records in the order in which they first appear, and a missing key is an empty cell", async () => {
  const {headers, lines, records} = await read("json", '[{"b": 1, "a": "x"},\n {"c": true, "b": null}]');
  expect([headers, lines, records]).toEqual([["b", "a", "c"], ["1,x,", ",,true"], 2]);
});

test.each([
  ["10.10", "10.10"],
  ["1200.5", "1200.5"],
  ["-0", "-0"],
  ["1500.000", "1500.00"],
  ["-0.1200", "-0.12"],
  ["0.12500", "0.125"],
  ["100", "100"],
  ["1e3", "1e3"],
  ["1.50e10", "1.50e10"],
  ["0.1000000000000000055", "0.1000000000000000055"],
  ["9007199254740992", "9007199254740992"],
  ["true", "true"],
  ["null", '""'],
  ['""', '""'],
  [String.raw`"a\u00fc\n\"\\\/"`, '"aü'],
  ['"😀"', "😀"]
])("the JSON value %s is kept as %j", async (written, kept) => {
  expect((await read("json", `[{"v": ${written}}]`)).lines[0]).toBe(kept);
});

test.each([
  ["a nested object", '{"a": {"b": 1}}'],
  ["a nested array", '{"a": [1, "]"]}'],
  ["a key that stands twice", '{"a": 1, "a": 2}'],
  ["a key that stands twice, escaped once", String.raw`{"a": 1, "\u0061": 2}`],
  ["an integer beyond 2^53", '{"a": 9007199254740993}'],
  ["a negative one", '{"a": -12345678901234567890}'],
  ["a lone surrogate", String.raw`{"a": "x\ud800y"}`],
  ["a lone surrogate in a key", String.raw`{"a\udc00": 1}`],
  ["no object", "[1]"]
])("a record with %s is bad as json, in an array and on a line, and the others are taken", async (_, record) => {
  const array = await read("json", `[{"a": 1},\n${record},\n{"a": 2}]`);
  expect([array.lines.map((l) => l[0]), array.bad, array.records]).toEqual([["1", "2"], [[2, "json"]], 3]);
  const lines = await read("ndjson", `{"a": 1}\n${record}\n{"a": 2}\n`);
  expect([lines.lines.map((l) => l[0]), lines.bad, lines.records]).toEqual([["1", "2"], [[2, "json"]], 3]);
});

test("what stands under a key that nobody reads makes no record bad and is not copied", async () => {
  const {headers, lines, bad} = await read(
    "json",
    '[{"__proto__": {"polluted": true}, "a": 1, "secret": "x", "big": 12345678901234567890}]',
    ["A"]
  );
  expect([headers, lines, bad]).toEqual([["__proto__", "a", "secret", "big", "__proto__.polluted"], [",1,,,"], []]);
  expect(({} as {polluted?: boolean}).polluted).toBe(undefined);
});

test("what lies below a key has a column by its path; a list joins its values, and properties are there under their own names too", async () => {
  const {headers, lines, bad} = await read(
    "ndjson",
    '{"id": 1, "via": {"channel": "web", "n": 10.10}, "tags": ["a", "b"], "c": [{"id": 7}, {"id": 8}], "none": [], "properties": {"stage": "won", "id": 9}}\n',
    ["via.channel", "via.n", "tags[]", "c[].id", "none", "stage", "id"]
  );
  expect(headers.slice(6)).toEqual(["via.channel", "via.n", "tags[]", "c[].id", "properties.stage", "stage", "properties.id"]);
  expect([lines, bad]).toEqual([["1,,,,,,web,10.10,a;b,7;8,,won,"], []]);
});

test.each([
  ["a key twice below another", '{"a": {"b": 1, "b": 2}}', "a.b"],
  ["an integer beyond 2^53 below", '{"a": {"b": 9007199254740993}}', "a.b"],
  ["a list with the sign between its values in one of them", '{"a": ["x;y", "z"]}', "a[]"]
])("a record with %s is bad where that is read", async (_, record, path) => {
  expect((await read("ndjson", `${record}\n`, [path])).bad).toEqual([[1, "json"]]);
  expect((await read("ndjson", `${record}\n`, ["other"])).bad).toEqual([]);
});

test("keys named like those of every object are keys like others", async () => {
  const {headers, lines} = await read("ndjson", '{"constructor": "a", "__proto__": "b", "toString": "c"}\n');
  expect([headers, lines]).toEqual([["constructor", "__proto__", "toString"], ["a,b,c"]]);
});

test.each([
  ["a cut array", '[{"a": 1}, {"a": 2}'],
  ["an array cut in a text", '[{"a": 1}, {"a": "2'],
  ["a missing comma", '[{"a": 1} {"a": 2}]'],
  ["a trailing comma", '[{"a": 1},]'],
  ["a single quote", "[{'a': 1}]"],
  ["a number with a leading zero", '[{"a": 01}]'],
  ["NaN", '[{"a": NaN}]'],
  ["a comment", '[{"a": 1} /* x */]'],
  ["a line end in a text", '[{"a": "x\ny"}]'],
  ["text after the array", '[{"a": 1}] x'],
  ["two arrays", '[{"a": 1}][{"a": 2}]'],
  ["an object instead of an array", '{"a": 1, "lines": [{"b": 1}]}'],
  ["one object a line", '{"a": 1}\n{"a": 2}\n'],
  ["brackets that close nothing", "[}]"],
  ["nesting without end", "[".repeat(100_000)],
  ["deep nesting in a record", `[{"a": ${"[".repeat(100)}${"]".repeat(100)}}]`],
  ["nothing but broken elements", "[1, 2]"]
])("%s refuses a JSON file, since its records can't be told apart", async (_, content) => {
  expect(await refusal("json", content)).toBe("json");
});

test("an array without a record is refused as empty, and so is a file without a line", async () => {
  expect(await refusal("json", "[ ]")).toBe("empty");
  expect(await refusal("ndjson", "\n \n")).toBe("empty");
});

test("a line that is no JSON costs itself only, and lines without a text are no records", async () => {
  const deep = `{"a": ${"[".repeat(200_000)}`;
  const {lines, bad, records, locate} = await read("ndjson", `\ufeff{"a": 1}\r\n{"a": \n\n{"a": 2} x\n${deep}\n{"a": 3}`);
  expect([lines, records]).toEqual([["1", "3"], 5]);
  expect(bad).toEqual([
    [2, "json"],
    [4, "json"],
    [5, "json"]
  ]);
  expect(await locate([2])).toEqual(new Map([[2, {line: 6, raw: '{"a": 3}'}]]));
});

test("a NUL is a control_character, a record over two million bytes is too_long, and neither costs another record", async () => {
  const long = `{"a": "${"x".repeat(2_000_001)}"}`;
  for (const [format, text] of [
    ["json", `[{"a": "\\u0000"},\n${long},\n{"a": 1}]`],
    ["ndjson", `{"a": "\\u0000"}\n${long}\n{"a": 1}\n`]
  ] as const) {
    const {lines, bad} = await read(format, text);
    expect([lines, bad]).toEqual([
      ["1"],
      [
        [1, "control_character"],
        [2, "too_long"]
      ]
    ]);
  }
});

test("more than 2,000 keys refuse the file as header", async () => {
  const keys = (from: number) => Object.fromEntries(Array.from({length: 1500}, (_, i) => [`k${from + i}`, 1]));
  expect(await refusal("json", JSON.stringify([keys(0), keys(1000)]))).toBe("header");
});

test("a record is found again by its ordinal whichever columns are read", async () => {
  const text = '[{"a": 1, "b": [1]},\n{"a": 2},\n{"a": 3}]';
  for (const wanted of [["a"], ["a", "b"], []])
    expect(await (await read("json", text, wanted)).locate([3])).toEqual(new Map([[3, {line: 3, raw: '{"a": 3}'}]]));
});

test("the list of an answer is read by the name that its system gives it, with what comes along under another", async () => {
  for (const name of ["issues", "tickets", "leads", "referrals"]) {
    const {headers, records} = await read("json", `{"users": [{"u": 1}], "${name}": [{"a": 1}, {"a": 2}], "total": 2}`);
    expect([headers, records]).toEqual([["a"], 2]);
  }
});

test("the list of an answer is read in the parts that systems put it into", async () => {
  for (const answer of [
    '{"data": {"items": [{"a": 1}, {"a": 2}], "total": 2}}',
    '{"status": "ok", "data": {"page": 1, "data": [{"a": 1}, {"a": 2}]}}',
    '{"_embedded": {"conversations": [{"a": 1}, {"a": 2}]}, "_links": {"self": {"href": "x"}}}',
    '{"response": {"result": {"leads": [{"a": 1}, {"a": 2}]}}}',
    '{"d": {"results": [{"a": 1}, {"a": 2}], "__count": "2"}}',
    '{"d": [{"a": 1}, {"a": 2}]}',
    '{"data": {"deals": {"nodes": [{"a": 1}, {"a": 2}]}}}',
    '{"data": [{"a": 1}, {"a": 2}], "payload": {"id": 7, "companies": [{"b": 1}]}}'
  ]) {
    const {headers, records} = await read("json", answer);
    expect([headers, records]).toEqual([["a"], 2]);
  }
});

test("the items of one record, or of a part with another name, are no list of records", async () => {
  for (const answer of [
    '{"data": {"id": 7, "items": [{"a": 1}]}}',
    '{"data": {"items": [{"a": 1}], "id": 7}}',
    '{"deal": {"items": [{"a": 1}]}}',
    '{"data": ["items", [{"a": 1}]]}'
  ])
    expect(await refusal("json", answer)).toBe("json");
});

test("two lists in one part of an answer are refused: each would be half of what it says", async () => {
  expect(await refusal("json", '{"data": {"deals": [{"a": 1}], "leads": [{"a": 2}]}}')).toBe("json");
});

test("an answer of a system that says that another page follows is told, whatever way it says so", async () => {
  const told = async (around: string) => {
    await writeFiles(folder, {"stored/file": `{"data": [{"a": 1}], ${around}}`});
    const source: Source = {stored: `${folder}/stored/file`, format: "json", gz: false};
    return (await transcribe(source, `${folder}/work`, ["a"])).warnings.map((w) => w.reason);
  };
  for (const more of [
    '"@odata.nextLink": "https://crm.example/?$skiptoken=2"',
    '"totalSize": 5000, "done": false, "nextRecordsUrl": "/query/01g-2000"',
    '"paging": {"next": {"after": "102", "link": "https://crm.example"}}',
    '"additional_data": {"pagination": {"start": 0, "more_items_in_collection": true}}',
    '"info": {"page": 1, "more_records": true}',
    '"next_page": "https://desk.example/tickets.json?page=2"',
    '"__next": "https://crm.example/Deals?$skiptoken=50"',
    '"page": {"of": {"pageInfo": {"hasNextPage": true}}}',
    '"next": 50, "total": 120',
    '"startAt": 0, "maxResults": 50, "total": 51',
    '"isLast": false'
  ])
    expect(await told(more)).toEqual(["more_pages"]);
  for (const last of [
    '"next_page": null',
    '"totalSize": 1, "done": true',
    '"meta": {"has_more": false}, "links": {"next": "https://desk.example"}',
    '"paging": {}',
    '"startAt": 50, "maxResults": 50, "total": 100',
    '"isLast": true, "total": 5, "startAt": 0, "maxResults": 1',
    '"next_steps": "call"'
  ])
    expect(await told(last)).toEqual([]);
});
