/** The picture on the page: redrawn when something changes, zoomed with pointer, wheel and keys, read by hovering. */

import { formatNumber } from '../../words/format';
import { h } from '../base/dom';
import type { Session } from '../session';
import { type Drawing, draw } from './draw';
import { PAGE_PALETTE } from './palette';
import { readingAt } from './reading';
import { type Scenery, sceneryOf } from './scenery';

const RATIO = 0.58;
const HEIGHTS = [230, 540] as const;
/** Of the range, for each press of a key or turn of the wheel. */
const ZOOM_STEP = 0.75;
const PAN_STEP = 0.12;
const CURSOR_STEP = 0.01;
/** A drag shorter than this many pixels is a click. */
const SHORTEST_DRAG = 6;
const KEYS = 'Arrow keys read values, plus and minus zoom, page up and page down move along, 0 shows everything.';

export class Chart {
  readonly element: HTMLElement;
  #scenery: Scenery | null = null;
  #drawing: Drawing | null = null;
  #isScheduled = false;
  #cursor: number | null = null;
  #drag: { readonly start: number } | null = null;
  readonly #holder = h('div', { class: 'chart-drawing' });
  readonly #rule = h('div', { class: 'chart-rule', hidden: true });
  readonly #selection = h('div', { class: 'chart-selection', hidden: true });
  readonly #reading = h('p', { class: 'reading', 'aria-live': 'polite' });

  constructor(private readonly session: Session) {
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
  get scenery(): Scenery | null {
    return this.#scenery;
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
    const { law, runner, view } = this.session;
    if (!law.value.answer && runner.run.value.trials.length === 0) return;
    const height = Math.min(HEIGHTS[1], Math.max(HEIGHTS[0], Math.round(RATIO * width)));
    this.#scenery = sceneryOf(law.value, runner.run.value, view.value);
    this.#drawing = draw(this.#scenery, { width, height }, PAGE_PALETTE);
    this.#drawing.svg.setAttribute('aria-label', summaryOf(this.#scenery));
    this.#drawing.svg.setAttribute('viewBox', `0 0 ${width} ${this.#drawing.height}`);
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
    area.addEventListener('dblclick', () => this.session.look({ zoom: null }));
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
    if (!this.#scenery) return false;
    const [from, to] = this.#scenery.window;
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
        this.session.look({ zoom: null });
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
    const [from, to] = (this.#scenery as Scenery).window;
    this.#zoom([at - (at - from) * factor, at + (to - at) * factor]);
  }

  #zoom(zoom: readonly [number, number]): void {
    if (zoom[0] < zoom[1]) this.session.look({ zoom });
  }

  #valueAt(pixel: number): number | null {
    if (!this.#drawing) return null;
    const { plot, x } = this.#drawing;
    return x.invert(Math.min(plot.right, Math.max(plot.left, pixel)));
  }

  #showReading(): void {
    const { window } = this.#scenery ?? {};
    const hasCursor = this.#cursor !== null && window && this.#cursor >= window[0] && this.#cursor <= window[1];
    this.#rule.hidden = !hasCursor;
    if (!hasCursor) {
      this.#reading.textContent = 'Point at the picture to read values; drag to zoom, double-click to see everything.';
      return;
    }
    const cursor = this.#cursor as number;
    this.#rule.style.left = `${(this.#drawing as Drawing).x.apply(cursor)}px`;
    this.#reading.textContent = readingAt(this.#scenery as Scenery, cursor);
  }

  #showSelection(pixel: number): void {
    if (!this.#drag) return;
    this.#selection.hidden = false;
    this.#selection.style.left = `${Math.min(pixel, this.#drag.start)}px`;
    this.#selection.style.width = `${Math.abs(pixel - this.#drag.start)}px`;
  }
}

function summaryOf({ window, outliers, open, histogram }: Scenery): string {
  const words = [
    `Eigenvalues from ${formatNumber(window[0])} to ${formatNumber(window[1])}: density of the limiting law`,
  ];
  if (histogram) words.push('histogram of the simulated eigenvalues');
  for (const { predicted } of outliers) words.push(`outlier predicted at ${formatNumber(predicted.location)}`);
  if (open.right) words.push('the tail on the right has no edge');
  if (open.left) words.push('the tail on the left has no edge');
  return words.join('; ');
}
