import {expect, it} from "vitest";
import {recordsBehind} from "../../loaders/explain/records.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {plainSettings} from "../../loaders/settingsValues.ts";
import {asOf, deal, metricsOf} from "../metrics/support.ts";

const settings = plainSettings(parseSettings({}, "test"));
const regions = readCatalogue().filter(({name}) => name === "regions");

it("the deals behind a region are those that its figures count: of the deal, else its customer, else each partner, else none recorded", async () => {
  const m = await metricsOf({
    partners: [
      {partner_id: "a", name: "A", region: "EMEA"},
      {partner_id: "b", name: "B", region: "APAC"},
      {partner_id: "n", name: "N"}
    ],
    customers: [
      {customer_id: "c", name: "C"},
      {customer_id: "r", name: "R", region: "EMEA"}
    ],
    deals: [
      deal({deal_id: "own", region: "EMEA", partner_id: "b"}),
      deal({deal_id: "customers", customer_id: "r", partner_id: "b"}),
      deal({deal_id: "shared", partner_id: null}),
      deal({deal_id: "nowhere", partner_id: "n"})
    ],
    deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "shared", partner_id}))
  });
  const found: Record<string, unknown> = {};
  for (const region of ["APAC", "EMEA", "no region recorded"]) {
    const [behind] = await recordsBehind(m.db, regions, {as_of: asOf, region}, {asOf, settings});
    found[region] = behind!.rows.map((row) => row.deal_id).sort();
  }
  expect(found).toEqual({APAC: ["shared"], EMEA: ["customers", "own", "shared"], "no region recorded": ["nowhere"]});
});

it("the deals behind a region of a metric that counts direct ones are not those of partners alone", async () => {
  const m = await metricsOf({
    partners: [{partner_id: "a", name: "A"}],
    customers: [{customer_id: "c", name: "C"}],
    deals: [
      deal({deal_id: "direct", region: "EMEA", partner_id: null}),
      deal({deal_id: "with", region: "EMEA", partner_id: "a"}),
      deal({deal_id: "elsewhere", region: "APAC", partner_id: null})
    ]
  });
  const all = regions.map((metric) => ({...metric, records: metric.records.map((r) => ({...r, where: "status = 'won'"}))}));
  const [behind] = await recordsBehind(m.db, all, {as_of: asOf, region: "EMEA"}, {asOf, settings});
  expect(behind!.rows.map((row) => row.deal_id).sort()).toEqual(["direct", "with"]);
});
