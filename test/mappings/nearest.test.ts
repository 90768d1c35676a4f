import {expect, test} from "vitest";
import {csv, deliver} from "./support.ts";

const mapping = `export const mapping = {
  about: "Deals of our CRM",
  signature: ["Deal No", "Client", "Partner", "Opened", "Stage", "Net value"],
  table: "deals",
  columns: {
    deal_id: {from: "Deal No"},
    customer_id: {from: "Client"},
    partner_id: {from: "Partner"},
    opened_on: {from: "Opened"},
    status: {from: "Stage"},
    amount: {from: "Net value"},
    currency: {constant: "EUR"}
  }
};`;

async function told(headers: string): Promise<string> {
  const name = "sales.csv";
  const run = await deliver({[name]: csv(headers, "D1,C1,P1,2026-01-05,open,1")}, {"crm_deals.ts": mapping});
  const file = run.files.find((f) => f.path === name)!;
  return file.outcome === "refuse" ? file.message : file.outcome;
}

test("a file of which a column was renamed is refused with the mapping that nearly fits, and the header that it lacks", async () => {
  expect(await told("Deal No,Client,Partner,Opened,Stage,Net value")).toBe("accept");
  expect(await told("Deal No,Client,Partner,Opened,Stage,Value")).toMatch(
    /It nearly fits \S*crm_deals\.ts, but has no "Net value": if the export now has another name for it, add that name there, in signature and where it is read\./
  );
  expect(await told("Deal No,Client,Partner,Opened,Phase,Value")).toContain(
    'has no "Stage", "Net value": if the export now has other names for them'
  );
});

test("a file that lacks more than a third of a signature is near no mapping", async () => {
  expect(await told("Deal No,Client,Partner,Begin,Phase,Value")).not.toContain("nearly fits");
});
