/** The Hessian's spectrum: define a model, predict its law, simulate it, compare the two, draw them. */

export { type CompareOptions, compare, compareSpectra } from './compare';
export type { Comparison, EdgeComparison, OutlierComparison } from './comparison';
export type { ModelInput, SignalInput } from './define-model';
export { defineModel } from './define-model';
export { type Distance, distanceTo } from './distance';
export { ConvergenceError, DependencyError, FileError, MemoryError, ModelError } from './errors';
export type { Complex } from './law/curvature-law';
export type { Bulk, DensityValue, Edge, Law, MassCheck, Outlier, StieltjesValue } from './law/law';
export { limitingLaw } from './law/limiting-law';
export { fitMarchenkoPastur, type MarchenkoPastur, marchenkoPastur } from './law/marchenko-pastur';
export type { Covariance, Loss, Model, Preprocessing, Response, Signal, SignalVector } from './model';
export { modelFileOf } from './model-file';
export { type FigureOptions, renderFigure } from './plot/figure';
export { type Histogram, histogram } from './plot/histogram';
export { figureModelOf } from './plot/metadata';
export { PRESETS, type PresetName } from './presets';
export { Engine, type EngineOptions } from './simulation/engine';
export { type EstimateOptions, estimateSpectrum } from './simulation/lanczos/estimate-spectrum';
export type { Ends } from './simulation/lanczos/extreme-pairs';
export type { GaussRule } from './simulation/lanczos/gauss-rule';
export type { Estimated, EstimatedCdf } from './simulation/lanczos/probe-statistics';
export type { SpectrumEstimate } from './simulation/lanczos/spectrum-estimate';
export type { Progress } from './simulation/pacer';
export { type PairSelection, type SimulateOptions, simulate, simulateTrials } from './simulation/simulate';
export type { Eigenpair, Spectrum } from './simulation/spectrum';
export { VERSION } from './version';
export type { KernelSource } from './wasm/kernels';
