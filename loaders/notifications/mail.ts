import {Socket} from "node:net";
import {counted} from "../../src/shared/formats.ts";
import {failed, sent, unknown, type Attempt, type Letter} from "./letter.ts";

const patienceMs = 15_000;

/** Errors of a connection, and none of a letter or an addressee. */
const noConnection = /^(ECONNECTION|ECONNREFUSED|ETIMEDOUT|ESOCKET|EDNS|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETLS)$/;

/**
 * Sends a mail once. Until the server has been asked to take the text (DATA), and wherever it answers with a refusal, a failure is certain;
 * after that, no answer leaves it open. A server that goes on answering without an end is hung up on: the run holds the lock meanwhile.
 * @param patience milliseconds that one answer may take; all together may take four times that
 */
export async function sendMail(
  url: string,
  {from, to}: {from: string; to: string},
  letter: Letter,
  patience = patienceMs
): Promise<Attempt> {
  if (!/^smtps?:\/\//.test(url)) return failed("HANDSHAKE_SMTP_URL does not begin with smtp:// or smtps://");
  const line = watchLine();
  const socket = new Socket();
  const answers = {endless: false};
  const late = setTimeout(() => {
    answers.endless = true;
    socket.destroy(new Error("The mail server goes on answering"));
  }, 4 * patience);
  try {
    const {createTransport} = await import("nodemailer");
    const transport = createTransport({
      url,
      socket,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      logger: line.logger,
      transactionLog: true
    });
    try {
      const {rejected} = await transport.sendMail({
        from,
        to,
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        messageId: `<${letter.key}@handshake.invalid>`
      });
      return {...sent, reason: await withoutMail(to, rejected.length)};
    } finally {
      transport.close();
    }
  } catch (error) {
    const {code = "", responseCode} = error as {code?: string; responseCode?: number};
    if (responseCode !== undefined) return failed(`the mail server refused it (${responseCode})`, responseCode < 500);
    if (line.handedOver()) return unknown("no answer came");
    if (answers.endless) return failed("the mail server took too long", true, true);
    const named = /^[A-Z_0-9]+$/.test(code) ? code : "address";
    return failed(`the mail server could not be used (${named})`, code !== "EAUTH", noConnection.test(code) && !line.begun());
  } finally {
    clearTimeout(late);
    socket.destroy();
  }
}

/** Who of several has not got a mail that others have, by their number: those that the server refused, and what is no address at all. */
async function withoutMail(to: string, refused: number): Promise<string> {
  const {default: parsed} = await import("nodemailer/lib/addressparser");
  const none = parsed(to, {flatten: true}).filter(({address}) => !address.includes("@")).length;
  const said = [
    ...(refused ? [`${counted(refused, "addressee was", "addressees were")} refused`] : []),
    ...(none ? [`${counted(none, "entry", "entries")} of the list of addressees ${none === 1 ? "is" : "are"} no address`] : [])
  ];
  return said.join(", and ");
}

/**
 * Whether a server was there and was given this mail, at which it may hang up for its addressee alone, and whether the text may have left:
 * what nodemailer says to the server is watched, and none of it kept.
 */
function watchLine() {
  let [mail, data] = [false, false];
  const watch = (entry: unknown, ...words: unknown[]) => {
    if ((entry as {tnx?: string} | null)?.tnx !== "client") return;
    mail ||= words.some((word) => String(word).startsWith("MAIL FROM"));
    data ||= words.some((word) => String(word).trim() === "DATA");
  };
  const logger = {level: () => undefined, trace: watch, debug: watch, info: watch, warn: watch, error: watch, fatal: watch};
  return {logger, begun: () => mail, handedOver: () => data};
}
