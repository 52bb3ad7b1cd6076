/** The picture on the page: redrawn when something changes, zoomed with pointer, wheel and keys, read by hovering. */

import { type Drawing, drawScene } from '../../plot/drawing';
import { h } from '../base/dom';
import type { Session } from '../session';
import { adaptToPage, PAGE_PALETTE, PLOT } from './page-style';
import { readingAt, summaryOf } from './reading';
import { annotationsOf, type Shown, shownOf } from './shown';

const RATIO = 0.58;
const HEIGHTS = [230, 540] as const;
const MARGIN = { top: 10, right: 14, bottom: 42, left: 62 };
/** The shares of the range by which a press of a key, or a turn of the wheel, changes it. */
const ZOOM_STEP = 0.75;
const PAN_STEP = 0.12;
const CURSOR_STEP = 0.01;
/** A drag shorter than this many pixels is a click. */
const SHORTEST_DRAG = 6;
const KEYS = 'Arrow keys read values, plus and minus zoom, page up and page down move along, 0 shows everything.';

export class Chart {
  readonly element: HTMLElement;
  readonly #session: Session;
  #shown: Shown | null = null;
  #drawing: Drawing | null = null;
  #isScheduled = false;
  #cursor: number | null = null;
  #drag: { readonly start: number } | null = null;
  readonly #holder = h('div', { class: 'chart-drawing' });
  readonly #rule = h('div', { class: 'chart-rule', hidden: true });
  readonly #selection = h('div', { class: 'chart-selection', hidden: true });
  readonly #reading = h('p', { class: 'reading', 'aria-live': 'polite' });

  constructor(session: Session) {
    this.#session = session;
    const area = h(
      'div',
      { class: 'chart', tabindex: 0, role: 'group', 'aria-label': `Spectrum. ${KEYS}`, id: 'chart' },
      this.#holder,
      this.#rule,
      this.#selection,
    );
    this.element = h('div', { class: 'picture' }, area, this.#reading);
    this.#listen(area);
    const schedule = () => this.#schedule();
    session.law.watch(schedule);
    session.view.watch(schedule);
    session.runner.run.watch(({ status, trials, estimate }) => {
      const key = `${status} ${trials.length} ${estimate === null}`;
      if (key !== area.dataset.run) schedule();
      area.dataset.run = key;
    });
    new ResizeObserver(schedule).observe(area);
  }

  /** What is drawn now; null before the first drawing. */
  get shown(): Shown | null {
    return this.#shown;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#redraw();
    });
  }

  #redraw(): void {
    const width = Math.floor(this.#holder.clientWidth);
    if (width < 50) return;
    const { law, runner, view } = this.#session;
    if (!law.value.answer && runner.run.value.trials.length === 0) return;
    const height = Math.min(HEIGHTS[1], Math.max(HEIGHTS[0], Math.round(RATIO * width)));
    this.#shown = shownOf(law.value, runner.run.value, view.value);
    this.#drawing = drawScene(PLOT, this.#shown.scene, {
      ...{ document, width, height, margin: MARGIN, isGrowing: true, palette: PAGE_PALETTE },
      annotations: annotationsOf(this.#shown, view.value.zoom),
      horizontal: 'eigenvalue of H',
      openEnd: 'no edge: g is unbounded',
    });
    adaptToPage(this.#drawing.svg, summaryOf(this.#shown));
    this.#holder.replaceChildren(this.#drawing.svg);
    this.#showReading();
  }

  #listen(area: HTMLElement): void {
    const pixel = (event: PointerEvent | WheelEvent) => event.clientX - area.getBoundingClientRect().left;
    area.addEventListener('pointermove', (event) => {
      this.#cursor = this.#valueAt(pixel(event));
      this.#showReading();
      this.#showSelection(pixel(event));
    });
    area.addEventListener('pointerleave', () => {
      this.#cursor = null;
      this.#showReading();
    });
    area.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || event.pointerType === 'touch') return;
      this.#drag = { start: pixel(event) };
      area.setPointerCapture(event.pointerId);
    });
    area.addEventListener('pointerup', (event) => {
      const start = this.#drag?.start;
      this.#drag = null;
      this.#selection.hidden = true;
      if (start === undefined || Math.abs(pixel(event) - start) < SHORTEST_DRAG) return;
      const [a, b] = [this.#valueAt(start), this.#valueAt(pixel(event))];
      if (a !== null && b !== null) this.#zoom([Math.min(a, b), Math.max(a, b)]);
    });
    area.addEventListener('dblclick', () => this.#session.look({ zoom: null }));
    area.addEventListener(
      'wheel',
      (event) => {
        // The page scrolls as ever, unless Ctrl is held (or two fingers pinch).
        if (!event.ctrlKey) return;
        event.preventDefault();
        const at = this.#valueAt(pixel(event));
        if (at !== null) this.#zoomBy(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, at);
      },
      { passive: false },
    );
    area.addEventListener('keydown', (event) => {
      if (this.#press(event.key)) event.preventDefault();
    });
  }

  #press(key: string): boolean {
    if (!this.#shown) return false;
    const [from, to] = this.#shown.scene.window;
    const width = to - from;
    switch (key) {
      case '+':
      case '=':
        this.#zoomBy(ZOOM_STEP, this.#cursor ?? (from + to) / 2);
        return true;
      case '-':
        this.#zoomBy(1 / ZOOM_STEP, this.#cursor ?? (from + to) / 2);
        return true;
      case '0':
      case 'Escape':
        this.#session.look({ zoom: null });
        return true;
      case 'PageUp':
      case 'PageDown': {
        const shift = (key === 'PageUp' ? -PAN_STEP : PAN_STEP) * width;
        this.#zoom([from + shift, to + shift]);
        return true;
      }
      case 'ArrowLeft':
      case 'ArrowRight': {
        const step = (key === 'ArrowLeft' ? -CURSOR_STEP : CURSOR_STEP) * width;
        this.#cursor = Math.min(to, Math.max(from, (this.#cursor ?? from) + step));
        this.#showReading();
        return true;
      }
      default:
        return false;
    }
  }

  #zoomBy(factor: number, at: number): void {
    const [from, to] = (this.#shown as Shown).scene.window;
    this.#zoom([at - (at - from) * factor, at + (to - at) * factor]);
  }

  #zoom(zoom: readonly [number, number]): void {
    if (zoom[0] < zoom[1]) this.#session.look({ zoom });
  }

  #valueAt(pixel: number): number | null {
    if (!this.#drawing) return null;
    const [left, right] = [MARGIN.left, this.#holder.clientWidth - MARGIN.right];
    return this.#drawing.x.invert(Math.min(right, Math.max(left, pixel)));
  }

  #showReading(): void {
    const window = this.#shown?.scene.window;
    const hasCursor = this.#cursor !== null && window && this.#cursor >= window[0] && this.#cursor <= window[1];
    this.#rule.hidden = !hasCursor;
    if (!hasCursor) {
      this.#reading.textContent = 'Point at the picture to read values; drag to zoom, double-click to see everything.';
      return;
    }
    const cursor = this.#cursor as number;
    this.#rule.style.left = `${(this.#drawing as Drawing).x.apply(cursor)}px`;
    this.#reading.textContent = readingAt(this.#shown as Shown, cursor);
  }

  #showSelection(pixel: number): void {
    if (!this.#drag) return;
    this.#selection.hidden = false;
    this.#selection.style.left = `${Math.min(pixel, this.#drag.start)}px`;
    this.#selection.style.width = `${Math.abs(pixel - this.#drag.start)}px`;
  }
}
