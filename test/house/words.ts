/** A word that has a plainer or the field's own, and that one. */
export type Avoided = readonly [found: RegExp, better: string];

/*
 * The house's own words, and the field's for them. An identifier is read as words too: `heldBack` and `held_back` are "held back".
 */
const avoided: readonly Avoided[] = [
  [/\bvital few\b/, "group A"],
  [/\btrivial many\b/, "group C"],
  [/\bregulars\b/, "group B, active partners"],
  [/\bcame in\b/, "entered, received"],
  [/\bdropped out\b/, "left group A"],
  [/\bbelow typical\b|\btypical\b/, "below average, average partner"],
  [/\bas if \d+ equal partners\b|\bequal partners’ worth\b/i, "equivalent to 14 equal partners, effective number of partners"],
  [/\bone year in (?:two|twenty)\b/i, "bad year (1 in 20)"],
  [/\blives? off\b/i, "depends on"],
  [/\btakers?\b/i, "one-sided"],
  [/\bprime the pump\b|\banswers in kind\b|\bprice by merit\b/i, "onboarding speed, referral response, discount by volume"],
  [/\bnatural partnerships?\b/i, "informal alliance"],
  [/\bput on paper\b|\bready for paper\b|\bis on paper\b/i, "formal agreement"],
  [/\b(?:kept|keeps?|broken|breaks?) (?:a |each kind of |its )?promises?\b|\bpromises kept\b/i, "good and bad outcomes"],
  [/\bpromis(?:es|ed)\b/i, "declares, due, outcomes"],
  [/\bnext dealing\b|\btimes in 100\b/i, "trust score"],
  [/\bnot enough to say\b|\btoo little is known\b/i, "not enough data to rate"],
  [/\b(?:leads|they|partners) gave us\b|\bwe gave a referral\b/i, "referrals received, referrals sent"],
  [/\bchances? of silence\b|\bcostliest silences?\b/i, "probability of inactivity, largest expected loss"],
  [/\bdrying up\b|\bdried up\b/i, "below normal pace"],
  [/\bhear nothing\b|\bnot spoken to\b|\blast spoke\b/i, "no contact"],
  [/\bafter the same customer\b/i, "channel conflict"],
  [/\bour word\b/i, "deal registration overdue"],
  [/\bran out\b/i, "expired"],
  [/\bplan is stale\b/i, "business review overdue"],
  [/\bwrong side leads?\b|\bled by the wrong side\b/i, "the deal lead breaks the rule of engagement"],
  [/\bheld back\b|\bturned away\b/i, "rejected, excluded, refused"],
  [/\blooked after\b|\blooks after\b/i, "account manager, in contact"],
  [/\bforet(?:ell|ells|old)\b|\bc(?:ame|omes?|oming) true\b/i, "predicted, observed"],
  [/\bdefinition of the house\b/i, "in-house definition"],
  [/\ball days of it\b/i, "complete period"],
  [/\bwhom\b/i, "a noun"],
  [/\bfalls? silent\b|\bchance of no\b/i, "become inactive, probability of no"],
  [/\brules? of engagement kept\b|\bstands? in the way of\b/i, "followed, prevents"],
  [/\breckon(?:s|ed)?\b/i, "compute, count"],
  [/\bmend(?:s|ed|ing)?\b/i, "correct, fix, repair"],
  [/\bso many\b/i, "a number"],
  [/\bcommon rescues?\b|\bjoint rescues?\b|\brescues\b/i, "jointly resolved tickets"],
  [/\bmisled\b/i, "wrong lead, the deal lead breaks the rule of engagement"],
  [/\bheld[ -]out\b/i, "excluded"],
  [/\borphan(?! (?:partner|deal)\b)s?\b/i, "unknown partner or deal (the reason codes orphan_partner and orphan_deal stay)"],
  [/\bsilences?\b|\bprice by merit\b|\bdeserves\b/i, "inactivity, expected annual value"],
  [/\bsettling\b/i, "reconciling"],
  [/\bstands as it was\b|\bstands untouched\b/i, "nothing was published; readers keep the last site"],
  [/\btests hold\b|\bcosts? more than its weight\b/i, "tested, the records behind a figure"],
  [
    /\bpatient\b|\borgans\b|\bturned ?away\b|\bcomplaint about\b|\bagenda\b/i,
    "target, checks, refused, checkNodeVersion, alertList"
  ],
  [
    /\bleads (?:came|went)\b|\bcandidate grade\b|\bequal partners’? worth\b|\bignored partners?\b/i,
    "referrals received and sent, above average, no contact"
  ],
  [/\bgives? (?:\w+ )?(?:export|file) away\b/i, "identifies the export"],
  [/\bput right\b/i, "correct, fix"],
  [/\bin silence\b(?! as)/i, "silently, without a message"],
  [/\blooks what\b/i, "checks what"],
  [/\bjudge (?:name|content)\b|\bput in\b(?! an? )|\benliven\b|\bto disk\b|\bwrite whole\b/i, "check, activate, hydrate, write"]
];

/** Names of columns and values that are published as they are (METRICS' tables, reason codes of quarantine), not words to a reader. */
const published = /\bbelow_typical\b|['"]typical['"]|\btypical,|as typical\b|\btypical: "Average score"/g;

/** Every line of a text with an avoided word, as `line: word → better`. */
export const avoidedIn = (text: string): string[] =>
  text.split("\n").flatMap((line, i) => {
    const words = asWords(line.replaceAll(published, ""));
    return avoided.flatMap(([found, better]) => {
      const hit = found.exec(words)?.[0];
      return hit === undefined ? [] : [`${i + 1}: ${hit} → ${better}`];
    });
  });

/** A line with its identifiers spelled out: `brokenPromise` and `lives_off` as "broken promise" and "lives off". */
const asWords = (line: string): string =>
  line
    .replaceAll(/\b(?:node:)?(?:fs|timers|readline|stream)\/promises\b|\bPromise\b/g, "")
    .replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replaceAll(/(?<=[a-z])_(?=[a-z])/g, " ");
