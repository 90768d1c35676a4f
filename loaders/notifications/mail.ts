import {createHash} from "node:crypto";
import {Socket} from "node:net";
import {domainToASCII} from "node:url";
import {counted} from "../../src/shared/formats.ts";
import {failed, sent, unknown, type Attempt, type Letter} from "./letter.ts";

const patienceMs = 15_000;

/** Errors of a connection, and none of a letter or an addressee. */
const noConnection = /^(ECONNECTION|ECONNREFUSED|ETIMEDOUT|ESOCKET|EDNS|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETLS)$/;

/**
 * Sends a mail once. Until the server has been asked to take the text (DATA), and wherever it answers with a refusal, a failure is certain;
 * after that, no answer leaves it open. A server that goes on answering without an end is hung up on: the run holds the lock meanwhile.
 * @param options.only who of the addressees is still to get it, as `addresseeKey` names them; all where it is absent
 * @param options.patience milliseconds that one answer may take; all together may take four times that
 */
export async function sendMail(
  url: string,
  {from, to}: {from: string; to: string},
  letter: Letter,
  {only, patience = patienceMs}: {only?: readonly string[] | undefined; patience?: number} = {}
): Promise<Attempt> {
  const open = only && (await addressesIn(to)).filter((address) => only.includes(addresseeKey(address)));
  // the list was changed meanwhile
  if (open?.length === 0) return sent;
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
      const {rejectedErrors = []} = await transport.sendMail({
        from,
        to: open ?? to,
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        messageId: `<${letter.key}@handshake.invalid>`
      });
      return await afterMail(open?.join(", ") ?? to, rejectedErrors);
    } finally {
      transport.close();
    }
  } catch (error) {
    const {code = "", responseCode} = error as {code?: string; responseCode?: number};
    if (responseCode !== undefined) return failed(`the mail server refused it (${responseCode})`, responseCode < 500);
    // who hangs is not asked again in this run, at any letter
    const hangs = answers.endless || code === "ETIMEDOUT";
    if (line.handedOver()) return unknown("no answer came", hangs);
    if (answers.endless) return failed("the mail server took too long", false, true);
    const named = /^[A-Z_0-9]+$/.test(code) ? code : "address";
    const isDown = hangs || (noConnection.test(code) && !line.begun());
    return failed(`the mail server could not be used (${named})`, code !== "EAUTH" && !hangs, isDown);
  } finally {
    clearTimeout(late);
    socket.destroy();
  }
}

/** Names an addressee in a file without the address, whichever way that is written: nodemailer asks for bücher.example as xn--bcher-kva.example. */
function addresseeKey(address: string): string {
  const at = address.lastIndexOf("@") + 1;
  const [name, domain] = [address.slice(0, at).replace(/["\\]/g, ""), address.slice(at)];
  const plain = `${name}${domainToASCII(domain) || domain}`.toLowerCase();
  return createHash("sha256").update(plain).digest("hex").slice(0, 16);
}

const addressesIn = async (to: string): Promise<string[]> => {
  const {default: parsed} = await import("nodemailer/lib/addressparser");
  return parsed(to, {flatten: true}).map(({address}) => address);
};

/**
 * Who of several has not got a mail that others have, by their number: those that the server refused, those that it asked to try again
 * (a code below 500, as of greylisting), and what is no address at all.
 */
async function afterMail(to: string, refusals: {recipient?: string; responseCode?: number}[]): Promise<Attempt> {
  const later = refusals.filter(({responseCode}) => responseCode !== undefined && responseCode < 500);
  const refused = refusals.length - later.length;
  const none = (await addressesIn(to)).filter((address) => !address.includes("@")).length;
  const said = [
    ...(refused ? [`${counted(refused, "addressee was", "addressees were")} refused`] : []),
    ...(later.length ? [`${counted(later.length, "addressee")} can't get it yet`] : []),
    ...(none ? [`${counted(none, "entry", "entries")} of the list of addressees ${none === 1 ? "is" : "are"} no address`] : [])
  ];
  const open = later.map(({recipient}) => addresseeKey(recipient ?? ""));
  return {...sent, reason: said.join(", and "), ...(open.length && {later: open})};
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
