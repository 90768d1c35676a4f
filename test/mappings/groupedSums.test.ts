import {expect, test} from "vitest";
import {csv, deliver, reasonsOf, rowsOf} from "./support.ts";

test("the lines of a record add up to no more than one record may have: a larger sum goes to quarantine, however large, and stops no run", async () => {
  const run = await deliver(
    {
      "lines.csv": csv(
        "Order,Client,Day,Net",
        "1,A,2026-01-05,600000000",
        "1,A,2026-01-05,300000000",
        "2,A,2026-01-05,600000000",
        "2,A,2026-01-05,600000000"
      )
    },
    {
      "lines.ts": `export const mapping = {
        about: "lines of orders", signature: ["Order", "Net"], table: "deals", group: {sum: ["amount"]},
        columns: {
          deal_id: {from: "Order"}, customer_id: {from: "Client"}, opened_on: {from: "Day"}, status: {constant: "open"},
          amount: {from: "Net"}
        }
      };`
    }
  );
  expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([["1", "900000000.0000"]]);
  expect(reasonsOf(run)).toEqual([
    [4, "amount_range"],
    [5, "amount_range"]
  ]);
  expect(run.file("lines.csv").notes[0]).toMatchObject({what: "The amounts of its lines add up to more than amount_max."});
});

test("lines that add up to more than a column of amounts can hold are rejected too", async () => {
  const lines = Array.from({length: 3}, () => "1,A,2026-01-05,80000000000000");
  const run = await deliver(
    {"lines.csv": csv("Order,Client,Day,Net", ...lines)},
    {
      "lines.ts": `export const mapping = {
        about: "lines of orders", signature: ["Order", "Net"], table: "deals", group: {sum: ["amount"]},
        columns: {
          deal_id: {from: "Order"}, customer_id: {from: "Client"}, opened_on: {from: "Day"}, status: {constant: "open"}, amount: {from: "Net"}
        }
      };`
    },
    {amount_max: 1e14}
  );
  expect(reasonsOf(run).map(([, reason]) => reason)).toEqual(["amount_range", "amount_range", "amount_range"]);
});
