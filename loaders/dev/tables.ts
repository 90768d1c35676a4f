import {faultIn} from "./codeFault.ts";
import type {FromTables, ToTables} from "./messages.ts";

/*
 * The process of `npm run dev` that keeps the tables. All that computes is imported here, so that a mistake in it is answered like one in SQL.
 */

try {
  await import("./answers.ts");
} catch (error) {
  process.once("message", ({id}: ToTables) => {
    process.send!({id, metrics: [], ...faultIn(error)} satisfies FromTables, () => process.exit(1));
  });
}
