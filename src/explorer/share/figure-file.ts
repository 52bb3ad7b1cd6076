/** The picture as a file: SVG with the model, the seed and the number of trials inside, and PNG made from it. */

import { metadataOf } from '../../plot/metadata';
import { element, serialize } from '../../plot/svg';
import { describeLaws, describeSignals, describeSizes } from '../../words/model-words';
import { draw } from '../picture/draw';
import { FILE_PALETTE } from '../picture/palette';
import type { Scenery } from '../picture/scenery';
import { modelOf, type Scenario } from '../state/scenario';

const SIZE = { width: 720, height: 440 } as const;
const HEAD = 44;
const PNG_SCALE = 2;
const TITLE = 'Hessian eigenvalues: simulation and limiting law';

/** @param trials those that the picture shows */
export function figureSvg(scenery: Scenery, { model: text, seed }: Scenario, trials: number): string {
  const model = modelOf(text);
  const { svg, height } = draw(scenery, SIZE, FILE_PALETTE);
  const words = [...describeLaws(model), ...describeSignals(model), ...describeSizes(model), `seed ${seed}`].join(', ');
  const total = height + HEAD;
  svg.setAttribute('y', String(HEAD));
  const root = element(
    document,
    'svg',
    {
      width: SIZE.width,
      height: total,
      viewBox: `0 0 ${SIZE.width} ${total}`,
      'font-family': svg.getAttribute('font-family') ?? 'sans-serif',
      role: 'img',
    },
    element(document, 'title', {}, TITLE),
    element(document, 'desc', {}, words),
    element(document, 'metadata', {}, metadataOf({ model, seed, trials: { length: trials } }, TITLE)),
    element(document, 'rect', { width: SIZE.width, height: total, fill: 'white' }),
    element(document, 'text', { x: 14, y: 22, 'font-size': 15, 'font-weight': 600, fill: FILE_PALETTE.ink }, TITLE),
    element(document, 'text', { x: 14, y: 39, 'font-size': 10.5, fill: FILE_PALETTE.note }, words),
    svg,
  );
  return serialize(root);
}

export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = PNG_SCALE * image.width;
  canvas.height = PNG_SCALE * image.height;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser gave no PNG'))), 'image/png'),
  );
}
