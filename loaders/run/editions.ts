import path from "node:path";
import {everything, type Audience} from "../disclosure/audience.ts";
import type {Settings} from "../settings.ts";

/** A site that a rebuild makes: what it is made from, where it goes, and for whom it is. */
export interface Edition {
  /** Empty where there is one for everybody. */
  name: string;
  audience: Audience;
  published: string;
  site: string;
}

/** One site for each audience in a folder of its name, or one for everybody. */
export function editionsOf({build, site = ""}: {build: string; site?: string | undefined}, {audiences}: Settings): Edition[] {
  const named = Object.entries(audiences).sort(([a], [b]) => (a < b ? -1 : 1));
  if (!named.length) return [{name: "", audience: everything, published: path.join(build, "published"), site}];
  return named.map(([name, audience]) => ({
    name,
    audience,
    published: path.join(build, "audiences", name),
    site: path.join(site, name)
  }));
}
