import path from "node:path";
import {inject} from "vitest";
import {projectCopy, publishRecords, publishSite} from "../release/project.ts";
import {manyPartnersInFull} from "./manyPartners.ts";
import {once} from "./once.ts";

/** The site of 2,000 partners, made by the first test that asks and shared by the whole run: read it only. */
export async function siteOfManyPartners(): Promise<string> {
  const folder = path.join(inject("runFolder"), "many-partners");
  await once(folder, build);
  return path.join(folder, "site", "current");
}

async function build(folder: string): Promise<void> {
  const {root, remove} = projectCopy();
  try {
    await publishRecords(manyPartnersInFull(2000), path.join(root, "src/data"));
    await publishSite({root, site: path.join(folder, "site"), company: "Test & Co"});
  } finally {
    remove();
  }
}
