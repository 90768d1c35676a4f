/** Every page of the sample company's site, with partners of several kinds and addresses that name none. */
export const addresses = [
  "",
  "partners",
  "alerts",
  "changes",
  "trust",
  "reciprocity",
  "concentration",
  "concentration?gone=P004&chance=P012:40",
  "segments",
  "deals",
  "people",
  "service",
  "data",
  "method",
  "partner?id=P012",
  "partner?id=P040",
  "partner?id=nobody",
  "partner"
];

/** Every form in which a page is looked at on a screen. */
export const views = [
  {name: "wide", width: 1280, colorScheme: "light"},
  {name: "wide and dark", width: 1280, colorScheme: "dark"},
  {name: "at 390 px", width: 390, colorScheme: "light"},
  {name: "at 390 px and dark", width: 390, colorScheme: "dark"}
] as const;
