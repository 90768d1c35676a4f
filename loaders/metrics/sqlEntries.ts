/** The entries of a header's list that are SQL, between semicolons; one within a text ('a; b') ends none. */
export const sqlEntries = (list: string): string[] => list.split(/;(?=(?:[^']*'[^']*')*[^']*$)/);
