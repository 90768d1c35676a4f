import type {CanonicalTable} from "../../tables/columns.ts";
import {tables} from "../../tables/index.ts";
import {headersOfColumn} from "./lexicon/lexicon.ts";
import {plainWords} from "./lexicon/plain.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import type {Question} from "./question.ts";
import {referralWords} from "./soldAmount.ts";

/** What sets the records of a table apart from those of other lists, which have the same ids, names, days and states. */
interface Distinct {
  /** What any list has. */
  common: string;
  /** Columns that only these records have. */
  columns: string[];
  /** What headers call them. */
  words: RegExp;
}

const wordsOf = (column: string): RegExp => {
  const words = headersOfColumn(column).filter((w) => !w.includes(" ") && !/^(id|key)$/.test(w));
  return new RegExp(words.map((w) => (/\p{Script=Latin}/u.test(w) ? `(^| )${w}s?( |$)` : w)).join("|"), "u");
};

const distinct: Record<string, Distinct> = {
  tickets: {
    common: "an id and a day",
    columns: ["owner", "resolved_on", "reopened", "severity", "hours", "csat"],
    words:
      /ticket|(^| )(case|issue|incident|conversation|request|vorgang|anfrage|demande|caso|chamado|segnalazione|melding)|チケット/u
  },
  referrals: {
    common: "an id, a partner, a day and a status",
    columns: ["direction", "from_person", "to_person", "customer_id", "deal_id"],
    words: referralWords
  },
  partners: {common: "an id and a name", columns: ["tier", "agreement", "agreed_on"], words: wordsOf("partner_id")},
  customers: {common: "an id and a name", columns: ["industry", "size"], words: wordsOf("customer_id")}
};

/**
 * Asks which table a file fills, where another one fits almost as well, or where it has nothing of what sets the records of its table
 * apart: then nothing is proposed, as a list of products would be read as one of partners.
 * @param hint the table that the file's name speaks of, if any
 */
export function tableQuestion(
  table: CanonicalTable,
  proposals: readonly Proposal[],
  profiles: readonly Profile[],
  {sure, others, hint}: {sure: boolean; others: string[]; hint: string | null}
): Question[] {
  const options = [table.name, ...others, ...tables.map((t) => t.name).filter((t) => t !== table.name && !others.includes(t))];
  const are = `Are these ${table.name} (${table.about})?`;
  const own = distinct[table.name];
  if (own && hint !== table.name && !isSaid(own, proposals, profiles))
    return [
      {
        id: "table",
        text: `${are} They have ${own.common}, as lists of other things have, and nothing that only ${table.name} have. If they are neither these nor of another table, no mapping is needed: leave the file out of the drops`,
        options,
        proposal: null
      }
    ];
  return sure ? [] : [{id: "table", text: `${are} Another table fits almost as well`, options, proposal: table.name}];
}

const isSaid = ({columns, words}: Distinct, proposals: readonly Proposal[], profiles: readonly Profile[]): boolean =>
  proposals.some(({column, header}) => header !== null && columns.includes(column.name)) ||
  profiles.some(({header}) => words.test(plainWords(header)));
