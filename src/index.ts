/** The Hessian's spectrum: define a model, simulate it, predict its law, compare the two, explain and draw them. */

// The model

export type { CovarianceInput } from './model/define-covariance';
export { defineModel, type ModelInput, type SignalInput } from './model/define-model';
export type { EntriesInput } from './model/entries';
export type { LossInput, PreprocessingInput } from './model/losses';
export type { Covariance, Entries, Loss, Model, Preprocessing, Response, Signal, SignalVector } from './model/model';
export { modelFileOf } from './model/model-file';
export { PRESETS, type PresetName } from './model/presets';
export type { ResponseInput } from './model/responses';
export type { Parameter } from './model/variation';

// Its simulation: Hessians of drawn samples, and the eigenvalues of any symmetric matrix

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
export type { KernelSource, Simd } from './wasm/variant';

// Its limiting law, and what that says at a finite size

export {
  continuousPart,
  type Distribution,
  distanceBetween,
  marchenkoPasturDistribution,
} from './law/distribution/law-distance';
export {
  conditionNumber,
  logDeterminant,
  negativeFraction,
  traceOfInverse,
} from './law/distribution/linear-statistics';
export { fitMarchenkoPastur, type MarchenkoPastur, marchenkoPastur } from './law/distribution/marchenko-pastur';
export {
  type MarchenkoPasturVerdict,
  marchenkoPasturVerdict,
  nearestMarchenkoPastur,
  spectrumNoise,
} from './law/distribution/nearest-marchenko-pastur';
export {
  type BulkEnd,
  type EdgeFluctuation,
  edgeFluctuation,
  type Fluctuation,
  type OutlierTest,
  outlierFluctuation,
  outlierPValue,
  type SampleSize,
} from './law/finite-size/fluctuation';
export {
  TRACY_WIDOM,
  tracyWidomCdf,
  tracyWidomDensity,
  tracyWidomQuantile,
  tracyWidomSurvival,
} from './law/finite-size/tracy-widom';
export type {
  Bulk,
  DensityValue,
  Edge,
  EdgeCertificate,
  EdgeShape,
  Law,
  MassCheck,
  Moment,
  Outlier,
  StieltjesValue,
  SupportCheck,
} from './law/law';
export { freshSampleLaw, limitingLaw } from './law/limiting-law';
export type { MinimizerState } from './law/minimizer/minimizer-law';
export { separationThreshold } from './law/minimizer/separation';
export type { Complex } from './numerics/complex';
export type { Estimate } from './numerics/estimate';

// The two compared

export { type CompareOptions, compare, compareSpectra } from './compare/compare';
export type { Comparison, EdgeComparison, OutlierComparison } from './compare/comparison';
export { type SampleLawOptions, sampleLaw } from './compare/sample-law';
export { type Histogram, histogram } from './numerics/histogram';
export { type Distance, distanceTo } from './numerics/sample-statistics';

// Why there are outliers, and from where on

export type { Direction, EdgeMode } from './law/outliers/edge-modes';
export type { Influence, Influences } from './law/outliers/influence';
export {
  type EdgeMargin,
  type ExplainedOutlier,
  type Explanation,
  explain,
  type SilentSignal,
} from './law/transitions/explanation';
export {
  type LawPath,
  lawAlongPath,
  type ModelPath,
  type OutlierTrack,
  type PathOptions,
  type PathPoint,
  type TrackedOutlier,
} from './law/transitions/law-path';
export type { Passage } from './law/transitions/passage';
export {
  type CriticalValue,
  type Transition,
  type TransitionOptions,
  type TransitionPoint,
  transition,
} from './law/transitions/transition';
export { explanationWords } from './words/explanation-words';

// The Hessian of real data

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
export type { Survey } from './dataset/survey';
export { type RowSource, rowsOf } from './rows/row-source';

// Where an optimizer can start: spectral initialization

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

// Figures

export { renderDataFigure } from './plot/data-figure';
export { renderFigure } from './plot/figure';
export { type InitializationChart, renderInitialization } from './plot/initialization-figure';
export { figureModelOf } from './plot/metadata';
export type { FigureOptions } from './plot/painting';
export { type RecoveryChart, renderRecovery } from './plot/recovery-figure';
export { renderTransition, type TransitionFigureOptions } from './plot/transition-figure';

// What may go wrong, and the version

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
export { VERSION } from './version';
