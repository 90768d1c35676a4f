import {expect, test} from "vitest";
import {checkRepeated} from "../../loaders/mappings/engine/checkHeaders.ts";

/* What is said of headers that several columns of a file have. */

const said = (headers: string[], as: Parameters<typeof checkRepeated>[1] = null): string => {
  try {
    checkRepeated(headers, as, new Set(["partner", "id"]));
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};
const as = (unread: boolean, settled: string[] = []) => ({file: "mappings/crm.ts", unread, read: ["Id", "Partner"], settled});

test("two tables side by side are told as such, and neither is to lose a column", () => {
  expect(said(["Id", "Partner", "Amount", "", "Id", "Partner", "Hours"])).toBe(
    "Duplicate header: Id, Partner (columns 5 and 6). It seems to be two tables side by side, parted by column 4: move each to a file, or a sheet, of its own."
  );
  expect(said(["Id", "", "Partner", "Id", "Id"])).toBe("Duplicate header: Id (columns 4 and 5). Leave one of the columns out.");
});

test("what is advised of a header that repeats is a key that its mapping takes", () => {
  expect(said(["Id", "Partner", "Partner"], as(false))).toBe(
    'Duplicate header: Partner (column 3). Leave one of the columns out, or set repeated: "first" in mappings/crm.ts where that header is read: the first column that is filled is then taken.'
  );
  expect(said(["Id", "Partner", "Partner"], as(false, ["Partner"]))).toBe("");
  expect(said(["Id", "Partner", "Note", "Note"], as(false))).toBe(
    "Duplicate header (column 4). Leave one of the columns out, or set repeatedHeaders: true in mappings/crm.ts, which doesn't read that header."
  );
  expect(said(["Id", "Partner", "Note", "Note"], as(true))).toBe("");
});
