import { describe, expect, it } from 'vitest';
import { transition } from '../../src/law/transitions/transition';
import { defineModel } from '../../src/model/define-model';
import { figureModelOf } from '../../src/plot/metadata';
import { renderPng } from '../../src/plot/png';
import { renderTransition } from '../../src/plot/transition-figure';

const model = defineModel({ aspectRatio: 0.25, response: 'logistic', loss: 'logistic', mean: [1] });
const found = transition(model, { vary: 'mean', from: 0.3, to: 2, points: 9 });

describe('phase curves', () => {
  it('say in words, and in metadata, what they show', async () => {
    const svg = await renderTransition(model, found);
    expect(svg).toBe(await renderTransition(model, found));
    expect(figureModelOf(svg).model).toMatchObject({ aspectRatio: 0.25, mean: [1] });
    expect(svg).toContain('an outlier on the right is there above |mean| = 0.707107');
    for (const text of ['threshold 0.707107', 'the model', 'outlier to edge', 'cos² with mean', '|mean|']) {
      expect(svg).toContain(`>${text}</text>`);
    }
    expect(svg).not.toMatch(/NaN|undefined|<style/);
  });

  it('become a PNG', async () => {
    const png = await renderPng(await renderTransition(model, found));
    expect(Array.from(png.subarray(1, 4), (byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
  });

  it('give the reason where there is nothing to draw', async () => {
    expect(await renderTransition(model, transition(model, { vary: 'w' }))).toContain('w is zero');
  });

  it('refuse sizes that hold no picture', async () => {
    await expect(renderTransition(model, found, { width: 100 })).rejects.toThrow(/width: expected at least 320/);
    await expect(renderTransition(model, found, { height: 100 })).rejects.toThrow(/height: expected at least 320/);
  });
});
