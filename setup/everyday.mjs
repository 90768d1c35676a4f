// @ts-check

/*
 * `npm test` leaves out what repeats a rule at many more points, and takes three quarters of the suite's time. `npm run test:all` runs all;
 * so does vitest itself: whoever names a file wants the whole of it.
 */

/** @param {string[]} lines @returns {string[]} */
const files = (lines) => lines.flatMap((line) => line.split(" ")).map((name) => `test/${name}.test.ts`);

/** The files that try a rule at each page, call, case or size, or the whole program at work; longest first. */
export const exhaustive = files([
  "faults/faults ingest/conservation site/sparse site/labels dev/dev house/experiments dev/inputs ingest/bothPaths notebooks/faults",
  "ingest/properties dev/project site/tables site/blns operator/runs site/earlier site/print site/keyboard dev/saves metrics/settings",
  "mappings/tombstones site/bounds rebuild/sameBytes release/build ingest/shared_cases deploy/operator run/nothingNew site/filters",
  "house/walk release/shell dev/warm stage/limits release/framework start/compiled site/stories stage/readerApart metrics/unlike metrics/relations",
  "site/contrast operator/decided site/charts site/payloads disclosure/limit stage/stageClean publish/smallCompanies publish/size",
  "notebooks/privacy site/reflow notebooks/new operator/compareHoldRelease keep/derived site/cameAbout project/rebuilt site/manyPartners",
  "house/systemTrials disclosure/canary rebuild/adventureworksSite site/large"
]);

/** Those of which a part is exhaustive. */
export const inPart = files(["site/axe ingest/catalogue operator/rollback notifications/outbox"]);

/** Whether the exhaustive tests are left out. */
export const everyday = process.env["HANDSHAKE_TESTS"] === "everyday";

/**
 * Cases that repeat a rule: all of them, or in the everyday suite every nth.
 * @template T
 * @param {readonly T[]} cases
 * @param {number} n
 * @returns {T[]}
 */
export const someOf = (cases, n) => cases.filter((_, i) => !everyday || i % n === 0);
