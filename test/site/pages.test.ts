import {readFileSync} from "node:fs";
import path from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";
import {pages} from "./addresses.ts";

let browser: Browser;
let site: Serving;
let folder: string;
beforeAll(async () => {
  folder = await siteOfSample();
  [browser, site] = await Promise.all([openBrowser(), serve({folder, port: 0})]);
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close()]);
});

/** Opens an address, lets a test look, and demands that nothing went wrong meanwhile. */
async function looking(address: string, look: (page: Page) => Promise<void>, width = 1280): Promise<void> {
  const context = await browser.newContext({viewport: {width, height: 900}});
  const page = await context.newPage();
  const findings = await visit(page, site.url + address);
  await look(page);
  await settle(page);
  expect(findings).toEqual(nothingWrong);
  await context.close();
}

/** Waits until the page answers. */
async function hydrated(page: Page): Promise<void> {
  await settle(page);
  await page.locator("h1").first().hover();
  await page.waitForSelector("html[data-hydrated]");
}

describe("a reader", () => {
  test("gets from a partner in the list to its page and finds its name in the title", () =>
    looking("partners", async (page) => {
      const link = page.locator("tbody a").first();
      const name = await link.innerText();
      await link.click();
      await settle(page);
      expect(await page.locator("h1").innerText()).toBe(name);
      expect(await page.title()).toContain(name);
    }));

  test("who kept the address that what needs attention had before, is led to it with all that the address asks for", () =>
    looking("alerts?manager=Giulia%20Ferri#do", async (page) => {
      await page.waitForURL(/\/attention\?manager=Giulia(%20|\+)Ferri#do$/);
      await settle(page);
      expect(await page.locator("h1").innerText()).toMatch(/cases? for leadership to decide/);
    }));

  test("compares scores with a quarter that is over, never with the one that still runs, and can send what it sees", async () => {
    const menu = "main select[aria-label='Compare with a quarter']";
    const heads = (page: Page) => page.locator("main thead th").allInnerTexts();
    await looking("partners", async (page) => {
      const quarters = await page.locator(`${menu} option`).evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));
      expect(quarters.slice(0, 3)).toEqual(["", "2026-Q3", "2026-Q2"]);
      await page.locator(menu).selectOption("2026-Q2");
      expect(await heads(page)).toEqual(expect.arrayContaining([expect.stringContaining("Score then")]));
      expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Compare with a quarter");
      await page.locator("main select[aria-label='All partner regions']").selectOption("Italy");
      await expect.poll(() => new URL(page.url()).search).toBe("?period=2026-Q2&region=Italy");
    });
    await looking("partners?period=2026-Q2&region=Italy", async (page) => {
      const names = (await heads(page)).map((head) => head.replace(/\W+$/, ""));
      const rows = await page
        .locator("main tbody tr")
        .evaluateAll((all) => all.map((tr) => [...tr.children].map((td) => td.textContent)));
      const cell = (row: (string | null)[], name: string) => row[names.indexOf(name)] ?? "";
      const score = (text: string) => Number(/^\d+/.exec(text)?.[0]);
      const moved = rows.filter((row) => score(cell(row, "Score then")));
      expect(moved.length).toBeGreaterThan(2);
      for (const row of moved) {
        const by = score(cell(row, "Score")) - score(cell(row, "Score then"));
        expect(cell(row, "Since then")).toBe(by === 0 ? "no change" : `${by < 0 ? "−" : "+"}${Math.abs(by)}`);
        expect(cell(row, "Region")).toBe("Italy");
      }
    });
    await looking("partners?period=2026-Q4", async (page) => expect((await heads(page)).join()).not.toContain("Score then"));
  });

  test("finds a partner in a table and sorts it by its heads", () =>
    looking("partners", async (page) => {
      await page.getByRole("searchbox", {name: "Find a partner"}).fill("brightmoor");
      expect(await page.locator("tbody tr").count()).toBe(1);
      await page.getByRole("searchbox", {name: "Find a partner"}).fill("");
      await page.getByRole("button", {name: "Partner", exact: true}).click();
      expect(await page.locator("th").first().getAttribute("aria-sort")).toBe("ascending");
      const names = await page.locator("tbody tr td:first-child").allInnerTexts();
      expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "en")));
    }));

  test("narrows a table by a menu, and gets all rows and the plain address back", () =>
    looking("partners", async (page) => {
      const menu = page.getByRole("combobox", {name: "All partner regions"});
      const status = page.getByRole("status");
      const all = await status.innerText();
      await menu.selectOption("Iberia");
      expect(new URL(page.url()).search).toBe("?region=Iberia");
      expect(await status.innerText()).not.toBe(all);
      await menu.selectOption({label: "All partner regions"});
      expect(new URL(page.url()).search).toBe("");
      expect(await status.innerText()).toBe(all);
    }));

  test("takes a partner away and sees revenue, equal ones and the address change at once", () =>
    looking("concentration", async (page) => {
      const {partners} = JSON.parse(
        readFileSync(path.resolve(folder, "_file/data", await fileNamed("concentration")), "utf8")
      ) as {
        partners: {id: string[]; name: string[]};
      };
      await page.getByRole("checkbox", {name: `${partners.name[0]} is gone`}).check();
      await expect.poll(() => page.url()).toContain(`gone=${partners.id[0]}`);
      expect(await page.locator(".scenario h3").first().innerText()).toBe(`Without ${partners.name[0]}`);
      await page.getByRole("button", {name: "Start again"}).click();
      await expect.poll(() => new URL(page.url()).search).toBe("");
    }));

  test("compares with the month, the quarter, the year and the delivery before, on the overview and of one partner", async () => {
    await looking("", async (page) => {
      const changes = await page.locator("#changes .words").innerText();
      expect(changes).toMatch(/A year before, on 31\s\w+\s2025, \w+ of \d+ partners were trusted/);
      const heads = await page.locator("#changes .screen th").allInnerTexts();
      // the sample's last delivery came with the end of a month that ended a quarter: one comparison, not three that are the same
      expect(heads.slice(2)).toEqual(["History", "since last month, quarter and delivery", "in a year"]);
    });
    await looking("partner/P012", async (page) => {
      const rows = await page.locator("tr", {hasText: /^(the|a) \w+ before,/}).allInnerTexts();
      expect(rows.map((row) => row.split(",")[0])).toEqual([
        "the month before",
        "the quarter before",
        "a year before",
        "the delivery before"
      ]);
    });
  });

  test("gets from the bar of a quarter to the figures of its last day", () =>
    looking("", async (page) => {
      await hydrated(page);
      const bars = page.locator("#revenue figure svg:visible g rect");
      const box = (await bars.nth(4).boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height - 4);
      await page.mouse.click(box.x + box.width / 2, box.y + box.height - 4);
      await page.waitForURL(/\?as_of=\d{4}-(03-31|06-30|09-30|12-31)$/);
      await page.locator(".past").waitFor();
    }));

  test("gets from a dot of a picture to its partner", () =>
    looking("trust", async (page) => {
      await hydrated(page);
      const box = (await page.locator("svg[data-leads]:visible circle").first().boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForURL(/\/partner\/P\d+$/);
    }));

  test("on a phone sees a dot's tip by the first tap, and gets to its partner by the second", async () => {
    const context = await browser.newContext({viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true});
    const page = await context.newPage();
    await visit(page, `${site.url}trust`);
    await hydrated(page);
    const picture = page.locator("svg[data-leads]:visible").first();
    const dot = picture.locator("circle").first();
    await dot.scrollIntoViewIfNeeded();
    const {x, y, width, height} = (await dot.boundingBox())!;
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await expect.poll(() => picture.textContent()).toMatch(/\d+\s\(\d+\sto\s\d+\), trusted/);
    expect(page.url()).toMatch(/trust$/);
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await page.waitForURL(/\/partner\/P\d+$/);
    await context.close();
  });

  test("gets from a dot of several partners to the rows of these, each with the way to its partner, and back to all", () =>
    looking("reciprocity", async (page) => {
      await hydrated(page);
      const figure = page.locator("figure").first();
      await figure.locator(".walkable:visible").focus();
      const tip = figure.locator(".walkable:visible [role=status]");
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press("ArrowRight");
        if ((await tip.innerText()).includes("Enter shows its figures")) break;
      }
      const names = (await tip.innerText()).split("\n")[0]!.split(/, | and \d+ more/);
      expect(names.length).toBeGreaterThan(1);
      await page.keyboard.press("Enter");
      const rows = figure.locator("details.figures[open] tbody tr");
      await expect.poll(() => rows.count()).toBeLessThan(15);
      const listed = await rows.locator("a[href*='partner/']").allInnerTexts();
      expect(listed.length).toBe(await rows.count());
      for (const name of names.filter(Boolean)) expect(listed).toContain(name);
      await figure.getByRole("button", {name: "show all"}).click();
      await expect.poll(() => rows.count()).toBeGreaterThan(50);
    }));

  test("gets from a row that no page is about to how its figures came about", () =>
    looking("service", async (page) => {
      await hydrated(page);
      await page.getByRole("button", {name: "jointly"}).click();
      const came = page.locator("details.came[open]");
      await expect.poll(() => came.innerText()).toContain("npx handshake explain joint_tickets");
    }));

  test("puts a partner beside another, by a link on its page, and the address says both", () =>
    looking("partner/P012", async (page) => {
      await page.getByRole("link", {name: "Compare with another"}).click();
      await page.waitForURL(/compare\?a=P012$/);
      await hydrated(page);
      await page.getByRole("combobox", {name: "Second partner"}).selectOption("P040");
      await expect.poll(() => new URL(page.url()).search).toBe("?a=P012&b=P040");
      expect(await page.locator("main thead").first().innerText()).toContain("Brightmoor Consulting");
    }));

  test("opens the search with the key that its hint shows, and finds customers, people, terms and cases", () =>
    looking("trust", async (page) => {
      const search = page.locator("#observablehq-search");
      expect(await search.evaluate((e) => getComputedStyle(e, "::after").content)).toBe('"/"');
      await page.keyboard.press("/");
      expect(await page.evaluate(() => document.activeElement?.matches("#observablehq-search input"))).toBe(true);
      for (const wanted of [
        "Hatherleigh Haulage",
        "Giulia Ferri",
        "Tariq Pryce (at Corvane Systems)",
        "HHI",
        "Above average",
        "Channel conflict"
      ]) {
        await search.locator("input").fill(wanted);
        await expect.poll(() => page.locator("#observablehq-search-results").innerText(), {message: wanted}).toContain(wanted);
      }
    }));

  test("gets past the menu by the first key press", () =>
    looking("trust", async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
    }));

  test("reads the text of pictures in colours that the system forces", () =>
    looking("", async (page) => {
      await page.emulateMedia({forcedColors: "active"});
      const [texts, hidden] = await page.locator("main figure svg text").evaluateAll((all) => {
        const ground = getComputedStyle(document.documentElement).backgroundColor;
        return [all.length, all.filter((t) => getComputedStyle(t).fill === ground).map((t) => t.textContent)] as const;
      });
      expect(texts).toBeGreaterThan(50);
      expect(hidden).toEqual([]);
    }));

  test("finds a partner by name from any page", () =>
    looking("trust", async (page) => {
      await page.locator("#observablehq-search input").fill("brightmoor");
      await page.locator("#observablehq-search-results a").first().click();
      await settle(page);
      expect(await page.locator("h1").innerText()).toBe("Brightmoor Consulting");
    }));

  test("finds a metric from any page, by its name and by what it asks, and gets to its definition", () =>
    looking("trust", async (page) => {
      for (const [wanted, metric] of [
        ["onboarding speed", "onboarding_speed"],
        ["how soon new partner get lead win", "onboarding_speed"],
        ["few partners customers reps revenue rest", "concentration"]
      ] as const) {
        await page.locator("#observablehq-search input").fill(wanted);
        const found = page.locator(`#observablehq-search-results a[href$="#${metric}"]`);
        await found.first().click();
        await settle(page);
        expect(new URL(page.url()).hash).toBe(`#${metric}`);
        expect(await page.locator(`#${metric}`).isVisible()).toBe(true);
      }
    }));

  test("opens the figures behind a picture", () =>
    looking("", async (page) => {
      const figures = page.locator("details.figures:not(.came)").first();
      await figures.locator("summary").click();
      expect(await figures.locator("tbody tr").count()).toBeGreaterThan(5);
    }));

  test("downloads a table whose names can't run as formulas", () =>
    looking("partners", async (page) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", {name: "download CSV"}).click()
      ]);
      const text = readFileSync(await download.path(), "utf8");
      expect(download.suggestedFilename()).toBe("partners.csv");
      expect(text.split("\r\n").filter((line) => /^"?[=+@\t-]/.test(line))).toEqual([]);
    }));

  test("without scripts still reads what came in, what is coming, what to decide, the five answers, what changed and the date", async () => {
    const context = await browser.newContext({javaScriptEnabled: false});
    const page = await context.newPage();
    await page.goto(site.url);
    expect(await page.locator("h1").innerText()).toMatch(/\d+ partners/);
    const answers = page.locator("main .words");
    const said = await answers.evaluateAll((all) =>
      all.map((e) => [e.querySelector(".question")?.textContent, e.querySelector("h2")?.textContent])
    );
    expect(said.map(([question]) => question)).toEqual([
      "How is partner revenue doing?",
      "What is coming?",
      "How reliable are those who bring it?",
      "What to decide now?",
      "How many partnerships do we have, and how solid?",
      "Do we give as we get?",
      "What is lost if one leaves?",
      "Which few carry most, and who could join them?",
      "Are we in contact with the others?",
      expect.stringMatching(/^What changed since .*\?$/)
    ]);
    expect(said.filter(([, finding]) => !finding || finding.length < 20)).toEqual([]);
    expect(await answers.locator("p:not(.question, .way)").count()).toBeGreaterThan(9);
    expect(await page.locator("#observablehq-footer").innerText()).toMatch(/data to \d+\s\w+\s\d{4}/);
    await context.close();
  });

  test("without scripts reads a partner's verdict, key numbers and cases at an address of its own, and every page whole", async () => {
    const context = await browser.newContext({javaScriptEnabled: false});
    const page = await context.newPage();
    await page.goto(`${site.url}partner/P012`);
    expect(await page.title()).toMatch(/^Brightmoor Consulting \| /);
    expect(await page.locator("h1").innerText()).toBe("Brightmoor Consulting");
    expect(await page.locator(".verdict").innerText()).toMatch(/\w+\.$/);
    expect(await page.locator(".numbers li strong").count()).toBe(5);
    expect(await page.locator(".caseList > li").count()).toBe(1);
    expect(await page.locator("main figure svg[role=img]:visible").count()).toBeGreaterThan(3);
    for (const address of [...pages, "partner/P040"]) {
      await page.goto(site.url + address);
      expect([address, await page.locator("main observablehq-loading").count()]).toEqual([address, 0]);
      expect((await page.locator("main").innerText()).length).toBeGreaterThan(400);
      const figures = page.locator("main figure");
      const drawn = page.locator("main figure:has(svg[role=img]:visible)");
      expect([address, await drawn.count()]).toEqual([address, await figures.count()]);
    }
    await context.close();
  });

  test("without scripts is offered nothing that only they can do, and is told what needs them", async () => {
    const context = await browser.newContext({javaScriptEnabled: false});
    const page = await context.newPage();
    for (const address of [...pages, "partner/P012", "partner?id=P012", "owner", "review?id=P012"]) {
      await page.goto(site.url + address);
      const offered = await page
        .locator("main :is(button, select, input)")
        .evaluateAll((all) =>
          all
            .filter((e) => e.checkVisibility({visibilityProperty: true}) && getComputedStyle(e).pointerEvents !== "none")
            .map((e) => e.textContent || e.getAttribute("aria-label"))
        );
      expect([address, offered]).toEqual([address, []]);
    }
    const told = async (address: string) => {
      await page.goto(site.url + address);
      return (await page.locator("main :is(.without-js, .lead):visible").allInnerTexts()).join(" ");
    };
    for (const address of ["compare", "owner", "concentration", "review?id=P012", "partner?id=P012"])
      expect([address, await told(address)]).toEqual([address, expect.stringContaining("needs JavaScript")]);
    expect(await told("partner?id=P012")).not.toContain("No partner");
    await context.close();
    await looking("compare", async (scripted) => expect(await scripted.locator(".without-js:visible").count()).toBe(0));
  });

  test("of a partner beyond the ten with most revenue gets its pictures where their room was, and without scripts the figures behind them", async () => {
    const still = await browser.newContext({javaScriptEnabled: false});
    const read = await still.newPage();
    await read.goto(`${site.url}partner/P038`);
    const figures = read.locator("main figure:has(svg.frame)");
    expect(await figures.count()).toBeGreaterThan(3);
    expect(await read.locator("main observablehq-loading").count()).toBe(0);
    expect(await read.locator("main svg.frame:visible").count()).toBe(0);
    for (const figure of await figures.all()) {
      expect((await figure.locator("h3").innerText()).length).toBeGreaterThan(20);
      expect(await figure.locator("tbody tr:first-child td:visible").count()).toBeGreaterThan(1);
    }
    await still.close();
    await looking("partner/P038", async (page) => {
      await page.locator("html[data-hydrated]").waitFor();
      expect(await page.locator("main svg.frame").count()).toBe(0);
      expect(await page.locator("main figure:has(svg[role=img]:visible)").count()).toBe(
        await page.locator("main figure").count()
      );
      const shifts = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            const add = (entries: PerformanceEntryList) =>
              entries.forEach((entry) => (sum += (entry as PerformanceEntry & {value: number}).value));
            const watching = new PerformanceObserver((list) => add(list.getEntries()));
            watching.observe({type: "layout-shift", buffered: true});
            // a page that was painted tells this, too: by then what was before is told
            new PerformanceObserver(() => {
              add(watching.takeRecords());
              resolve(sum);
            }).observe({type: "paint", buffered: true});
          })
      );
      expect(shifts).toBeLessThanOrEqual(0.05);
    });
  });

  test("who has an address of a partner from before is led to its page", () =>
    looking("partner?id=P012", (page) => {
      expect(new URL(page.url()).pathname).toBe("/partner/P012");
      return Promise.resolve();
    }));

  test("sees every label of every picture: none is left without a colour", () =>
    looking("", async (page) => {
      const texts = page.locator("main svg[role=img] text");
      expect(await texts.count()).toBeGreaterThan(40);
      const blank = await texts.evaluateAll((all) =>
        all.filter((text) => getComputedStyle(text).fill === "none").map((text) => text.textContent)
      );
      expect(blank).toEqual([]);
    }));

  test("hears each picture described in one sentence", () =>
    looking("", async (page) => {
      const labels = await page
        .locator("main svg[role=img]")
        .evaluateAll((all) => all.map((svg) => svg.getAttribute("aria-label") ?? ""));
      expect(labels.length).toBeGreaterThanOrEqual(6);
      expect(labels.filter((text) => !text.endsWith("."))).toEqual([]);
    }));
});

async function fileNamed(name: string): Promise<string> {
  const page = await (await fetch(`${site.url}${name}`)).text();
  return new RegExp(`_file/data/(${name}\\.[0-9a-f]+\\.json)`).exec(page)?.[1] ?? "";
}
