import {describe, expect, test} from "vitest";
import {builtPages, pageOf} from "../support/builtPages.ts";
import {contradictions} from "../support/consistency.ts";
import {siteOfSample} from "../support/site.ts";

/** Pages as a build leaves them, each from the HTML within its `main`. */
const site = (pages: Record<string, string>) =>
  Object.entries(pages).map(([address, html]) => pageOf(`<body><main>${html}</main></body>`, address));

const table = (caption: string, head: string[], rows: (string | number)[][], size?: number) =>
  `<div class="table">${size === undefined ? "" : `<span role="status">${rows.length} of ${size} shown</span>`}<table><caption>${caption}</caption><thead><tr>${head
    .map((h) => `<th><button>${h}</button></th>`)
    .join(
      ""
    )}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((c) => `<td>${c}</td>`).join("")}</tr>`).join("")}</tbody></table></div>`;
const section = (...html: string[]) => `<section>${html.join("")}</section>`;
const finding = (text: string) => `<h2>${text}</h2>`;

/** One fault a site, each of a kind that a reader once found, beside the same site without it. */
const planted: [fault: string, wrong: Record<string, string>, right: Record<string, string>, told: RegExp][] = [
  [
    "“Most of them” of 25 in 86",
    {deals: "<p>Most of them with Valdombra: 25 of its 86 recorded deals, 3 won.</p>"},
    {deals: "<p>Most of them with Valdombra: 45 of its 86 recorded deals, 3 won.</p>"},
    /is not most/
  ],
  [
    "“Most” of 31%",
    {service: "<p>Most deals are direct: 31% of revenue.</p>"},
    {service: "<p>Most deals are direct: 51% of revenue.</p>"},
    /is not most/
  ],
  [
    "nine changed, eight listed",
    {
      index: section(
        finding("Nine partners changed grade"),
        table(
          "",
          ["What", "Before", "Now", "Why"],
          Array.from({length: 8}, (_, i) => [`P ${i}`, "at risk", "trusted", ""])
        )
      )
    },
    {
      index: section(
        finding("Nine partners changed grade"),
        "<p>Listed: 8 of them, to or from trusted and at risk first.</p>",
        table(
          "",
          ["What", "Before", "Now", "Why"],
          Array.from({length: 8}, (_, i) => [`P ${i}`, "at risk", "trusted", ""])
        )
      )
    },
    /introduces 8 rows/
  ],
  [
    "five and six for one phrase",
    {
      index: "<h1>We send more; five partners return clearly fewer than we send</h1>",
      reciprocity: "<h1>We send more; 6 partners return clearly fewer than we send</h1>"
    },
    {
      index: "<h1>We send more; 6 partners return clearly fewer than we send</h1>",
      reciprocity: "<h1>We send more; 6 partners return clearly fewer than we send</h1>"
    },
    /return clearly fewer differ/
  ],
  [
    "4 of 41 without contact beside 5",
    {
      index: "<ul><li><a><strong>4</strong> of 41 without contact</a><p>for 90 days</p></li></ul>",
      service: "<h1>Two partners use 9% of our hours; 5 others had no contact for 90 days</h1>"
    },
    {
      index: "<ul><li><a><strong>4</strong> of 41 without contact</a><p>for 90 days</p></li></ul>",
      service: "<h1>Two partners use 9% of our hours; 4 others had no contact for 90 days</h1>"
    },
    /without contact differ/
  ],
  [
    "57 to 78 on the list and 57 to 77 on the partner’s page",
    {
      trust: table("All", ["Partner", "Score"], [["Acme", "67 (57–78)"]]),
      "partner/P01": "<h1>Acme</h1><p>Trusted, trust score 67 (57 to 77).</p>"
    },
    {
      trust: table("All", ["Partner", "Score"], [["Acme", "67 (57–78)"]]),
      "partner/P01": "<h1>Acme</h1><p>Trusted, trust score 67 (57 to 78).</p>"
    },
    /score of Acme differs/
  ],
  [
    "better, and no better, on one page",
    {"partner/P01": "<h1>Acme</h1><h2>Better than the average partner</h2><p>It is no better than the average partner.</p>"},
    {"partner/P01": "<h1>Acme</h1><h2>Better than the average partner</h2><p>Trust score 67 (57 to 78).</p>"},
    /Better than the average partner.* and/
  ],
  [
    "thank them, and agree what each side brings",
    {"partner/P01": "<h1>Acme</h1><p>Ann: thank them.</p><p>Ann: agree what each side brings before the next referral.</p>"},
    {"partner/P01": "<h1>Acme</h1><p>Ann: thank them.</p>"},
    /thank them.* and/i
  ],
  [
    "owed and owing at once",
    {
      "partner/P01":
        "<h1>Acme</h1><p>Trusted; sends clearly more referrals than we do.</p><p>It returns clearly fewer referrals than we send.</p>"
    },
    {"partner/P01": "<h1>Acme</h1><p>Trusted; sends clearly more referrals than we do.</p>"},
    /and/
  ],
  [
    "a partner shown by its raw id",
    {"partner/P012": "<h1>Acme</h1>", concentration: "<p>P047 together with Acme brings 12%.</p>"},
    {"partner/P012": "<h1>Acme</h1>", concentration: "<p>Acme Networks together with Acme brings 12%.</p>"},
    /raw id P047/
  ],
  [
    "a cost that another partner passes",
    {
      concentration: section(
        finding("Largest expected losses by inactivity: Acme and Bolt"),
        table(
          "Cost",
          ["Partner", "Expected loss by inactivity"],
          [
            ["Core", "€9K"],
            ["Acme", "€8K"],
            ["Bolt", "€7K"]
          ]
        )
      )
    },
    {
      concentration: section(
        finding("Largest expected losses by inactivity: Acme and Bolt"),
        table(
          "Cost",
          ["Partner", "Expected loss by inactivity"],
          [
            ["Acme", "€1.2M"],
            ["Bolt", "€700K"],
            ["Core", "€9K"]
          ]
        )
      )
    },
    /would cost more than/
  ],
  [
    "who is next, by rank 5, 2 and 9",
    {segments: "<p>Fewest won deals short of trusted: Acme (5), Bolt (2), Core (9).</p>"},
    {segments: "<p>Fewest won deals short of trusted: Acme (2), Bolt (5), Core (9).</p>"},
    /not the fewest first/
  ],
  [
    "the largest amount at stake, which comes second",
    {
      alerts: table(
        "What needs attention, the largest amount at stake first",
        ["What", "At stake"],
        [
          ["A", "€900"],
          ["B", "€1K"]
        ]
      )
    },
    {
      alerts: table(
        "What needs attention, the largest amount at stake first",
        ["What", "At stake"],
        [
          ["A", "€1K"],
          ["B", "€900"]
        ]
      )
    },
    /rises to 1000/
  ],
  [
    "eleven trusted here, twelve there",
    {
      index: "<h2>Eleven of 60 partners are trusted, 4 are at risk</h2>",
      trust: "<h1>12 of 60 partners are trusted, 4 are at risk</h1>"
    },
    {
      index: "<h2>Eleven of 60 partners are trusted, 4 are at risk</h2>",
      trust: "<h1>11 of 60 partners are trusted, 4 are at risk</h1>"
    },
    /trusted partners differ/
  ],
  [
    "a bad year of 25% and of 24%",
    {
      index: "<p>A bad year (1 in 20) loses at least 25% of it.</p>",
      concentration: "<h3>A bad year (1 in 20) loses at least 24%</h3>"
    },
    {
      index: "<p>A bad year (1 in 20) loses at least 25% of it.</p>",
      concentration: "<h3>A bad year (1 in 20) loses at least 25%</h3>"
    },
    /bad year.* differ/
  ],
  [
    "groups that are 59 of 60 partners",
    {segments: "<p>Co · data to 1 May 2026 · 60 partners</p><h2>Group A: 9; group B: 10; group C: 40</h2>"},
    {segments: "<p>Co · data to 1 May 2026 · 60 partners</p><h2>Group A: 9; group B: 10; group C: 41</h2>"},
    /are 59 of 60/
  ],
  [
    "records that are lost between their parts",
    {
      data: "<p>Two files delivered, with 100 records: 90 accepted, 5 duplicates, 2 superseded by a newer version, 2 rejected.</p>"
    },
    {
      data: "<p>Two files delivered, with 100 records: 90 accepted, 5 duplicates, 2 superseded by a newer version, 3 rejected.</p>"
    },
    /the parts are 99, the whole 100/
  ],
  [
    "registrations that are counted twice",
    {
      alerts: section(
        "<p>Since the publication of 1 May 2026: 2 new, 6 continuing, 1 resolved.</p>",
        table("What needs attention", ["What"], [["a"], ["b"]], 8)
      )
    },
    {
      alerts: section(
        "<p>Since the publication of 1 May 2026: 2 new, 6 continuing, 1 resolved.</p>",
        table("What needs attention", ["What"], [["a"], ["b"]], 9)
      )
    },
    /are 9, the table has 8/
  ],
  [
    "a figure that is not there",
    {review: "<h1>Acme</h1><p>Trust score 69 (61 to 77); average partner NaN.</p>"},
    {review: "<h1>Acme</h1><p>Trust score 69 (61 to 77); average partner 67.</p>"},
    /average partner NaN/
  ],
  [
    "68 to 70 called three points",
    {changes: "<p>The average score went from 68 to 70, up three points.</p>"},
    {changes: "<p>The average score went from 68 to 70, up two points.</p>"},
    /68 to 70/
  ],
  [
    "three columns of comparison that are one",
    {
      changes: table(
        "Figures",
        ["Figure", "Since last month", "Since last quarter"],
        [
          ["a", "+1", "+1"],
          ["b", "−2", "−2"],
          ["c", "+€3K", "+€3K"]
        ]
      )
    },
    {
      changes: table(
        "Figures",
        ["Figure", "Since last month", "Since last quarter"],
        [
          ["a", "+1", "+1"],
          ["b", "−2", "−4"],
          ["c", "+€3K", "+€3K"]
        ]
      )
    },
    /same column twice/
  ],
  [
    "stopped since 4 July, with a referral on 10 July",
    {"partner/P01": "<h1>Acme</h1><p>Referrals have stopped since 4 July 2026.</p><p>Last referral on 10 July 2026.</p>"},
    {"partner/P01": "<h1>Acme</h1><p>Referrals have stopped since 4 July 2026.</p><p>Last referral on 3 July 2026.</p>"},
    /referral on 10 July 2026/
  ],
  [
    "a share “<1%” where the ratio is the point",
    {service: "<p>Acme uses 6% of our hours and brings <1% of partner revenue.</p>".replace("<1%", "&lt;1%")},
    {service: "<p>Acme uses 6% of our hours and brings 0.4% of partner revenue.</p>"},
    /<1%/
  ],
  [
    "an index worded as a frequency",
    {"partner/P01": "<h1>Acme</h1><p>The next dealing goes well 66 times in 100.</p>"},
    {"partner/P01": "<h1>Acme</h1><p>Trust score 66 (57 to 75).</p>"},
    /times in 100/
  ],
  [
    "76% against 86% called about as well",
    {deals: "<p>Partners do about as well: 76% against 86%.</p>"},
    {deals: "<p>Can’t tell yet whether partners do better: 76% against 86%.</p>"},
    /about as well/
  ],
  [
    "sound overall, where nobody can be rated",
    {index: "<h1>701 partners, sound overall</h1><p>None of 701 partners can be rated.</p>"},
    {index: "<h1>701 partners brought €1.5M in 12 months</h1><p>None of 701 partners can be rated.</p>"},
    /sound overall/
  ],
  [
    "three alarms and two watches over two alarms and two watches",
    {
      index: section(
        finding("Three alarms and 2 watches, by amount at stake"),
        "<p>Alarm. a</p><p>Alarm. b</p><p>Watch. c</p><p>Watch. d</p>"
      )
    },
    {
      index: section(
        finding("Two alarms and 2 watches, by amount at stake"),
        "<p>Alarm. a</p><p>Alarm. b</p><p>Watch. c</p><p>Watch. d</p>"
      )
    },
    /over 2 alarms and 2 watches/
  ]
];

describe("the consistency of a built site", () => {
  test.each(planted)("finds %s, and nothing where it is mended", (_, wrong, right, told) => {
    expect(contradictions(site(right))).toEqual([]);
    const found = contradictions(site(wrong));
    expect(found.length).toBeGreaterThan(0);
    expect(found.join("\n")).toMatch(told);
  });

  test("has nothing to find on the sample company’s site", async () => {
    const pages = builtPages(await siteOfSample());
    expect(pages.length).toBeGreaterThan(60);
    expect(contradictions(pages)).toEqual([]);
  });
});
