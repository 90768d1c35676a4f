import type {File} from "../../src/contract/index.ts";
import {capital, counted, longDate, whole} from "../../src/shared/format.ts";
import {allAlerts} from "./answers/alerts.ts";
import {previousQuarter} from "./derive.ts";
import type {Portfolio} from "./portfolio.ts";
import {nothing, paragraph, say} from "./say.ts";

/** Every alert, what is most at stake first. */
export function alertsFile(p: Portfolio): File<"alerts"> {
  const list = allAlerts(p);
  const of = (status: string) => list.filter((alert) => alert.status === status).length;
  const standing = list.length - of("resolved");
  const compared = p.history.before?.as_of ?? null;
  return {
    about: p.about,
    words: {
      headline: {
        question: null,
        finding: standing
          ? say`${capital(counted(standing, "thing"))} ${standing === 1 ? "needs" : "need"} attention, what is most at stake first`
          : say`Nothing needs attention now`,
        paragraphs: [
          paragraph(
            compared === null
              ? nothing
              : say`Since what was published for ${longDate(compared)}: ${whole(of("new"))} new, ${whole(of("continuing"))} continuing, ${whole(of("resolved"))} resolved.`,
            standing
              ? say`At stake is what is expected to be lost if nothing is done: the chance of it times what a year brings.`
              : nothing
          )
        ].filter((s) => s.length),
        way: {to: "./method#alerts", label: "How they are found and ranked"}
      }
    },
    since: previousQuarter(p),
    compared,
    alerts: list
  };
}
