import { Resvg } from '@resvg/resvg-js';
import { DOMParser, parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ModelError } from '../../src/errors';
import { renderFigure } from '../../src/plot/comparison-figure';
import { CASES } from './fabricate';

/** resvg's XML parser is strict: it throws on anything that is not well-formed. */
function parse(svg: string) {
  new Resvg(svg, { font: { loadSystemFonts: false } });
  return new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement as unknown as Element;
}

const marks = (root: Element, name: string) => root.querySelectorAll(`[aria-description="${name}"]`);
const texts = (root: Element) => Array.from(root.querySelectorAll('text, tspan'), (node) => node.textContent ?? '');

describe('renderFigure', () => {
  let svg: string;
  let root: Element;

  beforeAll(async () => {
    svg = await renderFigure(CASES.oneSpike());
    root = parse(svg);
  });

  it('is well-formed, and the check for it can fail', () => {
    expect(root.getAttribute('xmlns')).toBe('http://www.w3.org/2000/svg');
    expect(root.getAttribute('viewBox')).toBe('0 0 720 460');
    expect(() => parse(svg.replace('</title>', ''))).toThrow();
  });

  it('contains every series once', () => {
    for (const name of ['simulated eigenvalues', 'limiting law', 'Marchenko-Pastur fit', 'predicted outlier']) {
      expect(marks(root, name), name).toHaveLength(1);
    }
    expect(marks(root, 'simulated outlier')[0].querySelectorAll('circle')).toHaveLength(1);
    expect(marks(root, 'simulated eigenvalues')[0].querySelectorAll('rect').length).toBeGreaterThan(30);
    expect(marks(root, 'Marchenko-Pastur fit')[0].getAttribute('stroke-dasharray')).toBe('7,4');
    for (const path of root.querySelectorAll('path')) expect(path.getAttribute('d')).not.toMatch(/NaN|Infinity/);
  });

  it('says what is on the axes, what the outlier is and where the picture comes from', () => {
    const all = texts(root);
    for (const text of ['eigenvalue of H', 'density', 'cos² with mean 0.75 (0.75)', 'limiting law']) {
      expect(all).toContain(text);
    }
    expect(all).toContain('p = 800, n = 6000, p/n = 0.1333, seed 1, 1 trial');
    expect(root.querySelector('title')?.textContent).toContain('Hessian');
    expect(root.querySelector('desc')?.textContent).toContain('Predicted support: [0.08154, 0.3913]');
  });

  it('stands alone: white ground, no ids, no style sheet, no references', () => {
    const ground = root.querySelector('rect');
    expect([ground?.getAttribute('width'), ground?.getAttribute('fill')]).toEqual(['720', 'white']);
    expect(svg).not.toMatch(/\sid=|<style|url\(|href=|class=/);
  });

  it('puts the histogram where the numbers are', async () => {
    // Bars of known area: the pixel area of all bars over that of one unit of mass, from the axis ticks.
    const rects = Array.from(marks(root, 'simulated eigenvalues')[0].querySelectorAll('rect'));
    const pixels = rects.reduce(
      (sum, r) => sum + Number(r.getAttribute('width')) * Number(r.getAttribute('height')),
      0,
    );
    const scaleOf = (axis: 'x' | 'y') => {
      const labels = root.querySelector(`[aria-label="${axis}-axis tick label"]`) as Element;
      const [first, second] = Array.from(labels.querySelectorAll('text')).map((node) => ({
        value: Number(node.textContent),
        at: Number(/translate\(([^,]+),([^)]+)\)/.exec(node.getAttribute('transform') ?? '')?.[axis === 'x' ? 1 : 2]),
      }));
      return Math.abs((second.at - first.at) / (second.value - first.value));
    };
    // Coordinates are printed to 1/1000 pixel: 5e-4 of a bar some 15 pixels wide, twice, and of ticks over 50 apart.
    expect(Math.abs(pixels / (scaleOf('x') * scaleOf('y')) - 1)).toBeLessThan(1e-4);
  });

  it('gives the same text again, and with a document of the caller', async () => {
    const { document } = parseHTML('<!doctype html><html><body><p>a page</p></body></html>');
    expect(await renderFigure(CASES.oneSpike())).toBe(svg);
    expect(await renderFigure(CASES.oneSpike(), { document })).toBe(svg);
  });

  it('does not depend on the pixel density of the page', async () => {
    const Plot = await vi.importActual<typeof import('@observablehq/plot')>('@observablehq/plot');
    // What Plot does where window.devicePixelRatio is 1.
    const shifted = (options: Parameters<typeof Plot.plot>[0]) => {
      const figure = Plot.plot(options);
      for (const mark of figure.children) {
        const [dx, dy] = /\(([^,]+),(.+)\)/
          .exec(mark.getAttribute('transform') ?? '')
          ?.slice(1)
          .map(Number) ?? [0, 0];
        mark.setAttribute('transform', `translate(${dx + 0.5},${dy + 0.5})`);
      }
      return figure;
    };
    vi.doMock('@observablehq/plot', () => ({ ...Plot, plot: shifted }));
    try {
      expect(await renderFigure(CASES.oneSpike())).toBe(svg);
    } finally {
      vi.doUnmock('@observablehq/plot');
    }
  });

  it('notes a tail without an edge and what lies beyond the frame', async () => {
    const right = parse(await renderFigure(CASES.unbounded()));
    expect(texts(right)).toContain('no edge →');
    expect(texts(right).some((text) => text.startsWith('The support has no edge on the right'))).toBe(true);
    const both = texts(parse(await renderFigure(CASES.bothSides())));
    expect(both).toContain('← no edge');
    expect(both).toContain('no edge →');
    expect(texts(root).some((text) => text.includes('no edge'))).toBe(false);
  });

  it('notes the mass at zero', async () => {
    const atom = parse(await renderFigure(CASES.atom()));
    expect(texts(atom)).toContain('mass 0.5 at zero');
    expect(marks(atom, 'predicted position')[0].querySelectorAll('line')).toHaveLength(2);
  });

  it('points at an outlier beyond the frame and says that a peak is cut', async () => {
    const wide = texts(parse(await renderFigure(CASES.wideRange())));
    expect(wide.some((text) => /^λ = 25\.40 .* →$/.test(text))).toBe(true);
    expect(wide.some((text) => text.startsWith('The peak is cut off'))).toBe(true);
  });

  it('takes any title', async () => {
    const title = `</title><script>alert("1")</script> & ]]> \u0000\u001b \ud800 \uffff é 😀`;
    const odd = parse(await renderFigure(CASES.oneSpike(), { title }));
    expect(odd.querySelector('script')).toBeNull();
    expect(odd.querySelector('title')?.textContent).toBe(
      '</title><script>alert("1")</script> & ]]> \ufffd\ufffd \ufffd \ufffd é 😀',
    );
  });

  it('sets a title smaller when it would not fit', async () => {
    const sizeOf = (figure: Element) => Number(figure.querySelector('text')?.getAttribute('font-size'));
    expect(sizeOf(root)).toBe(15);
    const narrow = parse(await renderFigure(CASES.oneSpike(), { width: 360 }));
    expect(sizeOf(narrow)).toBeLessThan(15);
  });

  it('draws at the size asked for and refuses what cannot hold a figure', async () => {
    expect(parse(await renderFigure(CASES.twoBulks(), { width: 400, height: 600 })).getAttribute('width')).toBe('400');
    await expect(renderFigure(CASES.oneSpike(), { width: 20 })).rejects.toThrow(ModelError);
    await expect(renderFigure(CASES.oneSpike(), { height: Number.NaN })).rejects.toThrow(ModelError);
  });
});
