/** A header or word as it is compared: words in lower case, without accents, camelCase and punctuation taken apart. */
export const plainWords = (text: string): string =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** A header as it is compared: what numbers things is an id. */
export const plainHeader = (text: string): string =>
  plainWords(text.replace(/[№#]|n[°º]/giu, " id "))
    .replace(/\b(number|no|nr|code|ref|reference|numero|nummer)\b/g, "id")
    .replace(/^id (.+)$/, "$1 id");
