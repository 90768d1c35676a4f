import {writeFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {readModels} from "../../loaders/engines/models.ts";
import {readingOnce} from "../../loaders/engines/readOnce.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

test("a run reads its models once, so that it tells by the texts by which it has computed; what comes after reads them anew", async () => {
  const folder = await temporaryFolder();
  const write = (sql: string) => writeFileSync(path.join(folder, "one.sql"), sql);
  const read = () => readModels(folder, "metrics").map(({sql}) => sql);
  write("select 1");
  const inRun = await readingOnce(async () => {
    const first = read();
    write("select 2");
    return Promise.resolve([first, read()]);
  });
  expect(inRun).toEqual([["select 1"], ["select 1"]]);
  expect(read()).toEqual(["select 2"]);
  await removeFolder(folder);
});

test("what is read beside a run, or after two that were at work together, is read anew: else a preview kept it for days", async () => {
  const folder = await temporaryFolder();
  const write = (sql: string) => writeFileSync(path.join(folder, "one.sql"), sql);
  const read = () => readModels(folder, "metrics").map(({sql}) => sql);
  write("select 1");
  let end: () => void = () => undefined;
  const first = readingOnce(async () => {
    read();
    await new Promise<void>((done) => (end = done));
  });
  const second = readingOnce(() => Promise.resolve(read()).then(() => first));
  write("select 2");
  expect(read()).toEqual(["select 2"]);
  end();
  await Promise.all([first, second]);
  write("select 3");
  expect(read()).toEqual(["select 3"]);
  await removeFolder(folder);
});
