import {counted, whole} from "../shared/formats.js";
import {gradeNames} from "./names.js";

/* What is said of a choice of partners. */

export const narrowingMenus = {
  region: {label: "All regions", name: "region"},
  tier: {label: "All tiers", name: "tier"},
  grade: {label: "All grades", name: "grade"},
  manager: {label: "All account managers", name: "account manager"}
} as const;

export const unrecorded = "not recorded";
export const showAll = "Show all partners";

/** How a value of a choice is said. */
export const choiceText = (name: keyof typeof narrowingMenus, value: string): string =>
  value === "–" ? unrecorded : name === "grade" ? ((gradeNames as Record<string, string>)[value] ?? value) : value;

/** What tables are narrowed to, and that the rest of the page is not. */
export function narrowedLine(choice: Partial<Record<keyof typeof narrowingMenus, string>>, found: number, of: number): string {
  const said = Object.entries(choice).map(([name, value]) => {
    const key = name as keyof typeof narrowingMenus;
    return `${narrowingMenus[key].name} ${choiceText(key, value)}`;
  });
  return `Lists show ${said.join(", ")}: ${whole(found)} of ${counted(of, "partner")}. Sentences and pictures are about all partners.`;
}
