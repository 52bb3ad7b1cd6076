/** The Hessian's spectrum: define a model, predict its law, simulate it, compare the two, draw them. */

export { type CompareOptions, compare, compareSpectra } from './compare';
export type { Comparison, EdgeComparison, OutlierComparison } from './comparison';
export type { ModelInput, SignalInput } from './define-model';
export { defineModel } from './define-model';
export { type Distance, distanceTo } from './distance';
export { ConvergenceError, DependencyError, FileError, MemoryError, ModelError } from './errors';
export { explanationWords } from './explanation-words';
export type { Complex } from './law/curvature-law';
export type { Direction, EdgeMode } from './law/edge-modes';
export {
  type EdgeMargin,
  type ExplainedOutlier,
  type Explanation,
  explain,
  type SilentSignal,
} from './law/explanation';
export type { Influence, Influences } from './law/influence';
export type { Bulk, DensityValue, Edge, Law, MassCheck, Outlier, StieltjesValue } from './law/law';
export {
  type LawPath,
  lawAlongPath,
  type ModelPath,
  type OutlierTrack,
  type PathOptions,
  type PathPoint,
  type TrackedOutlier,
} from './law/law-path';
export { limitingLaw } from './law/limiting-law';
export { fitMarchenkoPastur, type MarchenkoPastur, marchenkoPastur } from './law/marchenko-pastur';
export type { Passage } from './law/passage';
export {
  type CriticalValue,
  type Transition,
  type TransitionOptions,
  type TransitionPoint,
  transition,
} from './law/transition';
export type { Covariance, Loss, Model, Preprocessing, Response, Signal, SignalVector } from './model';
export { modelFileOf } from './model-file';
export type { Parameter } from './model-variation';
export { type FigureOptions, renderFigure } from './plot/figure';
export { type Histogram, histogram } from './plot/histogram';
export { figureModelOf } from './plot/metadata';
export { renderTransition, type TransitionFigureOptions } from './plot/transition-figure';
export { PRESETS, type PresetName } from './presets';
export { Engine, type EngineOptions } from './simulation/engine';
export type { Progress } from './simulation/pacer';
export { type PairSelection, type SimulateOptions, simulate, simulateTrials } from './simulation/simulate';
export type { Eigenpair, Spectrum } from './simulation/spectrum';
export { VERSION } from './version';
export type { KernelSource } from './wasm/kernels';
