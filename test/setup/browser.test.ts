import {chmodSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {findBrowser} from "../../setup/browser.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "handshake-browser-"));
  vi.stubEnv("PATH", folder);
  vi.stubEnv("HANDSHAKE_BROWSER", "");
  vi.stubEnv("PLAYWRIGHT_BROWSERS_PATH", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, {recursive: true});
});

function program(name: string, script: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe("the browser for the tests", () => {
  test("is the system's", async () => {
    const chrome = program("google-chrome-stable", "echo Google Chrome 140.0.1");
    expect(await findBrowser()).toBe(chrome);
  });

  test("is the one without windows, where the system has both", async () => {
    program("chromium", "echo Chromium 140.0.1");
    const shell = program("chromium-headless-shell", "echo Chromium 140.0.1");
    expect(await findBrowser()).toBe(shell);
  });

  test("is the one that HANDSHAKE_BROWSER names, before the system's", async () => {
    program("chromium", "echo Chromium 140.0.1");
    const own = program("my-own", "echo Chromium 139.0.1");
    vi.stubEnv("HANDSHAKE_BROWSER", own);
    expect(await findBrowser()).toBe(own);
  });

  test("is never Ubuntu's stand-in, which only tells how to install one", async () => {
    program("chromium-browser", "echo Command requires the chromium snap to be installed. >&2; exit 1");
    expect(await findBrowser()).toBeNull();
  });

  test("that HANDSHAKE_BROWSER names has to start", async () => {
    vi.stubEnv("HANDSHAKE_BROWSER", path.join(folder, "nothing"));
    await expect(findBrowser()).rejects.toThrow("which does not start");
  });
});
