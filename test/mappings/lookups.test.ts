import {expect, test} from "vitest";
import {notesText} from "../../loaders/stage/quarantineNotes.ts";
import type {Ingested} from "../support/pipeline.ts";
import {csv, deliver, rowsOf} from "./support.ts";

/* A support desk that names partners, and a CRM that has their ids. */

const account = (n: number) => `00100000000000${n}AAA`;
const accounts = (...names: string[]) => ({
  "Account_2026-03-31.csv": csv(
    "Id,Name,Type,ParentId,Industry,OwnerId,LastModifiedDate",
    ...names.map((name, i) => `${account(i + 1)},${name},Reseller,,IT,005A,2026-01-01T00:00:00Z`)
  )
});
const desk = (...organisations: string[]) => ({
  "desk_2026-03-31.csv": csv("Ticket,Organization,Opened", ...organisations.map((o, i) => `T${i + 1},${o},2026-01-01`))
});
const mapping = (key = "", names = "") => ({
  "desk.ts": `export const mapping = {
  about: "Tickets whose organization is an account of Salesforce", signature: ["Ticket", "Organization", "Opened"], table: "tickets",
  columns: {
    ticket_id: {from: "Ticket"},
    partner_id: {from: "Organization", lookup: {in: "salesforce_accounts", key: "Name", value: "Id"}${key}},
    owner: {constant: "partner"},
    opened_on: {from: "Opened"}
  }${names}
};
`
});

const said = (run: Ingested) => notesText(run.file("desk_2026-03-31.csv").notes, "").split(/\n *|(?<=\.) (?=[A-Z])/);
const settings = {bad_rows_share: 1};

test("a partner that is looked up by name is found in any case, with any spaces, and the one written alike goes first", async () => {
  const run = await deliver(
    {...accounts("Alpha", "Beta Two", "ALPHA"), ...desk("beta  two", "BETA TWO ", "ALPHA", "Alpha")},
    mapping()
  );
  expect(await rowsOf(run, "tickets", ["ticket_id", "partner_id"])).toEqual([
    ["T1", account(2)],
    ["T2", account(2)],
    ["T3", account(3)],
    ["T4", account(1)]
  ]);
});

test("a partner that no file has is unknown, and so is every one where no file has come", async () => {
  const found = await deliver({...accounts("Alpha"), ...desk("Alpha", "Gamma", "")}, mapping(), settings);
  expect(await rowsOf(found, "tickets", ["ticket_id", "partner_id"])).toEqual([
    ["T1", account(1)],
    ["T3", null]
  ]);
  expect(found.quarantine.map((q) => [q.key, q.reason])).toEqual([["T2", "orphan_partner"]]);
  expect(said(found).slice(0, 2)).toEqual([
    'orphan_partner (1), first line 3, key T2: Organization (partner_id) is "Gamma", which no record of salesforce_accounts has under "Name".',
    "Deliver it in a file of salesforce_accounts (check that none is missing or refused), or correct the name at its source."
  ]);
  expect(said(found)[2]).toMatch(/^If it stands for nothing, set empty: "" on partner_id in .*desk\.ts\.$/);
  const none = await deliver(desk("Alpha", "Beta"), mapping(), settings);
  expect(none.quarantine.map((q) => q.reason)).toEqual(["orphan_partner", "orphan_partner"]);
});

test("a name that several partners have is told, and its records belong to none of them", async () => {
  const run = await deliver({...accounts("Alpha", "Alpha", "Beta"), ...desk("Alpha", "alpha", "Beta")}, mapping(), settings);
  expect(run.quarantine.map((q) => [q.key, q.reason])).toEqual([
    ["T1", "orphan_partner"],
    ["T2", "orphan_partner"]
  ]);
  expect(said(run)[0]).toBe(
    'orphan_partner (2), first line 2, key T1: Organization (partner_id) is "Alpha", "alpha", and several records of salesforce_accounts have this under "Name": which of them is meant is not known.'
  );
});

test('a mapping may say with empty: "" that a name which is not found stands for nothing', async () => {
  const run = await deliver({...accounts("Alpha"), ...desk("Alpha", "Gamma")}, mapping(', empty: ""'));
  expect(await rowsOf(run, "tickets", ["ticket_id", "partner_id"])).toEqual([
    ["T1", account(1)],
    ["T2", null]
  ]);
});

test("an unknown partner is unknown with a prefix before it, and with a name that is looked up too", async () => {
  const names = ', names: {partner_id: {from: "Organization", lookup: {in: "salesforce_accounts", key: "Name", value: "Id"}}}';
  const run = await deliver({...accounts("Alpha"), ...desk("Gamma")}, mapping(', prefix: "sf-"', names), settings);
  expect(run.quarantine.map((q) => q.reason)).toEqual(["orphan_partner"]);
});

test("of ids that differ in case alone none stands for the other", async () => {
  const leads = desk("001000000000001aaa");
  const byId = mapping()["desk.ts"];
  const run = await deliver(
    {...accounts("Alpha"), ...leads},
    {"desk.ts": byId.replace('key: "Name", value: "Id"', 'key: "Id", value: "Id"')},
    settings
  );
  expect(run.quarantine.map((q) => q.reason)).toEqual(["orphan_partner"]);
});
