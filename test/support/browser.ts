import {chromium, type Browser, type Page} from "playwright-core";
import {findBrowser} from "../../setup/browser.mjs";

/** What went wrong while a page was shown; every list is empty on a page that is well. */
export interface Findings {
  /** Addresses on other hosts that the page asked for. */
  elsewhere: string[];
  /** Answers of 400 and up, and requests without an answer. */
  failed: string[];
  /** What the page wrote to the console as an error. */
  consoleErrors: string[];
  /** Exceptions that nothing caught. */
  pageErrors: string[];
  /** What the content security policy stopped. */
  violations: string[];
  /** The texts of Framework's red boxes, one for each cell that failed. */
  errorBoxes: string[];
}

export const nothingWrong: Findings = {
  elsewhere: [],
  failed: [],
  consoleErrors: [],
  pageErrors: [],
  violations: [],
  errorBoxes: []
};

// Chromium by itself asks its maker for updates and lists; the tests reach no network.
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  // all pages are of one host: a process for each would have to compile the same scripts again
  "--renderer-process-limit=1"
];

/*
 * A new window would load pages of its own for the address bar, which take as long as a page of ours. Of two lists of features that are
 * off the last counts, so Playwright's is told again.
 */
const off = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"],
  ...[
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose"
  ],
  ...["HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying"],
  ...["OptimizationHints", "PaintHolding", "PreconnectToSearch", "TcpPortRandomizationWin", "ThirdPartyStoragePartitioning"]
];

/** How long a page is waited for: a machine that does much else takes its time. */
const patience = 300_000;

/** The Chromium that npm test found or installed; close it after the suite. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error("No Chromium or Chrome was found. npm test installs one; HANDSHAKE_BROWSER names one.");
  const args = [...quiet, "--disable-gpu", `--disable-features=${off.join(",")}`];
  const browser = await chromium.launch({executablePath, args, timeout: patience});
  const open = browser.newContext.bind(browser);
  // a new page of the browser's has a context of its own, which is opened here too
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(patience);
    return context;
  };
  return browser;
}

const watched = new WeakMap<Page, {origin: string; findings: Findings}>();

/**
 * Opens an address, waits until every cell of the page has settled, and tells what went wrong on the way.
 * The findings that are returned go on growing while the page stays there: click, `settle(page)`, and look again.
 */
export async function visit(page: Page, url: string): Promise<Findings> {
  const findings = structuredClone(nothingWrong);
  const isNew = !watched.has(page);
  watched.set(page, {origin: new URL(url).origin, findings});
  if (isNew) await watch(page);
  await page.goto(url, {waitUntil: "load"});
  await settle(page);
  return findings;
}

/** Waits until the network is quiet and no cell of the page is loading, then notes the cells that failed. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => document.querySelector("observablehq-loading") === null);
  await page.waitForLoadState("networkidle");
  const boxes = await page.locator(".observablehq--error").allInnerTexts();
  const findings = watched.get(page)?.findings;
  if (findings) findings.errorBoxes = boxes;
}

async function watch(page: Page): Promise<void> {
  const note = (list: keyof Findings, text: string) => watched.get(page)?.findings[list].push(text);
  const noteIfElsewhere = (url: string) => {
    if (/^(https?|wss?):/.test(url) && new URL(url).host !== new URL(watched.get(page)?.origin ?? url).host)
      note("elsewhere", url);
  };
  page.on("request", (request) => noteIfElsewhere(request.url()));
  page.on("websocket", (socket) => noteIfElsewhere(socket.url()));
  page.on("response", (response) => {
    if (response.status() >= 400) note("failed", `${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "failed";
    // A request that is given up because the page moves on.
    if (reason !== "net::ERR_ABORTED") note("failed", `${reason} ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !isPlaceholder(message.text())) note("consoleErrors", message.text());
  });
  page.on("pageerror", (error) => note("pageErrors", error.message));
  await noteViolations(page, (text) => note("violations", text));
}

async function noteViolations(page: Page, note: (text: string) => void): Promise<void> {
  await page.exposeFunction("noteViolation", (text: string) => {
    if (!isPlaceholder(text)) note(text);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => {
      const what = e.violatedDirective === "script-src-attr" ? "inline event handler" : e.blockedURI;
      (window as unknown as {noteViolation(text: string): void}).noteViolation(`${e.violatedDirective} stopped ${what}`);
    });
  });
}

/** The htl library writes on…="" attributes as placeholders and sets the real handlers as properties; the policy reports the former. */
const isPlaceholder = (text: string): boolean => /inline event handler/i.test(text);
