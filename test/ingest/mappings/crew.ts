import {defineMapping} from "../../../loaders/mappings/engine/mapping.ts";

export const mapping = defineMapping({
  about: "a foreign export of our people, each file the whole truth",
  signature: ["Crew No", "Crew Name"],
  table: "people",
  snapshot: true,
  columns: {
    person_id: {from: "Crew No"},
    name: {from: "Crew Name"},
    side: {constant: "us"}
  }
});
