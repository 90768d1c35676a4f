import {expect, test} from "vitest";
import {handshake} from "../support/handshake.ts";

test.each([
  [["--hold"], "makes no release that could be held"],
  [["--site", "x"], "makes no release"],
  [["--take-over-site"], "takes over no site"],
  [["--accept-size"], "no size to compare"]
])("npm run dev refuses %j with the reason", async (flags, why) => {
  const {exitCode, stderr} = await handshake(["dev", ...flags]);
  expect(exitCode).toBe(64);
  expect(stderr).toContain(`dev does not take ${flags[0]}: `);
  expect(stderr).toContain(why);
});

test("npm run dev refuses --json with the reason, as a line of JSON", async () => {
  const {exitCode, stderr, stdout} = await handshake(["dev", "--json"]);
  expect(exitCode).toBe(64);
  expect(`${stdout}${stderr}`).toContain("the preview prints for a person");
});
