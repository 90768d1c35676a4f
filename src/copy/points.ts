import {whole} from "../shared/formats.js";

/** What the place of a picture whose points can be walked by keyboard is called. */
export const pointsLabel = "Points of the picture: arrow keys go from one to the next";

/** What Enter does at a point that leads somewhere. */
export const pointsHint = "Enter opens its page";

/** What it does at a point that is told by the figures below the picture. */
export const figuresHint = "Enter shows its figures";

/** Which of the points it is, for those who hear it. */
export const pointsPlace = (at: number, count: number): string => ` (${whole(at)} of ${whole(count)})`;
