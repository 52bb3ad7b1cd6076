import { it } from 'vitest';
import { defineModel } from '../src/define-model';
import { PRESETS } from '../src/presets';
import { explain } from '../src/law/explanation';
import { explanationWords } from '../src/explanation-words';
it('t', () => {
  const more = { mix: { aspectRatio: 0.1, response: 'logistic', loss: 'logistic', mean: [2, 0.5], w: [1, 2], wStar: [0, 1] },
   expo: { aspectRatio: 0.1, response: 'logistic', loss: 'exponential', mean: [2, 0.5], w: [.3, .2], wStar: [0, 1] } };
  for (const [name, input] of Object.entries({...PRESETS, ...more})) {
    const t0 = performance.now();
    const r = explanationWords(explain(defineModel(input as any)));
    console.log(name, (performance.now() - t0).toFixed(0)+ '\n  ' +r.join('\n  '));
  }
}, 100000);
