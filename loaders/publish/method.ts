import type {File} from "../../src/contract.ts";
import {percent} from "../../src/components/format.ts";
import {readCatalogue} from "../metrics/catalogue.ts";
import type {Settings} from "../settings.ts";
import {soundTo} from "./answers/headline.ts";
import type {Portfolio} from "./portfolio.ts";
import {say} from "./say.ts";

/** Every metric's definition, from the header of its file, with the settings that hold. */
export function method(p: Portfolio): File<"method"> {
  const values = new Map(Object.entries(p.settings).map(([name, value]) => [name, valueText(value)]));
  const metrics = readCatalogue().map(({name, question, definition, unit, direction, source, settings}) => ({
    name,
    question,
    definition,
    unit,
    direction,
    source,
    settings: settings.map((s) => ({name: s, value: values.get(s) ?? ""}))
  }));
  return {
    about: p.about,
    words: {
      headline: {
        question: null,
        finding: say`Every figure comes from one definition`,
        paragraphs: [
          say`The same words stand in the file that computes it. Weights and thresholds are settings of this company; where a number is policy and not science, its value is given.`
        ],
        way: null
      },
      words: {
        question: "What do the words mean?",
        finding: say`Adjectives have thresholds`,
        paragraphs: [
          say`“Sound on the whole”: at most ${percent(soundTo)} of the partners that can be judged are at risk. “Even on the whole”: leads received and given differ by at most a quarter. Ranges hold the true value nine times in ten.`
        ],
        way: null
      }
    },
    metrics,
    settings: [...values].map(([name, value]) => ({name, value}))
  };
}

const valueText = (value: Settings[keyof Settings]): string => (value === null ? "not set" : String(value));
