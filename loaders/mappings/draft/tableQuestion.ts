import type {CanonicalTable} from "../../tables/columns.ts";
import {tables} from "../../tables/index.ts";
import {plainWords} from "./lexicon/plain.ts";
import type {Proposal} from "./proposal.ts";
import type {Question} from "./question.ts";

/**
 * Asks which table a file fills, where another one fits almost as well, or where it is one of tickets by nothing but an id and a day,
 * which lists of nearly anything have: then nothing is proposed.
 * @param hint the table that the file's name speaks of, if any
 */
export function tableQuestion(
  table: CanonicalTable,
  proposals: readonly Proposal[],
  {sure, others, hint}: {sure: boolean; others: string[]; hint: string | null}
): Question[] {
  const options = [table.name, ...others, ...tables.map((t) => t.name).filter((t) => t !== table.name && !others.includes(t))];
  const are = `Are these ${table.name} (${table.about})?`;
  if (table.name === "tickets" && hint !== "tickets" && !saysTicket(proposals))
    return [
      {
        id: "table",
        text: `${are} They have an id and a day, as lists of other things have, and nothing that only tickets have. If they are neither these nor of another table, delete this draft and leave the file out of the drops`,
        options,
        proposal: null
      }
    ];
  return sure ? [] : [{id: "table", text: `${are} Another table fits almost as well`, options, proposal: table.name}];
}

const ofTickets = new Set(["owner", "resolved_on", "reopened", "severity", "hours", "csat"]);
const ticketWord =
  /(^| )(ticket|case|issue|incident|conversation|request|vorgang|anfrage|demande|caso|chamado|segnalazione|melding)/;

/** Whether a header is of what only tickets have, or says what they are. */
const saysTicket = (proposals: readonly Proposal[]): boolean =>
  proposals.some(
    ({column, header}) =>
      header !== null && (ofTickets.has(column.name) || ticketWord.test(plainWords(header)) || /チケット/.test(header))
  );
