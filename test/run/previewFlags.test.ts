import {createServer} from "node:net";
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

test("npm run dev ends at once where its port is taken, and says what to do", async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, "127.0.0.1", () => resolve((other.address() as {port: number}).port))
  );
  try {
    const {exitCode, stderr, stdout} = await handshake(["dev", "--port", String(port)]);
    expect(exitCode).toBe(70);
    expect(stderr).toContain(`Port ${port} of 127.0.0.1 is taken by another program`);
    expect(stderr).toContain("Name another with --port");
    expect(stdout).not.toContain("Computing the tables");
  } finally {
    other.close();
  }
});
