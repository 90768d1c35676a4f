import {mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {plain} from "../../src/copy/say.ts";
import type {File} from "../../src/contract/index.ts";
import {bundledProgram} from "../faults/bundle.ts";
import {run, worldIn, type World} from "../faults/world.ts";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

/* What was decided about cases, over five real rebuilds a month apart; only the pages are stand-ins. */

let program: string;
let world: World;
beforeAll(async () => {
  program = await bundledProgram();
  world = worldIn(await temporaryFolder());
  mkdirSync(world.drops, {recursive: true});
  writeFileSync(world.settings, `export default {company: "Test", history_months: 6};\n`);
});
afterAll(async () => {
  rmSync(path.dirname(program), {recursive: true, force: true});
  await removeFolder(path.dirname(world.drops));
});

const oneSided = ["done", "snoozed", "worse", "acknowledged", "left", "mended"];
const balanced = ["b1", "b2", "b3", "b4", "b5", "b6", "b7"];
const put = (name: string, text: string) => writeFileSync(path.join(world.drops, name), text);
const referrals = (rows: [id: string, partner: string, direction: string, made_on: string][]) =>
  `referral_id,partner_id,direction,made_on,outcome\n${rows.map(([id, ...cells]) => `${id},${cells.join(",")},accepted\n`).join("")}`;
const times = (n: number, partner: string, direction: string, made_on: string) =>
  Array.from({length: n}, (_, i): [string, string, string, string] => [
    `${partner}-${direction}-${made_on}-${String(i)}`,
    partner,
    direction,
    made_on
  ]);

type Case = File<"attention">["cases"][number];

/** Rebuilds as of the day, and gives the published cases by the partner that they are about. */
async function rebuilt(day: string): Promise<Record<string, Case>> {
  const partners = [...oneSided, ...balanced].map((id) => `${id},Partner ${id},2024-01-01,U1\n`).join("");
  put(`partners_${day}.csv`, `partner_id,name,joined_on,manager_id\n${partners}`);
  expect(await run([process.execPath, program, JSON.stringify(world)])).toMatchObject({code: 0, stderr: ""});
  const file = JSON.parse(readFileSync(path.join(world.build, "published", "attention.json"), "utf8")) as File<"attention">;
  expect(file.about.as_of).toBe(day);
  return Object.fromEntries(file.cases.map((c) => [c.partner!, c]));
}

async function decide(id: string, decision: string, on: string, ...more: string[]): Promise<void> {
  const folders = ["--drops", world.drops, "--build", world.build];
  const said = await handshake(["decide", id, decision, "--by", "Ann", "--on", on, ...folders, ...more]);
  expect(said).toMatchObject({exitCode: 0, stderr: ""});
}

const told = (cases: Record<string, Case>) =>
  Object.fromEntries(
    oneSided.map((partner) => [partner, cases[partner] ? `${cases[partner].status} ${cases[partner].lane}` : null])
  );

test("a case is taken off by what was decided, returns on its day or when it is worse by half, and goes up where nobody decided", async () => {
  put("people_2025-02-28.csv", "person_id,name,side\nU1,Ann,us\n");
  put(
    "referrals_2025-02-28.csv",
    referrals([
      ...oneSided.flatMap((p) => times(9, p, "given", "2025-01-15")),
      ...balanced.flatMap((p) => [...times(3, p, "given", "2025-01-15"), ...times(3, p, "received", "2025-01-15")])
    ])
  );
  const first = await rebuilt("2025-02-28");
  expect(told(first)).toEqual(Object.fromEntries(oneSided.map((p) => [p, "open do"])));
  // the first publication is a baseline
  expect(Object.values(first).map((c) => c.news)).toEqual(oneSided.map(() => "continuing"));

  await decide(first["done"]!.id, "done", "2025-03-05", "--note", "agreed on four referrals a quarter");
  await decide(first["snoozed"]!.id, "snoozed", "2025-03-05", "--until", "2025-04-15");
  await decide(first["worse"]!.id, "wont_do", "2025-03-05");
  await decide(first["acknowledged"]!.id.slice(0, 10), "acknowledged", "2025-03-05");
  const second = await rebuilt("2025-03-31");
  const decided = {done: "done do", snoozed: "snoozed do", worse: "wont_do do", acknowledged: "acknowledged do"};
  expect(told(second)).toEqual({...decided, left: "open do", mended: "open do"});
  expect(plain(second["done"]!.decided).replaceAll("\u00a0", " ")).toBe(
    "Done by Ann on 5 Mar 2025: agreed on four referrals a quarter"
  );
  expect(second["done"]!.news).toBe("resolved");
  expect(second["left"]!.news).toBe("continuing");

  const third = await rebuilt("2025-04-30");
  // raised at the end of January: 60 days are over
  expect(told(third)).toEqual({...decided, snoozed: "returned do", left: "open decide", mended: "open decide"});
  expect([third["snoozed"]!.news, third["left"]!.news]).toEqual(["new", "changed"]);

  // 14 referrals sent where there were 9, and what was sent comes back
  put(
    "referrals_2025-05-31.csv",
    referrals([...times(5, "worse", "given", "2025-05-10"), ...times(9, "mended", "received", "2025-05-10")])
  );
  await decide(first["snoozed"]!.id, "done", "2025-05-05");
  const fourth = await rebuilt("2025-05-31");
  expect(told(fourth)).toMatchObject({done: "done do", snoozed: "done do", worse: "returned do", left: "open decide"});
  expect([fourth["worse"]!.news, fourth["snoozed"]!.news]).toEqual(["new", "resolved"]);

  await decide(first["left"]!.id, "acknowledged", "2025-06-10");
  const fifth = await rebuilt("2025-06-30");
  // a rate leaves at the second date in a row, and what is gone is told once
  expect(told(fifth)).toEqual({...told(fourth), left: "acknowledged do", mended: "open decide"});
  expect(fifth["mended"]!.news).toBe("resolved");
});
