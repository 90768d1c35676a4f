import {describe, expect, it, onTestFinished} from "vitest";
import {models} from "../../loaders/facts/contract.ts";
import {factsOf} from "../support/facts.ts";
import {deal} from "./support.ts";

describe("the facts", () => {
  it("have the columns and types of their contract, in its order", async () => {
    const db = await factsOf({});
    onTestFinished(() => db.close());
    for (const [name, {columns}] of Object.entries(models)) {
      const found = await db.rows<{c: string; t: string}>(
        `select column_name as c, data_type as t from duckdb_columns() where schema_name = 'facts' and table_name = '${name}' order by column_index`
      );
      expect(
        found.map(({c, t}) => `${c} ${t}`),
        name
      ).toEqual(Object.entries(columns).map(([c, t]) => `${c} ${t}`));
    }
  });

  it("have one profile a deal, with who was there from the start", async () => {
    const db = await factsOf({
      deals: ["alone", "late", "mixed", "named"].map((deal_id) =>
        deal({deal_id, opened_on: "2025-01-10", partner_id: deal_id === "named" ? "a" : null})
      ),
      deal_partners: [
        {deal_id: "late", partner_id: "a", joined_on: "2025-01-11"},
        {deal_id: "mixed", partner_id: "a", joined_on: "2025-01-11"},
        {deal_id: "mixed", partner_id: "b", joined_on: "2025-01-10"}
      ]
    });
    onTestFinished(() => db.close());
    expect(await db.rows("select deal_id, partners, involvement from facts.deal_profiles")).toEqual([
      {deal_id: "alone", partners: 0, involvement: "direct"},
      {deal_id: "late", partners: 1, involvement: "influenced"},
      {deal_id: "mixed", partners: 2, involvement: "sourced"},
      {deal_id: "named", partners: 1, involvement: "sourced"}
    ]);
  });
});
