import {expect, test} from "vitest";
import {csv, deliver, warningsOf} from "./support.ts";

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

test("a file that is refused is of the table of the mapping that knows it, or that it nearly fits, whatever it is called", async () => {
  const tableOf = async (headers: string, more: string) => {
    const run = await deliver({"sales.csv": csv(headers, "D1,C1,P1,2026-01-05,open,1")}, {"crm_deals.ts": more});
    const {outcome, table} = run.file("sales.csv");
    return [outcome, table];
  };
  expect(await tableOf("Deal No,Client,Partner,Opened,Stage,Value", mapping)).toEqual(["refuse", "deals"]);
  expect(
    await tableOf("Deal No,Client,Partner,Opened,Stage,Net value", mapping.replace('from: "Opened"', 'from: "Begun"'))
  ).toEqual(["refuse", "deals"]);
  expect(await tableOf("A,B,C,D,E,F", mapping)).toEqual(["refuse", null]);
});

const ours = (file: string) => `export const mapping = {
  about: "Deals in thousands", signature: ["deal_id", "customer_id", "opened_on", "status", "amount", "unit"], ${file}
  table: "deals",
  columns: {
    deal_id: {from: "deal_id"}, customer_id: {from: "customer_id"}, opened_on: {from: "opened_on"}, status: {from: "status"},
    amount: {from: "amount", times: 1000}
  }
};`;
const canonical = csv("deal_id,customer_id,opened_on,status,amount", "D1,C1,2026-01-05,open,1");

test("a file with our own headers that lacks one for the mapping written for it is told, and refused where its name is the mapping's", async () => {
  const unsure = await deliver({"deals_2026-03-31.csv": canonical}, {"ours.ts": ours("")});
  expect(warningsOf(unsure, "deals_2026-03-31.csv")).toEqual([
    expect.stringMatching(
      /^mapping_not_used: read by the headers of deals and not by \S*ours\.ts, which was written for them too, as it has no "unit"\. If the export has lost this column, give it back; /
    )
  ]);
  const named = await deliver({"deals_2026-03-31.csv": canonical}, {"ours.ts": ours('file: "deals_.*",')});
  expect(named.file("deals_2026-03-31.csv")).toMatchObject({outcome: "refuse", reason: "header"});
  expect(named.file("deals_2026-03-31.csv").message).toMatch(
    /By its name it is read by \S*ours\.ts, but it has no "unit"\..* If the file came before that mapping was written, narrow file there/
  );
  const others = await deliver({"deals_2026-03-31.csv": canonical}, {"ours.ts": ours('file: "crm_.*",')});
  expect(warningsOf(others, "deals_2026-03-31.csv")).toEqual([]);
});

test("a mapping for another table, or one that reads below a title, was not written for a file with our own headers", async () => {
  const deals = ours('file: "deal.*",').replace('"status",', '"status", "partner_id",');
  const links = await deliver({"deal_partners_2026-03-31.csv": csv("deal_id,partner_id", "D1,P1")}, {"ours.ts": deals});
  expect(links.file("deal_partners_2026-03-31.csv")).toMatchObject({table: "deal_partners", mapping: null, outcome: "accept"});
  expect(warningsOf(links, "deal_partners_2026-03-31.csv")).toEqual([]);
  const titled = ours('skip: 2, file: "deals_.*",').replace(', "unit"]', "]");
  const bare = await deliver({"deals_2026-03-31.csv": canonical}, {"ours.ts": titled});
  expect(bare.file("deals_2026-03-31.csv")).toMatchObject({mapping: null, accepted: 1});
  expect(warningsOf(bare, "deals_2026-03-31.csv")).toEqual([]);
});
