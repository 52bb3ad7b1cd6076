import { it } from 'vitest';
import { defineModel } from '../src/define-model';
import { PRESETS } from '../src/presets';
import { transition } from '../src/law/transition';
it('t', () => {
  for (const [c, s] of [[.05, .9077], [.1, 1.25794], [.2, 1.96998], [.3, 3.01907], [.5, NaN]]) {
    const t0 = performance.now();
    const r = transition(defineModel({ aspectRatio: c, response: 'logistic', loss: 'logistic', w: [1.5] }), { vary: 'w' });
    console.log(c, s, r.critical, r.criticals.map(x => [x.value, x.error, x.present, x.side, JSON.stringify(x.direction)].join(' ')), r.reason, r.searched, (performance.now() - t0).toFixed(0));
  }
  for (const [name, input] of Object.entries(PRESETS)) for (const vary of ['mean', 'w', 'wStar', 'aspectRatio'] as const) {
    const t0 = performance.now();
    const r = transition(defineModel(input as any), { vary });
    console.log(name, vary, r.value, r.critical, r.criticals.map(x => [x.value, x.error, x.present, x.side, x.through, JSON.stringify(x.direction)].join(' ')), r.reason, r.side, r.signal, r.searched, (performance.now() - t0).toFixed(0));
  }
}, 100000);
