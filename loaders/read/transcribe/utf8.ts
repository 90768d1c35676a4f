/** How many bytes of a piece of UTF-8 are whole characters: the last may be cut. */
export function wholeCharacters(bytes: Uint8Array): number {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && start > 0 && (bytes[start]! & 0xc0) === 0x80) start--;
  const lead = bytes[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + length > bytes.length ? start : bytes.length;
}

/**
 * A copy in which question marks stand for surrogates that were encoded as if they were characters (ED A0..BF xx, as CESU-8 and
 * some old databases write them). 0xED begins a character wherever it is in UTF-8, so that this can't hide another fault.
 */
export function withoutSurrogates(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  for (let i = copy.indexOf(0xed); i >= 0; i = copy.indexOf(0xed, i + 1))
    if (copy[i + 1]! >= 0xa0 && copy[i + 1]! <= 0xbf && copy[i + 2]! >= 0x80 && copy[i + 2]! <= 0xbf) copy.fill(63, i, i + 3);
  return copy;
}
