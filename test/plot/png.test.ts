import { describe, expect, it, vi } from 'vitest';
import { DependencyError } from '../../src/errors';
import { renderFigure } from '../../src/plot/comparison-figure';
import { renderPng } from '../../src/plot/png';
import { CASES } from './fabricate';

describe('renderPng', () => {
  it('draws a PNG of the size asked for, with its text', async () => {
    const svg = await renderFigure(CASES.oneSpike());
    const png = await renderPng(svg, { scale: 1.5 });
    const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
    expect(Array.from(png.subarray(1, 4))).toEqual([0x50, 0x4e, 0x47]);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([1080, 690]);
    const silent = await renderPng(svg.replace(/<(text|tspan)\b[^>]*>[^<]*<\/\1>/g, ''), { scale: 1.5 });
    expect(png.length).toBeGreaterThan(silent.length + 5000);
  });

  it('says which font to install when there is none', async () => {
    const attempt = renderPng('<svg xmlns="http://www.w3.org/2000/svg"/>', { systemFonts: false });
    await expect(attempt).rejects.toThrow(DependencyError);
    await expect(attempt).rejects.toThrow('fonts-dejavu-core');
  });

  it('names the package when it is not installed', async () => {
    vi.doMock('@resvg/resvg-js', () => {
      throw new Error('Cannot find package');
    });
    try {
      const attempt = renderPng('<svg/>');
      await expect(attempt).rejects.toMatchObject({ code: 'ERR_DEPENDENCY', dependency: '@resvg/resvg-js' });
      await expect(attempt).rejects.toThrow('npm install @resvg/resvg-js');
    } finally {
      vi.doUnmock('@resvg/resvg-js');
    }
  });
});
