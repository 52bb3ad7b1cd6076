/** The Hessian's spectrum: define a model, predict its law, simulate it, compare the two, draw them. */

export { type CompareOptions, compare, compareSpectra } from './compare';
export type { Comparison, EdgeComparison, OutlierComparison } from './comparison';
export type { ModelInput, SignalInput } from './define-model';
export { defineModel } from './define-model';
export { type Distance, distanceTo } from './distance';
export { ConvergenceError, DependencyError, FileError, FunctionError, MemoryError, ModelError } from './errors';
export type { Complex } from './law/curvature-law';
export type { Bulk, DensityValue, Edge, Law, MassCheck, Outlier, StieltjesValue } from './law/law';
export { limitingLaw } from './law/limiting-law';
export { fitMarchenkoPastur, type MarchenkoPastur, marchenkoPastur } from './law/marchenko-pastur';
export type { LossInput, PreprocessingInput } from './losses';
export type { Covariance, Loss, Model, Preprocessing, Response, Signal, SignalVector } from './model';
export { modelFileOf } from './model-file';
export { type FigureOptions, renderFigure } from './plot/figure';
export { type Histogram, histogram } from './plot/histogram';
export { figureModelOf } from './plot/metadata';
export { PRESETS, type PresetName } from './presets';
export type { ResponseInput } from './responses';
export { Engine, type EngineOptions } from './simulation/engine';
export type { Progress } from './simulation/pacer';
export { type PairSelection, type SimulateOptions, simulate, simulateTrials } from './simulation/simulate';
export type { Eigenpair, Spectrum } from './simulation/spectrum';
export { VERSION } from './version';
export type { KernelSource } from './wasm/kernels';
