import {expect, test} from "vitest";
import {checkRepeated} from "../../loaders/mappings/engine/checkHeaders.ts";
import {csv, deliver, rowsOf, warningsOf} from "./support.ts";

/* What is said of headers that several columns of a file have. */

const said = (headers: string[], as: Parameters<typeof checkRepeated>[1] = null): string => {
  try {
    checkRepeated(headers, as, new Set(["partner", "id"]));
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};
const as = (unread: boolean, settled: string[] = []) => ({file: "mappings/crm.ts", unread, read: ["Id", "Partner"], settled});

test("two tables side by side are told as such, and neither is to lose a column", () => {
  expect(said(["Id", "Partner", "Amount", "", "Id", "Partner", "Hours"])).toBe(
    "Duplicate header: Id, Partner (columns 5 and 6). It seems to be two tables side by side, parted by column 4: move each to a file, or a sheet, of its own."
  );
  expect(said(["Id", "", "Partner", "Id", "Id"])).toBe("Duplicate header: Id (columns 4 and 5). Leave one of the columns out.");
});

test("what is advised of a header that repeats is a key that its mapping takes", () => {
  expect(said(["Id", "Partner", "Partner"], as(false))).toBe(
    'Duplicate header: Partner (column 3). Leave one of the columns out, or set repeated: "first" in mappings/crm.ts where that header is read: the first column that is filled is then taken.'
  );
  expect(said(["Id", "Partner", "Partner"], as(false, ["Partner"]))).toBe("");
  expect(said(["Id", "Partner", "Note", "Note"], as(false))).toBe(
    "Duplicate header (column 4). Leave one of the columns out, or set repeatedHeaders: true in mappings/crm.ts, which doesn't read that header."
  );
  expect(said(["Id", "Partner", "Note", "Note"], as(true))).toBe("");
});

test("of several columns of one header, the first is taken that holds more than a word for nothing", async () => {
  const run = await deliver(
    {
      "won.csv": csv(
        "No,Partner,Partner,Client,Entered,Signed,Signed,Net",
        "1,n/a,Acme,Bolt,2026-01-05,-,2026-02-01,100",
        "2,Birch,n/a,Bolt,2026-01-06,2026-02-02,,200",
        "3,Birch,Acme,Bolt,2026-01-07,2026-02-03,TBD,300"
      )
    },
    {
      "won.ts": `export const mapping = {
        about: "won deals", signature: ["No", "Net"], table: "deals",
        columns: {
          deal_id: {from: "No"}, partner_id: {hashOf: ["Partner"], nulls: ["n/a"], repeated: "first"}, customer_id: {hashOf: ["Client"]},
          opened_on: {from: "Entered"}, closed_on: {from: "Signed", repeated: "first"}, status: {constant: "won"}, amount: {from: "Net"}
        },
        names: {partner_id: {from: "Partner", nulls: ["n/a"], repeated: "first"}, customer_id: {from: "Client"}}
      };`
    }
  );
  expect(await rowsOf(run, "deals", ["deal_id", "closed_on"])).toEqual([
    ["1", "2026-02-01"],
    ["2", "2026-02-02"],
    ["3", "2026-02-03"]
  ]);
  expect((await rowsOf(run, "partners", ["name"])).flat()).toEqual(["Acme", "Birch"]);
  expect(warningsOf(run, "won.csv").filter((w) => w.startsWith("several"))).toEqual([
    "several_values: 1 record with more than one value under Partner, which 2 columns are called; the first is taken as partner_id"
  ]);
});
