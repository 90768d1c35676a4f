import {readFileSync} from "node:fs";
import path from "node:path";
import {compressSite} from "../../loaders/release/compress.ts";
import {contentsOf} from "../../loaders/release/contents.ts";
import {activate} from "../../loaders/release/swap.ts";
import {standIn, swapOptions} from "../release/standIn.ts";
import {root} from "../support/handshake.ts";

/* A small release for web servers to serve by the examples in deploy/, and what tests ask of each. */

export const long = JSON.stringify({text: "figures ".repeat(400)});
const files = {
  "index.html": `<p>overview ${"x".repeat(2000)}</p>`,
  "partner.html": `<p>partner ${"x".repeat(2000)}</p>`,
  "notebooks/index.html": "<p>notebooks</p>",
  ".nojekyll": "",
  "_file/data/figures.0123abcd.json": long,
  "_import/style.0123abcd.css": "p { margin: 0 }".repeat(200)
};

/** The address of a file that a browser may keep for ever. */
export const immutable = "_file/data/figures.0123abcd.json";

/** Every kind of address, one that leads nowhere included. */
export const all = ["", "index.html", "partner", "partner?id=p1", "notebooks/", "_file/data/figures.0123abcd.json", "_import/style.0123abcd.css", "_file/data/figures.0123abcd.json.gz", "nothing"]; // prettier-ignore

/** A reader who has the password. */
export const known = {Authorization: `Basic ${Buffer.from("reader:open sesame").toString("base64")}`};

/** The text of an example. */
export const deploy = (name: string): string => readFileSync(path.join(root, "deploy", name), "utf8");

/** Puts the files into a site folder as a rebuild would, compressed beside. */
export async function publishFiles(site: string): Promise<void> {
  const made = await standIn(site, files);
  await compressSite(made.folder, await contentsOf(made.folder), () => false);
  made.about.files = await contentsOf(made.folder);
  await activate(site, made, swapOptions());
}
