import {expect, test} from "vitest";
import {countsOf, deliver, hashedName, rowsOf} from "./support.ts";

/* Answers of support desks' APIs, in which some fields are objects. */

const columns = ["ticket_id", "partner_id", "opened_on", "resolved_on", "reopened", "csat"];
const partners = "select partner_id as id, name from facts.partners order by 1";

test("a conversation of Intercom's API gives its last closing, its rating and its company", async () => {
  const conversation = (id: string, state: string, closed: number | null, rating: unknown) => ({
    id,
    created_at: 1767603600,
    updated_at: 1767690000,
    waiting_since: null,
    state,
    company: {id: "co-1", name: "Acme"},
    statistics: {last_close_at: closed, count_reopens: 1},
    conversation_rating: rating,
    contacts: {contacts: [{id: "c1"}]}
  });
  const conversations = [
    conversation("1", "closed", 1767690000, {rating: 5, remark: "fine"}),
    conversation("2", "open", null, null)
  ];
  const run = await deliver({"conversations.json": JSON.stringify({conversations, pages: {page: 1}})});
  expect(countsOf(run, "conversations.json")).toEqual([["tickets", "intercom_conversations", "accept", 2, 2, 0]]);
  expect(await rowsOf(run, "tickets", columns)).toEqual([
    ["1", "co-1", "2026-01-05", "2026-01-06", "1", "5.0"],
    ["2", "co-1", "2026-01-05", null, "1", null]
  ]);
  expect(await run.db.rows(partners)).toEqual([{id: "co-1", name: "Acme"}]);
});

test.each([
  ["with the links of references", (value: string, _: string) => value, {link: "https://a.example", value: "a1"}, "a1"],
  [
    "with what is displayed",
    (value: string, display: string) => ({value, display_value: display}),
    {value: "a1", display_value: "Acme"},
    "Acme"
  ]
] as const)("an incident of ServiceNow's API %s gives its days and its company", async (_, field, company, name) => {
  const incident = {
    number: field("INC1", "INC1"),
    opened_at: field("2026-01-05 09:00:00", "05.01.2026 10:00"),
    sys_updated_on: field("2026-01-06 09:00:00", "06.01.2026 10:00"),
    resolved_at: field("2026-01-06 09:00:00", "06.01.2026 10:00"),
    state: field("7", "Closed"),
    reopen_count: field("1", "1"),
    company
  };
  const run = await deliver({
    "incident.json": JSON.stringify({
      result: [incident, {...incident, number: field("INC2", "INC2"), state: field("2", "New"), company: ""}]
    })
  });
  expect(countsOf(run, "incident.json")).toEqual([["tickets", "servicenow_incidents", "accept", 2, 2, 0]]);
  expect(await rowsOf(run, "tickets", columns)).toEqual([
    ["INC1", hashedName(name), "2026-01-05", "2026-01-06", "1", null],
    ["INC2", null, "2026-01-05", null, "1", null]
  ]);
});
