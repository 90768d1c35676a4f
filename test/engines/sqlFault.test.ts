import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {buildModels} from "../../loaders/engines/buildModels.ts";
import {readModels, type Model} from "../../loaders/engines/models.ts";
import {sqlFault} from "../../loaders/engines/sqlFault.ts";
import {HandshakeError} from "../../loaders/errors.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {registerStatistics} from "../../loaders/statistics/register.ts";
import {factsOf} from "../support/facts.ts";
import {root} from "../support/handshake.ts";

let db: DuckDB;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "handshake-sql-"));
  db = await factsOf({deals: [{deal_id: "d", partner_id: "p", status: "won", amount: 1, closed_on: "2025-06-01"}]});
  await buildMetrics(db, parseSettings({history_months: 0}, "test"), "2025-06-30");
});
afterAll(() => {
  db.close();
  rmSync(folder, {recursive: true, force: true});
});

/** What a person reads when a file of models has a text; "" where it runs. */
async function said(schema: string, file: string, sql: string): Promise<string> {
  writeFileSync(path.join(folder, file), sql);
  const models = readModels(folder, schema).filter((m) => m.file === file);
  rmSync(path.join(folder, file));
  return buildModels([db], models, schema).then(
    () => "",
    (error: unknown) => {
      expect(error).toBeInstanceOf(HandshakeError);
      return (error as Error).message;
    }
  );
}

/** Lines in which a select list, or a list of arguments, goes on. */
const listLines = ({sql}: Model): number[] => sql.split("\n").flatMap((line, i) => (/^ {2,}[^-].*,$/.test(line) ? [i + 1] : []));

const planted = ({sql}: Model, line: number): string =>
  sql
    .split("\n")
    .map((text, i) => (i + 1 === line ? `${text} no_such_column as planted,` : text))
    .join("\n");

const modelsOf = (room: string) => readModels(path.join(root, "loaders", room), room);

describe("an error planted in a file is told with that file and the line that its editor shows", () => {
  test.each(["trust_grades", "headlines", "referral_response", "concentration", "own_pipeline", "registrations"])(
    "in each line of %s where a list goes on",
    async (name) => {
      const model = modelsOf("metrics").find((m) => m.name === name)!;
      const lines = listLines(model);
      expect(lines.length).toBeGreaterThan(4);
      for (const line of lines)
        expect(await said("metrics", `${name}.sql`, planted(model, line))).toContain(
          `${path.join(folder, `${name}.sql`)} line ${line}: `
        );
    }
  );

  test("in a fact", async () => {
    const model = modelsOf("facts").find((m) => m.name === "evidence")!;
    for (const line of listLines(model))
      expect(await said("facts", "evidence.sql", planted(model, line))).toContain(`evidence.sql line ${line}: `);
  });

  test("in the file of the macros", async () => {
    const file = path.join(folder, "macros.sql");
    cpSync(path.join(root, "loaders/statistics/macros.sql"), file);
    const lines = readFileSync(file, "utf8").split("\n");
    const places = lines.flatMap((line, i) => (/\bk\b/.test(line) && line.startsWith("  ") ? [i] : []));
    expect(places.length).toBeGreaterThan(4);
    for (const place of places) {
      writeFileSync(file, lines.map((line, i) => (i === place ? line.replace(/\bk\b/, "no_such(k)") : line)).join("\n"));
      const message = await registerStatistics(db, file).then(
        () => "",
        (error: unknown) => (error as Error).message
      );
      const [, from, to = from] = /macros\.sql lines? (\d+)(?: to (\d+))?: .*no_such does not exist/.exec(message) ?? [];
      expect(Number(from)).toBeLessThanOrEqual(place + 1);
      expect(Number(to)).toBeGreaterThanOrEqual(place + 1);
      expect(Number(to) - Number(from)).toBeLessThan(3);
    }
    rmSync(file);
    await registerStatistics(db);
  });
});

const steps = `-- question: q
with deals as (
  select * from facts.deals
),
counted as (
  select deal_id, status
  from deals
),
doubled as (
  PLANT
)
select * from doubled order by 1
`;

describe("what is told", () => {
  test("is what the database found, the line itself, and where a renamed column comes from", async () => {
    const sql = "with a as (\n  select partner_id, scoore\n  from metrics.trust\n)\nselect * from a\n";
    const file = path.join(root, "loaders/metrics/trust/mine.sql");
    const trust = modelsOf("metrics").find((m) => m.name === "trust")!;
    const mine = {name: "mine", file: "mine.sql", path: file, header: {}, sql, needs: ["trust"]};
    const error = await buildModels([db], [trust, mine], "metrics").then(
      () => null,
      (thrown: unknown) => thrown as Error
    );
    expect(error!.message.split("\n")).toEqual([
      expect.stringMatching(
        /^loaders\/metrics\/trust\/mine\.sql line 2: Binder Error: Referenced column "scoore" not found in FROM clause! .*"score"/
      ),
      "  2 |   select partner_id, scoore",
      "  If scoore had another name before, look at what this file reads: loaders/metrics/trust/trust.sql."
    ]);
  });

  test.each([
    ["a sum of sets with unlike columns", "select 1, 2 union all select 1", /lines 9 to 11: Binder Error: Set operations/],
    [
      "a figure that overflows",
      "select cast(9223372036854775807 as bigint) + n as big from deals, range(3) as r (n)",
      /lines 9 to 11: Out of Range/
    ],
    ["an error of the SQL's own", "select error('no rates') as rate from counted", /lines 9 to 11: .*no rates/]
  ])("names the step where the database names no line: %s", async (_, plant, expected) => {
    expect(await said("metrics", "mine.sql", steps.replace("PLANT", plant))).toMatch(expected);
  });

  test("names a metric that has another name now", async () => {
    expect(await said("metrics", "mine.sql", "select * from metrics.takers\n")).toMatch(
      /mine\.sql line 1: .*takers.*metrics\.takers is now called metrics\.one_sided\./s
    );
  });

  test("does not list all functions of a name", async () => {
    const message = await said("metrics", "mine.sql", "select current_date + current_date as no_day\n");
    expect(message).toMatch(/line 1: .*No function matches/);
    expect(message.split("\n").length).toBeLessThan(4);
  });

  test.each(["IO Error: No space left on device", "INTERRUPT Error: Interrupted!"])(
    "is no file's fault for an error of the machine or a stop: %s",
    async (message) => {
      const error = new Error(message);
      expect(await sqlFault(db, error, {path: "a.sql", sql: "select 1", head: "create table a as"})).toBe(error);
    }
  );
});
