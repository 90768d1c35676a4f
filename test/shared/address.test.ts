import fc from "fast-check";
import {describe, expect, test, vi} from "vitest";
import {pageName, partnerLink, siteLink, templateName} from "../../src/shared/address.ts";

describe("the name of a partner's page", () => {
  test("is the id where that is made of letters, digits, _ and -", () => expect(pageName("P012-a_B")).toBe("P012-a_B"));

  test.each([
    ["B/1?x", "B~2f1~3fx"],
    ["..", "~2e~2e"],
    ["a.html", "a~2ehtml"],
    ["É 1", "~c3~89~201"],
    ["~2f", "~7e2f"],
    ["index", "~69ndex"]
  ])("of %s is %s", (id, name) => expect(pageName(id)).toBe(name));

  test("is a file name that needs no encoding in an address, and two ids never share one", () => {
    fc.assert(
      fc.property(fc.string({unit: "binary", maxLength: 400}), fc.string({unit: "binary", maxLength: 400}), (a, b) => {
        const name = pageName(a);
        expect(name).toMatch(/^[\w~-]{0,160}$/);
        expect(encodeURI(name)).toBe(name);
        expect(name).not.toBe(templateName);
        if (!Buffer.from(a).equals(Buffer.from(b))) expect(pageName(b)).not.toBe(name);
      })
    );
  });

  test("of two long ids that differ only at their end differs", () => {
    const long = "x".repeat(300);
    expect(pageName(`${long}a`)).not.toBe(pageName(`${long}b`));
    expect(pageName(`${long}a`).length).toBeLessThan(200);
  });
});

test("a link is seen from the root where no page says where it lies", () => {
  expect(siteLink("./method#trust")).toBe("./method#trust");
  expect(partnerLink("a/b")).toBe("./partner/a~2fb");
});

test("a link is seen from where the page's head says that the root lies, whatever else the head says", () => {
  const element = (tagName: string, name: string, content: string) => ({
    tagName,
    getAttribute: (attribute: string) => ({name, content})[attribute] ?? null
  });
  const children = [
    element("META", "viewport", "width=device-width"),
    element("LINK", "site-root", "./wrong/"),
    element("META", "site-root", "../")
  ];
  vi.stubGlobal("document", {head: {children}});
  expect(siteLink("./method#trust")).toBe("../method#trust");
  vi.unstubAllGlobals();
});
