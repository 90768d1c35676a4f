import {expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {unclearAddressees} from "../../loaders/notifications/addressees.ts";

test("two account managers of one name get no digest, and a name that none has is told, both without the name", async () => {
  const db = await DuckDB.open();
  await db.run(`create schema facts;
    create table facts.people as select * from (values ('H1', 'Anna Meyer'), ('H2', 'Anna Meyer'), ('H3', 'Bo'), ('H4', 'Cy')) t(person_id, name);
    create table facts.partners as select * from (values ('P1', 'H1'), ('P2', 'H2'), ('P3', 'H3'), ('P4', null)) t(partner_id, manager_id)`);
  const mail = (...names: string[]) => unclearAddressees(db, Object.fromEntries(names.map((name) => [name, "x@example.com"])));
  expect(await mail("Bo", "Anna Meyer", "Cy")).toEqual({
    shared: ["Anna Meyer"],
    text: "Entry 2 of owner_mail is the name of 2 account managers, so it gets no digest; Entry 3 of owner_mail is the name of no account manager of a partner. Correct owner_mail in handshake.config.ts."
  });
  expect(await mail("Bo")).toEqual({shared: [], text: ""});
  expect(await mail()).toEqual({shared: [], text: ""});
  db.close();
});
