/** What a figure is drawn with: Plot, and a document to make its elements in. */

/** The parts of Plot that the figures use: a page carries no others. */
export type PlotModule = Pick<
  typeof import('@observablehq/plot'),
  | 'areaY'
  | 'axisFx'
  | 'axisX'
  | 'axisY'
  | 'cell'
  | 'dot'
  | 'frame'
  | 'line'
  | 'plot'
  | 'rectY'
  | 'ruleX'
  | 'ruleY'
  | 'text'
>;
export type PlotOptions = NonNullable<Parameters<PlotModule['plot']>[0]>;

export interface Host {
  readonly Plot: PlotModule;
  readonly document: Document;
}

/** Loads Plot when something is drawn; the document is the one given, or the page's own, and in Node a new one. */
export async function hostOf(document?: Document): Promise<Host> {
  const Plot = await import('@observablehq/plot');
  return { Plot, document: document ?? (await defaultDocument()) };
}

export async function defaultDocument(): Promise<Document> {
  if (typeof globalThis.document !== 'undefined') return globalThis.document;
  const { parseHTML } = await import('linkedom/worker');
  return parseHTML('<!doctype html><html><body></body></html>').document;
}
