import {type History, history} from "./history.ts";
import type {Customer} from "./world.ts";

/** A customer's record; it never changes. */
export function customerHistory(c: Customer): History {
  const set = {customer_id: c.id, name: c.name, industry: c.industry, region: c.region, size: c.size, parent_id: c.parent};
  return history(c.id, [{on: c.since, set}]);
}
