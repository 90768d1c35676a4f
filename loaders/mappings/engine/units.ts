/** What letters after an amount multiply it by, where they mean only one thing; CR is crore only beside other words of India. */
const units: Record<string, number> = {
  k: 1e3,
  tsd: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  mln: 1e6,
  bn: 1e9,
  lakh: 1e5,
  lac: 1e5,
  cr: 1e7,
  crore: 1e7
};

/** What such letters multiply an amount by; undefined for all others. */
export const unitOf = (affix: string): number | undefined => {
  const word = affix.replace(/\.$/, "").toLowerCase();
  return Object.hasOwn(units, word) ? units[word] : undefined;
};

/** Letters that stand for credit and debit as well. */
export const mayBeCredit = (affix: string): boolean => /^(cr|dr)\.?$/i.test(affix);
