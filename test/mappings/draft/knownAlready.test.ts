import {expect, test} from "vitest";
import {knownAlready} from "../../../loaders/mappings/draft/knownAlready.ts";
import type {Mapping} from "../../../loaders/mappings/engine/mapping.ts";
import {deliver} from "../support.ts";

const headers = ["No", "Client", "Begun", "Stage", "Value"];
const ours = (more: Partial<Mapping> = {}, opened = "Begun") => {
  const mapping: Mapping = {
    about: "Deals",
    signature: ["No", "Client", "Stage"],
    table: "deals",
    columns: {
      deal_id: {from: "No"},
      customer_id: {from: "Client"},
      opened_on: {from: opened},
      status: {from: "Stage"},
      amount: {from: "Value"}
    },
    ...more
  };
  return [{file: "mappings/ours.ts", name: "ours", mapping}];
};
const said = (mappings: ReturnType<typeof ours>) => {
  const {exitCode, text} = knownAlready("drops/crm.csv", headers, mappings, mappings);
  return [exitCode, text];
};

test("an export whose headers a mapping knows is known, and where a run refuses it all the same, it is said why", () => {
  expect(said(ours())).toEqual([0, "drops/crm.csv is recognised by mappings/ours.ts already. Nothing was written."]);
  expect(said(ours({}, "Created"))).toEqual([
    65,
    "drops/crm.csv is known by its headers, and a run refuses it all the same: ours needs the header Created, found No, Client, Begun, Stage, Value. Export this column too. If a column has another name, add that name in mappings/ours.ts, or in a copy of it in your own folder of mappings, which goes before it. Nothing was written."
  ]);
  expect(said(ours({file: "deals_.*"}))).toEqual([
    65,
    'drops/crm.csv has the headers of mappings/ours.ts, which reads files called "deals_.*" only: rename it, or widen "file" there. Nothing was written.'
  ]);
});

test("lines of a title that a mapping reads over are not to be deleted", async () => {
  const lines = ["Board", "Open", "Name,Stage,Deal Value,Item ID (auto generated)", "A,Won,1,9001"];
  const run = await deliver({"board.csv": `${lines.join("\n")}\n`});
  expect(run.file("board.csv").message).toMatch(
    /^board\.csv: monday_deals needs the header Deal Creation Date .* Export this column too\.$/
  );
});
