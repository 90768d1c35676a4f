import type {Alert, Sentence} from "../contract/index.js";
import {money, shortDate} from "../shared/formats.js";
import {table} from "./table.js";
import {sentence} from "../ui/words.js";

const plain = (s: Sentence): string =>
  s.map((part) => (typeof part === "string" ? part : "strong" in part ? part.strong : part.name)).join("");

/** Every alert as a table: what, its standing, since when, how much, and what to do. */
export const alertsTable = (alerts: readonly Alert[], currency: string | null): Node =>
  table(alerts, {
    caption: "What needs attention, the largest amount at stake first",
    file: "alerts",
    first: 25,
    find: "Find a partner or customer",
    empty: "Nothing needs attention now.",
    columns: [
      {label: "What", value: (a) => plain(a.about), show: (a) => sentence(a.about), narrow: true},
      {label: "Kind", value: (a) => a.kind.replaceAll("_", " ")},
      {label: "Status", value: (a) => (a.status === "resolved" ? "resolved" : `${a.level}, ${a.status}`), narrow: true},
      {label: "Since", value: (a) => a.since, show: (a) => (a.since ? shortDate(a.since) : "–")},
      {label: "Size", value: (a) => a.size},
      {
        label: "At stake",
        value: (a) => a.stake,
        show: (a) => (a.stake === null ? "–" : money(a.stake, currency)),
        numeric: true,
        narrow: true
      },
      {label: "Why", value: (a) => plain(a.why), show: (a) => sentence(a.why)},
      {label: "What to do", value: (a) => plain(a.todo)}
    ]
  });
