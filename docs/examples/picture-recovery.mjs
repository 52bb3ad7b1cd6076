/**
 * A picture found again from measurements without signs: y_i = (x_i . w*)^2, where w* are the picture's pixels and x_i normal
 * numbers. The spectral estimate points towards it, and gradient descent from there does the rest, if there are enough
 * measurements.
 *
 *     node picture-recovery.mjs [SIDE] [N/P,...] [FILE.svg]
 *
 * By default a picture of 48 x 48 pixels, at n/p = 1, 2, 3 and 5, into picture.svg; that takes some minutes.
 */
import { writeFileSync } from 'node:fs';
import { spectralEstimate } from 'hessian-eigenspectra';

const [side = '48', list = '1,2,3,5', file = 'picture.svg'] = process.argv.slice(2);
const size = Number(side);
const ratios = list.split(',').map(Number);
const p = size * size;
const MAX_ITERATIONS = 600;

/** A sun over two mountains and their lake, in gray values of mean zero: dark below 0, light above. */
function landscape() {
  const values = Float64Array.from({ length: p }, (_, k) =>
    shadeAt(((k % size) + 0.5) / size, (Math.floor(k / size) + 0.5) / size),
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / p;
  return values.map((value) => value - mean);
}

const SHORE = 0.66;
const SUN = { x: 0.72, y: 0.24, radius: 0.12 };
const MOUNTAINS = [
  { x: 0.34, top: 0.2, slope: 1.25, shade: -0.9 },
  { x: 0.7, top: 0.4, slope: 1.05, shade: -0.45 },
];

function shadeAt(x, y) {
  if (y > SHORE) {
    // The lake mirrors what is above the shore, under ripples.
    const ripple = 0.25 * Math.sin(70 * (y - SHORE) + 5 * Math.sin(9 * x));
    return 0.6 * shadeAt(x, 2 * SHORE - y) - 0.25 + ripple;
  }
  for (const { x: center, top, slope, shade } of MOUNTAINS) {
    const height = y - top - slope * Math.abs(x - center);
    if (height > 0) return height < 0.07 && y < top + 0.14 ? 0.9 : shade;
  }
  return Math.hypot(x - SUN.x, y - SUN.y) < SUN.radius ? 1.2 : 0.55 - 0.5 * y;
}

/** Mulberry32, so that the picture is the same everywhere; Box and Muller make normal numbers of it. */
let state = 1;
function uniform() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

const dot = (a, b) => a.reduce((sum, value, j) => sum + value * b[j], 0);

/** X w, for the first n rows of X. */
function scores(x, w, n) {
  const h = new Float64Array(n);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < p; j++, at++) h[i] += x[at] * w[j];
  return h;
}

/** X^T s / n. */
function combined(x, s, n) {
  const sum = new Float64Array(p);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < p; j++, at++) sum[j] += (s[i] / n) * x[at];
  return sum;
}

/**
 * Gradient descent on (1/n) sum_i ((x_i . w)^2 - y_i)^2 / 4. Along the gradient the scores h = X w move on a line, so that a
 * step is tried without a pass over X: it is doubled, then halved until the loss falls by a share of what its slope promises.
 */
function descend(x, y, start) {
  const n = y.length;
  const w = start.slice();
  const h = scores(x, w, n);
  const lossAt = (step, along) =>
    y.reduce((sum, yi, i) => sum + ((h[i] - step * along[i]) ** 2 - yi) ** 2, 0) / (4 * n);
  let loss = lossAt(0, h);
  let step = 1;
  let first = null;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const slopes = h.map((hi, i) => (hi * hi - y[i]) * hi);
    const gradient = combined(x, slopes, n);
    const square = dot(gradient, gradient);
    first ??= square;
    if (square <= 1e-16 * first) break;
    const along = scores(x, gradient, n);
    step *= 2;
    let next = lossAt(step, along);
    for (let halving = 0; halving < 60 && !(next <= loss - 0.3 * step * square); halving++) {
      step /= 2;
      next = lossAt(step, along);
    }
    // Rounding is all that is left.
    if (!(next < loss)) break;
    for (let j = 0; j < p; j++) w[j] -= step * gradient[j];
    for (let i = 0; i < n; i++) h[i] -= step * along[i];
    loss = next;
  }
  return w;
}

const picture = landscape();
const most = Math.round(Math.max(...ratios) * p);
const x = Float64Array.from({ length: most * p }, normal);
const y = scores(x, picture, most).map((h) => h * h);

/** The measurements do not tell the sign: it is the picture's. */
const signed = (w) => (dot(w, picture) < 0 ? w.map((value) => -value) : w);
const cosine = (w) => (dot(w, picture) ** 2 / (dot(w, w) * dot(picture, picture))).toFixed(3);
const errorOf = (w) =>
  Math.sqrt(signed(w).reduce((sum, value, j) => sum + (value - picture[j]) ** 2, 0) / dot(picture, picture));

const columns = [[{ pixels: picture, captions: ['w*', `${size} x ${size}`] }]];
for (const ratio of ratios) {
  // Fewer measurements are the first ones.
  const n = Math.round(ratio * p);
  const [rows, labels] = [x.subarray(0, n * p), y.subarray(0, n)];
  const { estimate, predicted } = await spectralEstimate(rows, labels, { tolerance: 1e-6 });
  const descended = descend(rows, labels, estimate);
  const law = predicted.alignment.toFixed(3);
  console.log(
    `n/p = ${ratio}: cos² ${cosine(estimate)} (law ${law}), after descent ${cosine(descended)}, error ${errorOf(descended).toExponential(1)}`,
  );
  columns.push([
    { pixels: signed(estimate), captions: [`n/p = ${ratio}, spectral`, `cos² ${cosine(estimate)} (law ${law})`] },
    { pixels: signed(descended), captions: ['after descent', `cos² ${cosine(descended)}`] },
  ]);
}

const SHADES = 20;
const [LEFT, TOP, SIDE, GAP, CAPTION] = [16, 60, 136, 14, 15];

/** One path for each shade, of the horizontal runs of its pixels; a pixel is one unit. */
function drawn(pixels, left, top) {
  const shadeOf = (value) => Math.min(SHADES - 1, Math.max(0, Math.floor(((value / 1.2 + 1) / 2) * SHADES)));
  const runs = Array.from({ length: SHADES }, () => '');
  for (let start = 0, end = 0; start < p; start = end) {
    const [row, shade] = [Math.floor(start / size), shadeOf(pixels[start])];
    while (end < (row + 1) * size && shadeOf(pixels[end]) === shade) end++;
    runs[shade] += `M${start % size} ${row}h${end - start}`;
  }
  const grays = runs.map((_, shade) => Math.round((255 * (shade + 0.5)) / SHADES));
  const paths = runs.map((d, shade) =>
    d ? `<path d="${d}" stroke="rgb(${grays[shade]},${grays[shade]},${grays[shade]})"/>` : '',
  );
  const scale = SIDE / size;
  const transform = `translate(${left},${(top + scale / 2).toFixed(3)}) scale(${scale.toFixed(4)})`;
  // A little wider than a pixel, so that nothing shines through between rows.
  return `<g transform="${transform}" stroke-width="1.04" fill="none">${paths.join('')}</g>`;
}

const text = (words, left, top, more = 'font-size="11.5"') => `<text x="${left}" y="${top}" ${more}>${words}</text>`;
const pictures = columns.flatMap((column, k) =>
  column.flatMap(({ pixels, captions }, row) => {
    const [left, top] = [LEFT + k * (SIDE + GAP), TOP + row * (SIDE + 2 * CAPTION + GAP)];
    const lines = captions.map((caption, line) => text(caption, left, top + SIDE + CAPTION * (line + 1) - 2));
    return [drawn(pixels, left, top), ...lines];
  }),
);
const title = 'A picture from measurements without signs';
const subtitle = `y = (x · w*)², x of ${p} normal numbers: above the spectral estimate, below it descent from there`;
const [width, height] = [LEFT + columns.length * (SIDE + GAP), TOP + 2 * (SIDE + 2 * CAPTION + GAP)];
writeFileSync(
  file,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"
  font-family="system-ui, Helvetica, Arial, 'DejaVu Sans', sans-serif" fill="#1a1a1a"><title>${title}</title>
<rect width="${width}" height="${height}" fill="white"/>
${text(title, LEFT, 24, 'font-size="15" font-weight="600"')}
${text(subtitle, LEFT, 43, 'font-size="11.5" fill="#555555"')}
${pictures.join('\n')}
</svg>
`,
);
