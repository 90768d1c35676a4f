/** Headers of the name of a deal, as `plainWords` writes them. */
export const dealNames = new Set([
  "opportunity name",
  "deal name",
  "name",
  "title",
  "opportunity",
  "opp",
  "opp name",
  "deal",
  "deal title",
  "topic",
  // of Dynamics in German and French
  "thema",
  "rubrique"
]);
