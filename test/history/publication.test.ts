import {expect, it, onTestFinished} from "vitest";
import {readPublication} from "../../loaders/history/publication.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {activity, deal} from "../metrics/support.ts";
import {factsOf, type Records} from "../support/facts.ts";

const day = "2025-06-30";
const member = (partner_id: string) => ({partner_id, name: partner_id, parent_id: "group", joined_on: null});
const won = (partner_id: string, amount: number, closed_on: string) =>
  deal({partner_id, amount, closed_on, customer_id: `of ${partner_id}${closed_on}`});

async function casesOf(records: Records) {
  const settings = {history_months: 2};
  const db = await factsOf(records, settings);
  onTestFinished(() => db.close());
  await buildMetrics(db, parseSettings(settings, "test"), day);
  const {cases} = await readPublication(db, parseSettings(settings, "test"), day);
  return cases.flatMap(({kind, about, partner, partners, share, group_share}) =>
    about === "partner" ? [{kind, partner, partners, share, group_share}] : []
  );
}

it("a concentration of a group counts all its partners that bring revenue, and what they bring together", async () => {
  // at the end of April the group had brought nothing; now a has 60 and b 40 of 1,000
  const deals = [won("o", 900, "2025-04-10"), won("a", 60, "2025-06-10"), won("b", 40, "2025-06-10")];
  expect(await casesOf({partners: ["a", "b", "idle"].map(member), deals})).toEqual([
    {kind: "concentration", partner: "a", partners: 2, share: 0.06, group_share: 0.1}
  ]);
});

it("another case of a group counts those of its partners that have the same signal", async () => {
  // a and b have had no contact since January, c has
  const early = ["a", "b"].map((id) => won(id, 100, "2025-01-10"));
  const others = ["c", "o", "p", "q", "r"];
  const deals = [...early, ...others.map((id) => won(id, 160, "2025-01-10"))];
  const activities = others.map((partner_id) => activity({partner_id, happened_on: "2025-06-20"}));
  const found = await casesOf({partners: ["a", "b", "c"].map(member), deals, activities});
  expect(found).toContainEqual({kind: "no_contact", partner: "a", partners: 2, share: 0.1, group_share: 0.2});
});

it("a case of a customer is published too, and is of no partner", async () => {
  const records = {
    partners: ["a", "b"].map((partner_id) => ({partner_id, name: partner_id, joined_on: null})),
    deals: [
      ...Array.from({length: 10}, (_, i) => won(i % 2 ? "a" : "b", 100, `2025-05-${10 + i}`)),
      deal({partner_id: null, amount: 900, closed_on: "2025-06-10", customer_id: "large"})
    ]
  };
  const settings = {history_months: 2};
  const db = await factsOf(records, settings);
  onTestFinished(() => db.close());
  await buildMetrics(db, parseSettings(settings, "test"), day);
  const {cases} = await readPublication(db, parseSettings(settings, "test"), day);
  expect(cases.map(({about, kind, partner}) => ({about, kind, partner}))).toContainEqual({
    about: "customer",
    kind: "concentration",
    partner: null
  });
});
