import {hoursAnswer, jointAnswer, reviewsAnswer, serviceHeadline, troubleFreeAnswer} from "../../src/copy/service.ts";
import {Service} from "../../src/contract/service.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {weighed} from "./pictures.ts";
import type {Portfolio} from "./portfolio.ts";

/** Service: hours, installations without trouble, jointly resolved tickets, business reviews. */
export const service = (p: Portfolio): File<"service"> => ({
  about: p.about,
  words: {
    headline: serviceHeadline(p),
    hours: hoursAnswer(p),
    trouble_free: troubleFreeAnswer(p),
    joint_tickets: jointAnswer(p),
    reviews: reviewsAnswer(p)
  },
  weighed: weighed(p),
  trouble_free: p.trouble_free,
  joint_tickets: p.joint_tickets,
  hours: byColumn(
    Service.shape.hours,
    p.partners
      .filter((row) => (row.hours ?? 0) > 0 || row.last_contact_on !== null)
      .sort((a, b) => (b.hours ?? 0) - (a.hours ?? 0))
  ),
  reviews: byColumn(Service.shape.reviews, p.about.recorded.activities ? p.reviews : [])
});
