/** Words that exports in one language write for what the canonical tables call otherwise. */
export interface Language {
  /** Headers by canonical column, the likeliest first. */
  headers: Record<string, string[]>;
  /** Values by canonical word. */
  values: Record<string, string[]>;
  /** Words in a header that tell a planned day from one that has come, or a weighted amount from the full one. */
  planned: string[];
  /** Values that say that the source has deleted or merged the record. */
  deleted: string[];
}
