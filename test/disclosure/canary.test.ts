import {existsSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {handshake, type Outcome} from "../support/handshake.ts";
import type {Explained} from "../../src/contract/explained.ts";
import {contentsBelow, tells} from "./told.ts";
import {dealNames, referralNames, ticketNames} from "../../src/copy/partnerPictures.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

/*
 * Names, addresses and secrets that occur nowhere else are planted in drops, in columns that are read and in columns that are not. Every
 * byte of every file of an audience is searched for each, as it is, in hexadecimal hashes, and in base64 at any offset.
 */

const named = [
  "Zyxanthine Works",
  "PQ7781X",
  "Quorvex Holding",
  "CU4412X",
  "Marwenna Tolkien",
  "HU9123X",
  "Brannoch Eyre",
  "HT5577X"
];
const never = [
  "t.marwenna@zyx.example",
  "b.eyre@quorvex.example",
  "swordfish-9281",
  "she said the margin is thin",
  "SECRETCOLUMN"
];

const secret = "swordfish-9281";
/** Seven more, so that shares are below 1 and groups of three are shown; half of them with another account manager. */
const more = [1, 2, 3, 4, 5, 6, 7];
const drops = {
  "partners_2026-06-30.csv": `partner_id,name,joined_on,region,manager_id,notes,SECRETCOLUMN\nPQ7781X,Zyxanthine Works,2024-01-01,North,HU9123X,she said the margin is thin,${secret}\nPB,Bea,2024-01-01,South,HU9123X,,\n${more.map((n) => `PM${n},More ${n},2024-01-01,${["North", "South", "East"][n % 3]},${n % 2 ? "HU9123X" : "HU2"},,\n`).join("")}`,
  "customers_2026-06-30.csv": "customer_id,name,contact_email\nCU4412X,Quorvex Holding,b.eyre@quorvex.example\n",
  "people_2026-06-30.csv":
    "person_id,name,side,partner_id,email\nHU9123X,Marwenna Tolkien,us,,t.marwenna@zyx.example\nHU2,Second Manager,us,,\nHT5577X,Brannoch Eyre,partner,PQ7781X,b.eyre@quorvex.example\n",
  "notes_2026-06-30.csv":
    "partner_id,day,by,text,audience\nPQ7781X,2026-05-01,Marwenna Tolkien,note-for-board-5531,board\nPQ7781X,2026-05-02,Marwenna Tolkien,note-for-nobody-7742,\n",
  "events_2026-06-30.csv":
    'day,what,scope,audience\n2026-05-01,event-for-two-8812,,"board, coded"\n2026-05-02,event-for-nobody-9923,,\n2026-03-03,event-of-one-6634,PQ7781X,"board, coded"\n',
  "decisions_2026-06-30.csv":
    "case_id,decision,by,decided_on,until,note\n0123456789abcdef,done,Marwenna Tolkien,2026-05-01,,reason-4453\n",
  "deals_2026-06-30.csv":
    "deal_id,partner_id,customer_id,rep_id,opened_on,closed_on,status,amount,currency,description\n" +
    [1, 2, 3, 4]
      .map((n) => `D${n},PQ7781X,CU4412X,HU9123X,2026-01-1${n},2026-03-1${n},won,${1234 * n},EUR,${secret}\n`)
      .join("") +
    more.map((n) => `DM${n},PM${n},CU4412X,HU2,2026-01-1${n},2026-03-1${n},won,${777 * n},EUR,\n`).join(""),
  "tickets_2026-06-30.csv":
    "ticket_id,partner_id,owner,opened_on,due_on,resolved_on\n" +
    [1, 2, 3].map((n) => `T${n},PQ7781X,partner,2026-02-0${n},2026-02-1${n},2026-02-0${n + 3}\n`).join(""),
  "referrals_2026-06-30.csv":
    "referral_id,partner_id,direction,from_person,to_person,made_on,outcome\n" +
    [1, 2, 3, 4]
      .map((n) => `R${n},PQ7781X,received,HT5577X,${n % 2 ? "HU9123X" : "t.marwenna@zyx.example"},2026-02-0${n},accepted\n`)
      .join("") +
    // a second of ours, so that the partnership spreads
    "R5,PQ7781X,received,HT5577X,HU2,2026-03-05,accepted\n"
};
const settings = `export default {company: "Test", history_months: 2, audiences: {
  board: {},
  coded: {partners: "coded", customers: "coded", people: "coded", money: "indexed", smallest_group: 2},
  outside: {partners: "left_out", customers: "left_out", people: "left_out", money: "banded", pages: ["index", "trust", "method", "concentration", "owner", "attention"]}
}};\n`;

let folder: string;
let outcome: Outcome;
beforeAll(async () => {
  folder = await temporaryFolder();
  const at = (name: string) => path.join(folder, name);
  await writeFiles(at("drops"), drops);
  await writeFiles(folder, {"settings.mjs": settings});
  const flags = ["--drops", at("drops"), "--build", at("build"), "--site", at("site"), "--settings", at("settings.mjs")];
  outcome = await handshake(["rebuild", ...flags, "--json"]);
});
afterAll(() => removeFolder(folder));

/** Those of some texts that any file of an audience's folder tells, as they are or in disguise. */
function leaks(audience: string, texts: string[]): string[] {
  const {files, contents} = contentsBelow(path.join(folder, "site", audience));
  expect(files.length).toBeGreaterThan(50);
  return texts.filter((text) => contents.some((content) => tells(content, text)));
}

test("one rebuild makes a release for each audience, and none for everybody", () => {
  expect(outcome).toMatchObject({exitCode: 0, stderr: ""});
  for (const audience of ["board", "coded", "outside"])
    expect(existsSync(path.join(folder, "site", audience, "current", "index.html"))).toBe(true);
  expect(existsSync(path.join(folder, "site", "current"))).toBe(false);
});

test("what nobody may see is in no audience, and in no log", () => {
  for (const audience of ["board", "coded", "outside"])
    expect(leaks(audience, audience === "board" ? never.slice(0, 4) : never)).toEqual([]);
  expect([...never.slice(0, 4), ...named].filter((text) => outcome.stdout.includes(text))).toEqual([]);
});

test("who is coded or left out is in no byte of that audience, and in that of the board", () => {
  expect(leaks("coded", named)).toEqual([]);
  expect(leaks("outside", named)).toEqual([]);
  expect(leaks("board", ["Zyxanthine Works"]).length).toBeGreaterThan(0);
});

test("a note or an event is in the audiences that it names and in no other, and of a partner only where partners are named", () => {
  const found = (audience: string, text: string) => leaks(audience, [text]).length > 0;
  expect(["board", "coded", "outside"].filter((audience) => found(audience, "note-for-board-5531"))).toEqual(["board"]);
  expect(["board", "coded", "outside"].filter((audience) => found(audience, "event-for-two-8812"))).toEqual(["board", "coded"]);
  expect(["board", "coded", "outside"].filter((audience) => found(audience, "event-of-one-6634"))).toEqual(["board"]);
  for (const audience of ["board", "coded", "outside"])
    expect(leaks(audience, ["note-for-nobody-7742", "event-for-nobody-9923", "reason-4453"])).toEqual([]);
});

test("an event of the company's own is marked in every picture over time, one of a partner in those of its page", () => {
  const labels = (page: string) =>
    [...readFileSync(path.join(folder, "site/board/current", page), "utf8").matchAll(/aria-label="([^"]*)"/g)].map((m) => m[1]!);
  const marked = (page: string, text: string) =>
    labels(page)
      .filter((label) => label.includes(text))
      .map((label) => label.split(/[:,]| from /)[0]);
  for (const page of ["index.html", "revenue.html"]) expect(marked(page, "event-for-two-8812")).toContain("Revenue by quarter");
  expect(marked("partner/PQ7781X.html", "event-of-one-6634")).toEqual(
    expect.arrayContaining(["Revenue by quarter", referralNames[0], dealNames[0], ticketNames[0]])
  );
  // the forecast and its outcomes, and how partnerships spread
  expect(marked("revenue.html", "event-for-two-8812")).toContain("Expected");
  expect(labels("people.html").filter((label) => / of ours/.test(label) && label.includes("event-for-two-8812"))).not.toEqual([]);
  expect(marked("revenue.html", "event-of-one-6634")).toEqual([]);
});

test("how figures came about is told with records and files to who may see all, and else as formulas without a number", () => {
  const told = (audience: string) =>
    readdirSync(path.join(folder, "site", audience, "current", "partner")).filter((f) => f.endsWith(".json"));
  const text = (audience: string, file: string) =>
    readFileSync(path.join(folder, "site", audience, "current", "partner", file), "utf8");
  expect(told("board").sort()).toEqual(["PB.json", ...more.map((n) => `PM${n}.json`), "PQ7781X.json", "~portfolio.json"]);
  expect(text("board", "PQ7781X.json")).toMatch(/"key":"D4",.*deals_2026-06-30\.csv:5/);
  expect(text("board", "PQ7781X.json")).toContain("amount 4936");
  expect(told("coded")).toEqual(["~formulas.json"]);
  const {as_of, figures} = JSON.parse(text("coded", "~formulas.json")) as Explained;
  expect(as_of).toBeNull();
  for (const {row, values, made_of, settings, records} of figures)
    expect([row, values, made_of, settings, records]).toEqual(["", [], [], [], []]);
  expect(figures.flatMap((f) => f.formulas).every(({steps}) => steps.length === 1)).toBe(true);
  expect(told("outside")).toEqual(["~formulas.json"]);
  expect(text("outside", "~formulas.json")).toBe(text("coded", "~formulas.json"));
  for (const audience of ["coded", "outside"]) expect(leaks(audience, ["deals_2026-06-30.csv", "amount 4936"])).toEqual([]);
});

test("a page that an audience has not brings nothing along and is not in the menu", () => {
  const top = path.join(folder, "site", "outside", "current");
  expect(readFileSync(path.join(top, "partner.html"), "utf8")).toContain("Not part of this edition");
  expect(readdirSync(path.join(top, "_file", "data")).map((f) => f.split(".")[0])).not.toContain("segments");
  expect(readFileSync(path.join(top, "index.html"), "utf8")).not.toMatch(/href="\.\/segments"[^>]*>Segments/);
});
