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
