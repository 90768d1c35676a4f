/**
 * The letters of the scripts that exports are written in, for a class of a pattern in SQL. The database takes some 5 ms to learn all 700
 * ranges of \p{L}, and 20 ms where they are repeated, at each place of each statement; these ranges take a tenth.
 */
export const letters = [
  ...["A-Za-z", "\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff", "\u2c00-\u2dff"],
  ...["\u3005-\u3007\u3040-\ud7ff", "\uf900-\ufdff\ufe70-\ufefc", "\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc"]
].join("");
