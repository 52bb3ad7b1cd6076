/** The lines that give the numbers shown in Node. */

import { RESPONSES } from '../../model/responses';
import { parseExpression } from '../expression/parse';
import { toJavaScript } from '../expression/translate';
import { methodOf, PROBES, STEPS, TOLERANCE } from '../simulation/work';
import { CURVATURE_VARIABLES, type ModelText, RESPONSE_VARIABLES } from '../state/model-text';
import type { Scenario } from '../state/scenario';

/** @param threads that the page shares a trial between: the last digits depend on it */
export function nodeSnippet({ model, seed, trials, method }: Scenario, threads: number): string {
  const names = threads > 1 ? ', Engine' : '';
  const engine = threads > 1 ? `, engine: await Engine.create({ threads: ${threads} })` : '';
  if (methodOf(model.features as number, method) === 'matrix-free') {
    return `import { defineModel, estimateSpectrum } from 'hessian-eigenspectra';

const model = defineModel(${modelSource(model)});
const estimate = await estimateSpectrum(model, { seed: ${seed}, probes: ${PROBES}, steps: ${STEPS}, tolerance: ${TOLERANCE} });
console.log(JSON.stringify(estimate.extremes.map(({ eigenvalue }) => eigenvalue)));
`;
  }
  if (isLawSlow(model)) {
    return `import { defineModel${names}, simulateTrials } from 'hessian-eigenspectra';

const model = defineModel(${modelSource(model)});
const trials = [];
for await (const trial of simulateTrials(model, { seed: ${seed}, trials: ${trials}${engine} })) trials.push(trial);
console.log(JSON.stringify({
  smallest: trials.map(({ eigenvalues }) => eigenvalues[0]),
  largest: trials.map(({ eigenvalues }) => eigenvalues[eigenvalues.length - 1]),
}));
`;
  }
  return `import { compare, defineModel${names} } from 'hessian-eigenspectra';

const model = defineModel(${modelSource(model)});
const { law, outliers, trials } = await compare(model, { seed: ${seed}, trials: ${trials}${engine} });
console.log(JSON.stringify({
  support: law.support,
  outliers: outliers.map(({ predicted, location, alignment }) => ({ predicted: predicted.location, location, alignment })),
  smallest: trials.map(({ eigenvalues }) => eigenvalues[0]),
  largest: trials.map(({ eigenvalues }) => eigenvalues[eigenvalues.length - 1]),
}));
`;
}

/** The law of an own loss with a response that is no label is a two-dimensional integral: seconds to minutes. */
function isLawSlow({ response, loss }: ModelText): boolean {
  const isLabel = typeof response === 'string' ? RESPONSES[response].values === 'signs' : 'probability' in response;
  return typeof loss === 'object' && 'curvature' in loss && !isLabel;
}

/** The model as an object literal, expressions as functions. */
function modelSource(model: ModelText): string {
  const functions: string[] = [];
  const call = (variables: readonly string[], text: string, result: (expression: string) => string) => {
    functions.push(`(${variables.join(', ')}) => ${result(toJavaScript(parseExpression(text, variables)))}`);
    return `@${functions.length - 1}`;
  };
  const { response, loss } = model as { response: Record<string, unknown>; loss?: Record<string, unknown> };
  const same = (expression: string) => expression;
  const changed: Record<string, unknown> = { ...model };
  if (typeof response === 'object' && 'map' in response) {
    changed.response = { ...response, map: call(RESPONSE_VARIABLES, String(response.map), same) };
  }
  if (typeof response === 'object' && 'probability' in response) {
    const { probability, ...others } = response;
    const both = (p: string) => `{ const p = ${p}; return [p, 1 - p]; }`;
    changed.response = {
      ...others,
      values: [1, -1],
      probabilities: call(RESPONSE_VARIABLES, String(probability), both),
    };
  }
  if (typeof loss === 'object' && 'curvature' in loss) {
    changed.loss = { ...loss, curvature: call(CURVATURE_VARIABLES, String(loss.curvature), same) };
  }
  return JSON.stringify(changed, null, 2).replace(/"@(\d+)"/g, (_, index) => functions[Number(index)]);
}
