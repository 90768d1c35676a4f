import type {Tree} from "../shared/answer.js";

type Child = Node | string | null | undefined | false;

/** An element with attributes and children; text is always text, and an attribute of null or "" is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | null> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== "") node.setAttribute(name, value);
  for (const child of children) if (child !== null && child !== undefined && child !== false) node.append(child);
  return node;
}

/** Nodes of a tree that is shared with the build. */
export const grow = (child: Tree | string): Node =>
  typeof child === "string"
    ? document.createTextNode(child)
    : element(child.tag as "div", child.attributes, ...child.children.map(grow));
