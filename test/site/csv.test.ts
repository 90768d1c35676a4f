import {describe, expect, test} from "vitest";
import {csvCell, csvText} from "../../src/shared/csv.ts";

describe("a downloaded table", () => {
  test.each(["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx"])("keeps %j from running as a formula", (text) => {
    expect(csvCell(text).replace(/^"/, "")).toMatch(/^'/);
  });

  test("leaves numbers as numbers, negative ones too", () => expect(csvCell(-1.5)).toBe("-1.5"));

  test("quotes what would break a row, and doubles quotes", () => {
    expect(csvText(["a", "b"], [['x"y', "1,2"]])).toBe('a,b\r\n"x""y","1,2"\r\n');
  });

  test("has nothing for what is unknown", () => expect(csvText(["a", "b"], [[null, undefined]])).toBe("a,b\r\n,\r\n"));
});
