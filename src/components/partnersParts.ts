import type {File} from "../contract.js";
import {partnersTable} from "./partnersTables.js";
import type {Parts} from "./parts.js";
import {rowsOf} from "./rows.js";
import {dated, settingsFoot} from "./words.js";

/** The places of the list of partners by name. */
export const parts: Parts<File<"partners">> = {
  dated: ({about}) => dated(about),
  settings: ({about}) => settingsFoot(about),
  table: ({partners, about, past_days}) =>
    partnersTable(rowsOf(partners), {currency: about.currency, referrals: about.recorded.referrals, days: past_days})
};
