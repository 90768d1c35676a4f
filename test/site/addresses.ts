/** Every page that the sidebar lists. */
export const pages = [
  "",
  "revenue",
  "partners",
  "compare",
  "attention",
  "changes",
  "trust",
  "reciprocity",
  "concentration",
  "segments",
  "deals",
  "people",
  "service",
  "data",
  "coverage",
  "method",
  "glossary"
];

/** Every page of the sample company's site, with partners of several kinds and addresses that name none. */
export const addresses = [
  ...pages,
  "concentration?gone=P004&chance=P012:40",
  "compare?a=P012&b=P040",
  "review?id=P012",
  "owner?name=Giulia%20Ferri",
  "owner",
  "partner/P012",
  "partner/P040",
  "partner?id=P012",
  "partner?id=nobody",
  "partner"
];
