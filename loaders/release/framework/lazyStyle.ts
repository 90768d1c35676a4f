// first, as those classes need each other in the order in which it loads them
import "jsdom";
import htmlElement from "jsdom/lib/jsdom/living/nodes/HTMLElement-impl.js";
import svgElement from "jsdom/lib/jsdom/living/nodes/SVGElement-impl.js";

/** What jsdom keeps of an element that may have a style. */
interface Styled {
  _settingCssText: boolean;
  _style: {cssText: string};
  getAttributeNS(namespace: null, name: string): string | null;
}

/** Stands for a style that nobody has asked for yet: its text is in the attribute. */
const unread = {
  get cssText() {
    return "";
  },
  set cssText(_text: string) {
    // the attribute has it
  }
};

/**
 * Lets jsdom make and parse the style of an element when somebody asks for it, not with each element: of the thousands in a picture hardly
 * one is asked. Touches jsdom's own classes, which its pinned version holds still; test/release/framework.test.ts holds the rest.
 */
export function readStylesLate(): void {
  for (const {implementation} of [htmlElement, svgElement]) {
    const prototype = implementation.prototype as {_initElementCSSInlineStyle: (this: Styled) => void};
    const make = prototype._initElementCSSInlineStyle;
    prototype._initElementCSSInlineStyle = function () {
      this._settingCssText = false;
      this._style = unread;
    };
    Object.defineProperty(prototype, "style", {
      configurable: true,
      get(this: Styled) {
        if (this._style !== unread) return this._style;
        make.call(this);
        this._settingCssText = true;
        this._style.cssText = this.getAttributeNS(null, "style") ?? "";
        this._settingCssText = false;
        return this._style;
      }
    });
  }
}
