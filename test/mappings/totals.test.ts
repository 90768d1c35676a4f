import {expect, test} from "vitest";
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
