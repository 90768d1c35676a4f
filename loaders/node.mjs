// @ts-check

/**
 * What is wrong with a version of Node, or null. Kept to what any Node can read, for it has to be said there.
 * @param {string} version such as process.versions.node
 */
export function checkNodeVersion(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 12)) return null;
  return `Handshake needs Node 20.12 or newer; this is ${version}. Install a newer Node and run this again.`;
}
