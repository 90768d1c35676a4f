import {expect, test} from "vitest";
import {isPlanned} from "../../../loaders/mappings/draft/lexicon/lexicon.ts";

test.each([
  ...["Geplanter Abschluss", "Geplante Schließung", "Zum geplanten Abschluss", "Erwarteten Abschluss", "Vorgesehenes Ende"],
  ...["Clôtures prévues", "Dates estimées", "Revenu attendu", "Fechas previstas", "Cierres estimados", "Ingresos esperados"],
  ...[
    "Valores previstos",
    "Receitas estimadas",
    "Ricavi stimati",
    "Date previste",
    "Chiusure attese",
    "Verwachte sluiting",
    "Geplande sluiting"
  ],
  ...["Planned close", "Target dates", "推定完了日"]
])("%s is planned, however its word is inflected", (header) => expect(isPlanned(header)).toBe(true));

test.each(["Abschlussdatum", "Date de clôture", "Fecha de cierre", "Data chiusura", "Sluitingsdatum", "Planner", "Close date"])(
  "%s has come",
  (header) => expect(isPlanned(header)).toBe(false)
);
