import type {File} from "../contract/index.js";
import {element} from "./dom.js";
import {capital} from "../shared/formats.js";
import {table} from "../tables/table.js";

type Metric = File<"method">["metrics"][number];

/** Every metric as it is defined where it is computed, in the order of their names. */
export const definitions = (metrics: readonly Metric[]): Node => element("div", {}, ...metrics.map(definition));

function definition({name, question, definition, unit, direction, source, settings}: Metric): Node {
  const entries: [string, string][] = [
    ["Unit", unit],
    ["Better", direction],
    ["Source", source],
    ["Settings", settings.map((s) => `${s.name} = ${s.value}`).join(", ")]
  ];
  const list = entries.filter(([, text]) => text).flatMap(([label, text]) => [element("dt", {}, label), element("dd", {}, text)]);
  return element(
    "section",
    {class: "metric", id: name},
    element("h3", {}, `${capital(name.replaceAll("_", " "))}: ${question}`),
    element("p", {}, definition),
    element("dl", {}, ...list)
  );
}

/** What the site claims, and how it knows. */
export const claimsTable = (rows: File<"method">["claims"]): Node =>
  table(rows, {
    caption: "Claims, rules and tests",
    file: "claims",
    first: 200,
    empty: "No claims.",
    columns: [
      {label: "Claim", value: (row) => row.claim, narrow: true},
      {label: "Rule", value: (row) => row.rule, narrow: true},
      {
        label: "Metric",
        value: (row) => row.metric,
        show: (row) => (row.metric === null ? "–" : element("a", {href: `#${row.metric}`}, row.metric.replaceAll("_", " ")))
      },
      {label: "Test", value: (row) => `${row.file}: ${row.title}`}
    ]
  });

export const settingsTable = (rows: File<"method">["settings"]): Node =>
  table(rows, {
    caption: "Settings in effect",
    file: "settings",
    first: 200,
    empty: "No settings.",
    columns: [
      {label: "Setting", value: (row) => row.name, narrow: true},
      {
        label: "Value",
        value: (row) => row.value,
        show: (row) => (row.differs ? element("strong", {}, row.value) : row.value),
        narrow: true
      },
      {label: "Default", value: (row) => (row.differs ? row.default : null)}
    ]
  });
