/** A message with its id: the same for the same news, however often it is made. */
export interface Letter {
  key: string;
  subject: string;
  text: string;
  html: string;
}

/** How sending ended. `failed` is certain: nobody has got it. `unknown` is where no answer came after it was handed over. */
export interface Attempt {
  end: "sent" | "failed" | "unknown";
  /** Why it wasn't sent, without any address, password or name. */
  reason: string;
  /** Whether the same might succeed a few seconds later. */
  soon: boolean;
  /** Of a mail that others have: who can't take it yet, each as `addresseeKey` names them. */
  later?: string[];
  /** Whether nothing else can be sent there either: no connection came about, or there was no answer in time. */
  down?: boolean;
}

export const failed = (reason: string, soon = false, down = false): Attempt => ({
  end: "failed",
  reason,
  soon,
  ...(down && {down})
});
export const unknown = (reason: string, down = false): Attempt => ({end: "unknown", reason, soon: false, ...(down && {down})});
export const sent: Attempt = {end: "sent", reason: "", soon: false};
