import {mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi} from "vitest";
import {faultIn, syntaxFault} from "../../loaders/dev/codeFault.ts";
import {computing} from "../../loaders/dev/edits.ts";
import {faultList} from "../../loaders/dev/faults.ts";
import {importAnew} from "../../loaders/modules.ts";
import {HandshakeError} from "../../loaders/errors.ts";
import {errorPlace} from "../../loaders/placed.ts";
import {workFor} from "../../loaders/dev/watched.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const place = {settings: "handshake.config.ts", drops: "data/drops"};

describe("what edits ask of the tables", () => {
  let asked: string[];
  let wrong: string | undefined;
  let overtaken: boolean;
  let faults: ReturnType<typeof faultList>;
  let take: (...files: string[]) => Promise<void>;
  let again: () => Promise<void>;
  beforeEach(() => {
    for (const method of ["log", "error"] as const) vi.spyOn(console, method).mockReturnValue();
    [asked, wrong, overtaken, faults] = [[], undefined, false, faultList()];
    const ask = (kind: string) => {
      asked.push(kind);
      const error = wrong === undefined ? {} : {error: wrong};
      return Promise.resolve({id: 1, metrics: [], seconds: "0.1", ...error, ...(overtaken ? {overtaken} : {})});
    };
    const compute = computing({
      tables: {ask, again: () => void asked.push("again"), alive: () => true, giveUp: () => undefined},
      faults,
      missing: false
    });
    again = () => compute([], true);
    take = (...files) => compute(files.map((file) => ({file, work: workFor(file, place)})));
  });
  afterEach(() => void vi.restoreAllMocks());
  const shown = () => faults.all().map(({text}) => text);

  test("is asked again with the next edit where it failed: the success of that one says nothing of the mistake", async () => {
    wrong = "loaders/facts/deals.sql line 3: no";
    await take("loaders/facts/deals.sql");
    await take("loaders/metrics/trust/trust.sql");
    expect([asked, shown()]).toEqual([["all", "all"], [wrong]]);
    wrong = undefined;
    await take("loaders/facts/deals.sql");
    await take("loaders/metrics/trust/trust.sql");
    expect([asked, shown()]).toEqual([["all", "all", "all", "sql"], []]);
  });

  test("waits while a file can't be read, also what needs a process with new code; SQL does not", async () => {
    faults.note("loaders/tables/deals.ts", [{where: "loaders/tables/deals.ts", text: "line 1"}]);
    await take("loaders/tables/deals.ts");
    await take("src/copy/trust.ts");
    expect(asked).toEqual([]);
    await take("loaders/metrics/trust/trust.sql");
    expect(asked).toEqual(["sql"]);
    faults.note("loaders/tables/deals.ts", []);
    await take("loaders/tables/deals.ts");
    expect(asked).toEqual(["sql", "again", "all"]);
  });

  test("is asked again with the edit that overtook it, and is no mistake meanwhile", async () => {
    overtaken = true;
    await take("handshake.config.ts");
    expect([asked, shown()]).toEqual([["settings"], []]);
    overtaken = false;
    await take("loaders/metrics/trust/trust.sql");
    await take("loaders/metrics/trust/trust.sql");
    expect([asked, shown()]).toEqual([["settings", "all", "sql"], []]);
  });

  test("is tried again where packages came, if something of it failed", async () => {
    await again();
    wrong = "acme.ts can't be read: Cannot find package";
    await take("loaders/mappings/acme.ts");
    wrong = undefined;
    await again();
    await again();
    expect([asked, shown()]).toEqual([["again", "all", "again", "all"], []]);
  });

  test("is told with the edit that it came after, where the message names no edited file", async () => {
    wrong = "The table can't be read";
    await take("src/contract/partners.ts");
    expect(shown()).toEqual(["After the edit of src/contract/partners.ts:\nThe table can't be read"]);
    wrong = "src/contract/partners.ts line 3: no";
    await take("src/contract/partners.ts");
    expect(shown()).toEqual([wrong]);
  });
});

describe("a mistake in code is told with file and line", () => {
  let folder: string;
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  beforeAll(async () => {
    folder = await temporaryFolder();
    mkdirSync(path.join(folder, "node_modules"));
  });
  afterAll(() => removeFolder(folder));

  test("where it can't be read; a draft, and a file that is gone, are nobody's mistake", async () => {
    const file = write("syntax.ts", "export const a: number = 1;\nexport cons t b = 2;\n");
    expect(await syntaxFault(file, "mappings/syntax.ts")).toBe(
      'mappings/syntax.ts line 2: Unexpected "cons"\n    export cons t b = 2;'
    );
    expect(await syntaxFault(write("a.draft.ts", "export cons t"), "a.draft.ts")).toBeNull();
    expect(await syntaxFault(path.join(folder, "gone.ts"), "gone.ts")).toBeNull();
    const wide = write("wide.ts", "");
    writeFileSync(wide, Buffer.from("\ufeffexport const a = 1;", "utf16le"));
    expect(await syntaxFault(wide, "mappings/wide.ts")).toMatch(/^mappings\/wide\.ts is UTF-16/);
    writeFileSync(write("deals.csv", ""), Buffer.from("\u00d6l\n", "latin1"));
    expect(await syntaxFault(path.join(folder, "deals.csv"), "drops/deals.csv")).toBeNull();
  });

  test("where it throws while it is imported, and an edited text of it is read anew", async () => {
    const file = write("thrown.ts", "export default {a: nobody};\n");
    await expect(importAnew(file)).rejects.toThrow(`${file} can't be read: nobody is not defined.\n`);
    write("thrown.ts", "export default {a: 2};\n");
    expect((await importAnew(file))["default"]).toEqual({a: 2});
  });

  test("of a compiler too; not of a package, nor of a file elsewhere", () => {
    const file = write("placed.ts", "one\n  two\n");
    const error = (text: string) => Object.assign(new Error(text), {stack: `Error: ${text}\n    at f (${file}:1:2)`});
    expect(errorPlace(error("no luck"), folder)).toEqual({file: "placed.ts", line: 1, message: "no luck", text: "one"});
    expect(errorPlace(error(`Transform failed with 1 error:\n${file}:2:3: ERROR: Unexpected "x"`), folder)).toEqual({
      file: "placed.ts",
      line: 2,
      message: 'Unexpected "x"',
      text: "two"
    });
    expect(errorPlace(error("no luck"), path.join(folder, "elsewhere"))).toBeNull();
    expect(errorPlace(new HandshakeError("no place"), folder)).toBeNull();
  });

  test("by the process of tables: from the project, without the advice to run anything again", () => {
    expect(faultIn(new HandshakeError(`${process.cwd()}/a.ts can't be read: no.\nCorrect it and run this again.`))).toEqual({
      error: "a.ts can't be read: no."
    });
    expect(faultIn(Object.assign(new Error("no luck"), {stack: ""}))).toEqual({error: "no luck", unplaced: true});
  });
});
