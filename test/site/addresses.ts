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
