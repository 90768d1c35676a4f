import {expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {mentionsTotalSql} from "../../loaders/mappings/engine/totals.ts";
import {csv, deliver, reasonsOf, rowsOf} from "./support.ts";

test("a record that its rules can read is no line of totals, whatever its customer is called", async () => {
  const run = await deliver(
    {
      "won.csv": csv(
        "Partner,Client,Entered,Signed,Net",
        "Acme,Bolt,2026-01-05,2026-02-01,100",
        "Acme,Total Energies,,2026-02-02,200",
        "Acme,Total Energies,,,300"
      )
    },
    {
      "won.ts": `export const mapping = {
        about: "won deals", signature: ["Client", "Net"], table: "deals",
        columns: {
          deal_id: {hashOf: ["Client", "Signed", "Net"]}, partner_id: {hashOf: ["Partner"]}, customer_id: {hashOf: ["Client"]},
          opened_on: {from: "Entered", empty: {from: "Signed"}}, closed_on: {from: "Signed"}, status: {constant: "won"}, amount: {from: "Net"}
        },
        names: {partner_id: {from: "Partner"}, customer_id: {from: "Client"}}
      };`
    }
  );
  expect(await rowsOf(run, "deals", ["opened_on", "amount"])).toEqual([
    ["2026-01-05", "100.0000"],
    ["2026-02-02", "200.0000"]
  ]);
  expect(reasonsOf(run)).toEqual([[4, "total_line"]]);
});

test("where a mapping says what an id looks like, that is what a text such as Total lacks", async () => {
  const mapping = (pattern: string) => ({
    "won.ts": `export const mapping = {
      about: "won deals", signature: ["No", "Net"], table: "deals",
      columns: {
        deal_id: {from: "No"${pattern}}, partner_id: {hashOf: ["Partner"]}, customer_id: {hashOf: ["Client"]}, opened_on: {from: "Entered"}, status: {constant: "open"},
        amount: {from: "Net"}
      },
      names: {partner_id: {from: "Partner"}, customer_id: {from: "Client"}}
    };`
  });
  const drop = {"won.csv": csv("No,Partner,Client,Entered,Net", "D-1,Acme,Bolt,2026-01-05,100", "Total,,,,100")};
  expect(reasonsOf(await deliver(drop, mapping(', pattern: "D-[0-9]+"')))).toEqual([[3, "bad_id"]]);
  expect(reasonsOf(await deliver(drop, mapping("")))).toEqual([[3, "total_line"]]);
});

test("asking hundreds of columns whether they speak of totals costs no joins: an export of 500 columns took all memory", async () => {
  const db = await DuckDB.open(":memory:");
  await db.run("create table raw (c0 text, c1 text, c2 text)");
  await db.run(
    "insert into raw values ('Acme', 'Total:', null), ('Total Acme', 'x', null), ('Sub-total', 'y', null), ('Totally', 'z', null), ('Count', null, '7')"
  );
  const any = ["c0", "c1", "c2"].map(mentionsTotalSql).join(" or ");
  expect(await db.rows(`select c0 from raw where ${any} order by c0`)).toEqual([
    {c0: "Acme"},
    {c0: "Count"},
    {c0: "Sub-total"},
    {c0: "Total Acme"}
  ]);
  expect(JSON.stringify(await db.rows(`explain select c0 from raw where ${any}`))).not.toMatch(/join/i);
  db.close();
});
