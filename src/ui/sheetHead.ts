/** Names a page, and the head of its printed sheets, which the build wrote for what the page shows without an address's choice. */
export function namePage(title: string): void {
  document.title = title;
  const text = title.replaceAll(/["\\<\n]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `);
  for (const style of document.querySelectorAll("head style"))
    if (style.textContent.includes("@top-left"))
      style.textContent = style.textContent.replace(/content: ".*? · (?=data to )/, () => `content: "${text} · `);
}
