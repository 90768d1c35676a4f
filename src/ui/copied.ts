/** Copies for the reader, and tells whether it could: a page that came over plain http is given no clipboard at all. */
export async function copied(write: (clipboard: Clipboard) => Promise<void>): Promise<boolean> {
  try {
    await write(navigator.clipboard);
    return true;
  } catch {
    return false;
  }
}
