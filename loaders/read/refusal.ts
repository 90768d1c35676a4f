/** Why a whole file can't be taken: a reason of the closed list and a sentence for a person. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly reason: string;
  /** The table that the file was for, where that is known though the file can't be read. */
  readonly table: string | null;
  constructor(reason: string, message: string, table: string | null = null) {
    super(message);
    this.reason = reason;
    this.table = table;
  }
}
