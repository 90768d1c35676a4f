import path from "node:path";
import {allAudiences, everything, siteNames, type Audience, type AudienceSettings} from "../disclosure/audience.ts";

/** A site that a rebuild makes: what it is made from, where it goes, and who it is for. */
export interface Edition {
  /** Empty where there is one for everybody. */
  name: string;
  audience: Audience;
  published: string;
  site: string;
}

/** One site for each audience in a folder of its name, or one for everybody; and one for each partner that the settings list. */
export function editionsOf(
  {build, site = ""}: {build: string; site?: string | undefined},
  settings: AudienceSettings
): Edition[] {
  const audiences = allAudiences(settings);
  return siteNames(settings).map((name) =>
    name
      ? {name, audience: audiences[name]!, published: path.join(build, "audiences", name), site: path.join(site, name)}
      : {name, audience: everything, published: path.join(build, "published"), site}
  );
}
