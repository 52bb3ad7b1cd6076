/** SVG elements in and XML text out, the same in every host: a page's serializer and Node's differ in details. */

import { COLORS, FONT } from './style';

export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

export type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element; string children become text. */
export function element(
  document: Document,
  name: string,
  attributes: Attributes = {},
  ...children: (Element | string)[]
): SVGElement {
  const made = document.createElementNS(SVG_NAMESPACE, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  for (const child of children) made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  return made;
}

/** Plot's own style sheet is for pages; everything is said by attributes, which every renderer understands. */
export function makeSelfContained(svg: Element): void {
  svg.querySelector('style')?.remove();
  svg.removeAttribute('class');
  svg.setAttribute('font-size', '12');
  svg.setAttribute('font-family', FONT);
  svg.setAttribute('color', COLORS.ink);
  svg.setAttribute('role', 'img');
  undoHalfPixels(svg);
}

/** On a page with a coarse screen Plot shifts its marks by half a pixel; ours are all set off by whole ones. */
function undoHalfPixels(svg: Element): void {
  for (const mark of svg.children) {
    const shift = /^translate\(([^,]+),([^)]+)\)$/.exec(mark.getAttribute('transform') ?? '');
    if (!shift) continue;
    const [dx, dy] = [Math.floor(Number(shift[1])), Math.floor(Number(shift[2]))];
    if (dx === 0 && dy === 0) mark.removeAttribute('transform');
    else mark.setAttribute('transform', `translate(${dx},${dy})`);
  }
}

/** Well-formed XML of an element, its namespace declared, attributes by name since hosts order them differently. Comments and foreign prefixes do not occur in our figures. */
export function serialize(root: Element): string {
  return `${serializeNode(root, ` xmlns="${SVG_NAMESPACE}"`)}\n`;
}

function serializeNode(node: Node, declaration = ''): string {
  if (node.nodeType === 3) return escapeText(node.nodeValue ?? '');
  if (node.nodeType !== 1) return '';
  const { localName, attributes, childNodes } = node as Element;
  const written = Array.from(attributes)
    .filter(({ name }) => name !== 'xmlns')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value }) => ` ${name}="${escapeText(roundGeometry(name, value)).replaceAll('"', '&quot;')}"`)
    .join('');
  const start = `<${localName}${declaration}${written}`;
  const content = Array.from(childNodes, (child) => serializeNode(child)).join('');
  return content === '' ? `${start}/>` : `${start}>${content}</${localName}>`;
}

const GEOMETRY = new Set(['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'cx', 'cy', 'r']);

/** A thousandth of a pixel is enough, and hides the last bits in which the hosts' arithmetic differs. */
function roundGeometry(name: string, value: string): string {
  if (!GEOMETRY.has(name)) return value;
  return value.replace(/-?\d+\.\d{4,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e-\d+/g, (text) => String(+Number(text).toFixed(3)));
}

/** Characters that XML 1.0 cannot hold in any form (section 2.2), lone surrogates among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

export function escapeText(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text that XML character data stands for, CDATA sections included. */
export function unescapeText(xml: string): string {
  return xml.replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>|&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, cdata?: string, hex?: string, decimal?: string, name?: string) => {
      if (cdata !== undefined) return cdata;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name ?? ''] ?? whole;
    },
  );
}
