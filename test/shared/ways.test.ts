import {expect, test} from "vitest";
import {definitionLink, groupLink, partnersOf, withoutLink} from "../../src/shared/ways.ts";

test("what is left without one leads to a partner by its id alone, to a customer or a rep by what it is too", () => {
  expect(withoutLink("partner", "P 1")).toBe("./concentration?gone=P+1");
  expect(withoutLink("customer", "C1")).toBe("./concentration?of=customer&gone=C1");
  expect(withoutLink("rep", "R1")).toBe("./concentration?of=rep&gone=R1");
});

test("a region, a grade and a group by revenue lead to their partners, a metric to its definition", () => {
  expect(partnersOf({region: "North & West"})).toBe("./partners?region=North+%26+West");
  expect(partnersOf({grade: "trusted"})).toBe("./partners?grade=trusted");
  expect(groupLink("A")).toBe("./segments?abc=A");
  expect(definitionLink("trust")).toBe("./method#trust");
});
