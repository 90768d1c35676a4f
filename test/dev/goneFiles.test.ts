import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {goneFault, gonePages} from "../../loaders/dev/goneFiles.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "handshake-gone-"));
});
afterEach(() => rmSync(folder, {recursive: true}));

const write = (file: string, text: string) => {
  mkdirSync(path.join(folder, path.dirname(file)), {recursive: true});
  writeFileSync(path.join(folder, file), text);
};
const faultOf = (file: string) => {
  const home = {folder, prefix: ""};
  return goneFault(file, home, [home])?.text ?? null;
};

test("of a company's own folder only pages, notebooks and components are looked through for who asks for a file that is gone", () => {
  write("handshake.project.json", "{}");
  const asking = 'import {bars} from "../components/bars.js";';
  for (const room of ["dist", "build", "node_modules"]) write(`${room}/page.md`, asking);
  expect(faultOf("components/bars.ts")).toBeNull();
  write("pages/mine.md", `# Mine\n${asking}`);
  expect(faultOf("components/bars.ts")).toMatch(/^components\/bars\.ts is gone, and pages\/mine\.md line 2 asks for it/);
});

test("a file that can't be read while others are looked through asks for nothing", () => {
  write("pages/mine.md", 'import {bars} from "../ui/bars.js";');
  rmSync(path.join(folder, "pages/mine.md"));
  mkdirSync(path.join(folder, "ui"));
  symlinkSync(path.join(folder, "nowhere.ts"), path.join(folder, "ui/lost.ts"));
  expect(faultOf("ui/bars.ts")).toBeNull();
});

test("nothing is wrong any more with a page that was removed; the page of a partner is there as long as the one it is made from", () => {
  write("notebooks/here.md", "# Here");
  write("partner/[id].md", "# Partner");
  const pages = ["notebooks/here.md", "notebooks/gone.md", "partner/P1.md", "menu", "pages"];
  expect(gonePages(folder, pages)).toEqual(["notebooks/gone.md"]);
});
