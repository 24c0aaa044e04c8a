// Makes elements. Text goes in as text and attributes as attributes: nothing that a catalog says
// can become markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** `h('p', {class: 'lead'}, 'text', child, [more])`; null children and attributes are left out. */
export const h = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

/** The same for SVG. */
export const s = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

/** A link that leaves the page, or its bare text where the address is no web address. */
export function outward(address, text) {
  if (!/^https?:\/\//i.test(address)) return text;
  return h('a', {href: address, rel: 'noreferrer noopener', target: '_blank'}, text);
}

/** `1 skill`, `3 skills`. */
export const count = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;

/**
 * Replaces what is inside `root` without losing the place of who works by keyboard: the element
 * with the same data-key has the focus afterwards, or else the heading.
 */
export function redraw(root, ...children) {
  const held = root.contains(document.activeElement) ? document.activeElement : null;
  const key = held?.closest('[data-key]')?.dataset.key;
  root.replaceChildren(...children.flat(Infinity).filter((child) => child !== null));
  if (!held || held === root) return;
  const again = key && root.querySelector(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
  (again || root.querySelector('h1, h2'))?.focus({preventScroll: true});
}
