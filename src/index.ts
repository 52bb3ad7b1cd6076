/** The Hessian's spectrum: define a model, predict its law, simulate it, compare the two, draw them. */

export { type CompareOptions, compare, compareSpectra } from './compare';
export type { Comparison, EdgeComparison, OutlierComparison } from './comparison';
export type { CovarianceInput } from './covariance';
export type { DataComparison, OutlierMark } from './dataset/data-comparison';
export type { DataEigenvalues } from './dataset/data-spectrum';
export type { Dataset, DatasetInput, LabeledRows } from './dataset/dataset';
export type { CovarianceEstimator } from './dataset/estimated-covariance';
export {
  type HessianSpectrum,
  type HessianSpectrumOptions,
  hessianSpectrum,
  type RowsSpectrum,
} from './dataset/hessian-spectrum';
export type { LabelCoding } from './dataset/labels';
export type { DataLaw, DataOutlier } from './dataset/law-of-data';
export { type RowSource, rowsOf } from './dataset/row-source';
export type { Survey } from './dataset/survey';
export type { ModelInput, SignalInput } from './define-model';
export { defineModel } from './define-model';
export { type Distance, distanceTo } from './distance';
export type { EntriesInput } from './entries';
export {
  ConvergenceError,
  DependencyError,
  FileError,
  FunctionError,
  MemoryError,
  MinimizerError,
  ModelError,
  ThreadError,
} from './errors';
export { explanationWords } from './explanation-words';
export {
  type Candidate,
  designedCandidate,
  fixedCandidate,
  OPTIMAL_CANDIDATE,
  type Prediction,
  REGULARIZED_CANDIDATE,
} from './initialization/candidate';
export {
  type DesignedPreprocessing,
  type DesignOptions,
  designPreprocessing,
} from './initialization/designed-preprocessing';
export {
  type OptimalOptions,
  optimalAlignment,
  optimalPreprocessing,
  weakRecoveryThreshold,
} from './initialization/optimal-preprocessing';
export { type RecoveryCell, type RecoveryStudyOptions, recoveryStudy } from './initialization/recovery-study';
export {
  type Measured,
  type SimulatedInitialization,
  type SimulatedInitializationOptions,
  simulateInitialization,
} from './initialization/simulated-initialization';
export {
  type SpectralEstimate,
  type SpectralEstimateOptions,
  spectralEstimate,
} from './initialization/spectral-estimate';
export type { Complex, Estimate } from './law/curvature-law';
export type { Direction, EdgeMode } from './law/edge-modes';
export type { EdgeShape } from './law/edge-shape';
export {
  type EdgeMargin,
  type ExplainedOutlier,
  type Explanation,
  explain,
  type SilentSignal,
} from './law/explanation';
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
export type { Influence, Influences } from './law/influence';
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
export {
  type LawPath,
  lawAlongPath,
  type ModelPath,
  type OutlierTrack,
  type PathOptions,
  type PathPoint,
  type TrackedOutlier,
} from './law/law-path';
export { freshSampleLaw, limitingLaw } from './law/limiting-law';
export { conditionNumber, logDeterminant, negativeFraction, traceOfInverse } from './law/linear-statistics';
export { fitMarchenkoPastur, type MarchenkoPastur, marchenkoPastur } from './law/marchenko-pastur';
export { nearestMarchenkoPastur } from './law/marchenko-pastur-fit';
export { type MarchenkoPasturVerdict, marchenkoPasturVerdict, spectrumNoise } from './law/marchenko-pastur-verdict';
export type { MinimizerState } from './law/minimizer/minimizer-law';
export { separationThreshold } from './law/minimizer/separation';
export type { Moment } from './law/moments';
export type { Passage } from './law/passage';
export {
  TRACY_WIDOM,
  tracyWidomCdf,
  tracyWidomDensity,
  tracyWidomQuantile,
  tracyWidomSurvival,
} from './law/tracy-widom';
export {
  type CriticalValue,
  type Transition,
  type TransitionOptions,
  type TransitionPoint,
  transition,
} from './law/transition';
export type { LossInput, PreprocessingInput } from './losses';
export type { Covariance, Entries, Loss, Model, Preprocessing, Response, Signal, SignalVector } from './model';
export { modelFileOf } from './model-file';
export type { Parameter } from './model-variation';
export { renderDataFigure } from './plot/data-figure';
export { renderFigure } from './plot/figure';
export { type Histogram, histogram } from './plot/histogram';
export { type InitializationChart, renderInitialization } from './plot/initialization-figure';
export { figureModelOf } from './plot/metadata';
export type { FigureOptions } from './plot/painting';
export { type RecoveryChart, renderRecovery } from './plot/recovery-figure';
export { renderTransition, type TransitionFigureOptions } from './plot/transition-figure';
export { PRESETS, type PresetName } from './presets';
export type { ResponseInput } from './responses';
export { type SampleLawOptions, sampleLaw } from './sample-law';
export type { EigenvalueSelection } from './simulation/eigenvalue-selection';
export { Engine, type EngineOptions } from './simulation/engine';
export { hessianOf } from './simulation/hessian-of';
export { type EstimateOptions, estimateSpectrum } from './simulation/lanczos/estimate-spectrum';
export type { Ends } from './simulation/lanczos/extreme-pairs';
export type { GaussRule } from './simulation/lanczos/gauss-rule';
export type { Estimated, EstimatedCdf } from './simulation/lanczos/probe-statistics';
export type { SpectrumEstimate } from './simulation/lanczos/spectrum-estimate';
export type { Progress } from './simulation/pacer';
export { type PairSelection, type SimulateOptions, simulate, simulateTrials } from './simulation/simulate';
export type { Eigenpair, FittedVector, Spectrum } from './simulation/spectrum';
export {
  countEigenvalues,
  type EigenvalueOptions,
  type MatrixOptions,
  symmetricEigenvalues,
} from './simulation/symmetric-eigenvalues';
export { bytesNeeded, type Precision } from './simulation/workspace';
export { VERSION } from './version';
export type { KernelSource, Simd } from './wasm/variant';
