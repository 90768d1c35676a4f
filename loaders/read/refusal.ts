/** Why a whole file can't be taken: a reason of the closed list and a sentence for a person. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly reason: string;
  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}
