// What the binaries for threads export beside index.ts.

export { TEAM_BYTES, teamBreak, teamInitialize } from './team';
export {
  teamAccumulate,
  teamAccumulateSingle,
  teamServe,
  teamTridiagonalizePanel,
  teamTridiagonalWorkBytes,
} from './team-work';
