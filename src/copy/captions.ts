/* How to read the pictures that stand on more than one page. */

export const trustCaption = (each: boolean): string =>
  `Chance in 100 that the next dealing goes well. ${
    each
      ? "Each dot a partner; the line holds the true value nine times in ten. Arrows: new grade since the last quarter."
      : "So many partners are drawn as dots that stand for equal parts of each grade."
  }`;

export const exchangeCaption =
  "Leads in twelve months; each dot a partner, larger ones several. In the grey band too close or too few to call.";

export const paretoCaption = (marks: readonly {kind: string}[]): string =>
  `Share of revenue added up, largest partner first.${
    marks.some((m) => m.kind === "next") ? " Rings: partners nearest to trusted, and how many more won deals they need." : ""
  }`;

export const sharesCaption = (of: "partner" | "customer" | "rep" | "region"): string =>
  `Shares of ${of === "partner" || of === "region" ? "partner revenue" : "revenue"} by ${of}, largest first. The dashed box has the area of all the bars.${
    of === "partner" || of === "customer" ? " Blue: to be named in the accounts." : ""
  }`;

export const weighedCaption = "Share of our hours against share of revenue, where they part by more than twofold.";

export const calibrationCaption =
  "What came true against what was said. On the line, things came true as often as was said. Larger dots: more promises.";
