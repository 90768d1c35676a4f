import {expect, test} from "vitest";
import {pageFault} from "../../loaders/release/framework/sqlTexts.ts";

test("SQL that asks for a column which isn't there says that a site for an audience has only what that may see", () => {
  const said = (text: string) => (pageFault(new Error(text)) as Error).message;
  const remedy = /\nCorrect the name, or leave the column out: a site for an audience has only the columns that it may see/;
  expect(said('Binder Error: Referenced column "net" not found in FROM clause!\nLINE 1: select net')).toMatch(
    /^Binder Error: Referenced column "net"/
  );
  expect(said('Binder Error: Referenced column "net" not found in FROM clause!')).toMatch(remedy);
  expect(said('Binder Error: Table "trust" does not have a column named "net"')).toMatch(remedy);
  expect(said("Parser Error: syntax error")).toBe("Parser Error: syntax error");
});
