/** The Hessian's spectrum: define a model, predict its law, simulate it, compare the two, draw them. */

export { type CompareOptions, compare, compareSpectra } from './compare';
export type { Comparison, EdgeComparison, OutlierComparison } from './comparison';
export type { CovarianceInput } from './covariance';
export type { ModelInput, SignalInput } from './define-model';
export { defineModel } from './define-model';
export { type Distance, distanceTo } from './distance';
export { ConvergenceError, DependencyError, FileError, MemoryError, ModelError } from './errors';
export type { Complex, Estimate } from './law/curvature-law';
export type { EdgeShape } from './law/edge-shape';
export {
  type BulkEnd,
  type EdgeFluctuation,
  edgeFluctuation,
  type Fluctuation,
  type OutlierTest,
  outlierFluctuation,
  outlierPValue,
  type SampleSize,
} from './law/finite-size';
export type {
  Bulk,
  DensityValue,
  Edge,
  EdgeCertificate,
  Law,
  MassCheck,
  Outlier,
  StieltjesValue,
  SupportCheck,
} from './law/law';
export { continuousPart, type Distribution, distanceBetween, marchenkoPasturDistribution } from './law/law-distance';
export { limitingLaw } from './law/limiting-law';
export { conditionNumber, logDeterminant, negativeFraction, traceOfInverse } from './law/linear-statistics';
export { fitMarchenkoPastur, type MarchenkoPastur, marchenkoPastur } from './law/marchenko-pastur';
export { nearestMarchenkoPastur } from './law/marchenko-pastur-fit';
export { type MarchenkoPasturVerdict, marchenkoPasturVerdict, spectrumNoise } from './law/marchenko-pastur-verdict';
export type { Moment } from './law/moments';
export {
  TRACY_WIDOM,
  tracyWidomCdf,
  tracyWidomDensity,
  tracyWidomQuantile,
  tracyWidomSurvival,
} from './law/tracy-widom';
export type { Covariance, Loss, Model, Preprocessing, Response, Signal, SignalVector } from './model';
export { modelFileOf } from './model-file';
export { type FigureOptions, renderFigure } from './plot/figure';
export { type Histogram, histogram } from './plot/histogram';
export { figureModelOf } from './plot/metadata';
export { PRESETS, type PresetName } from './presets';
export { type SampleLawOptions, sampleLaw } from './sample-law';
export { Engine, type EngineOptions } from './simulation/engine';
export type { Progress } from './simulation/pacer';
export { type PairSelection, type SimulateOptions, simulate, simulateTrials } from './simulation/simulate';
export type { Eigenpair, Spectrum } from './simulation/spectrum';
export { VERSION } from './version';
export type { KernelSource } from './wasm/kernels';
