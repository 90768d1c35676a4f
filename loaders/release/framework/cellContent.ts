/** The HTML that a cell shows, at the comment that marks its place. */
export function contentOf(id: string, root: Comment & {_nodes?: Node[]}): string {
  const place = root.parentElement!;
  if (!root._nodes?.length) return "";
  // to look through all elements costs half as much as to write them, and few cells have controls
  const written = place.innerHTML;
  const controls = written.includes("<input") ? [...place.getElementsByTagName("input")] : [];
  controls.forEach(keepState);
  return shortened((controls.length ? place.innerHTML : written).replace(`<!--:${id}:-->`, ""));
}

/** What a control holds is in no attribute of its own. */
function keepState(input: HTMLInputElement): void {
  if (input.type === "checkbox" || input.type === "radio") input.toggleAttribute("checked", input.checked);
  else if (input.value) input.setAttribute("value", input.value);
}

/** A tenth of a pixel is near enough, and Plot's style is in the stylesheet once. */
const shortened = (html: string): string =>
  html.replaceAll(/<svg[\s>].*?<\/svg>/gs, (svg) =>
    svg.replaceAll(/<style>.*?<\/style>/gs, "").replaceAll(/(?<=[ "(,\d])(-?\d+\.\d)\d+(?=[",) ])/g, "$1")
  );
