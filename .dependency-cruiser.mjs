// What may import what: `npm run check` holds it, by dependency-cruiser. An import of a type counts like any other.

/** The rooms of src from the ground up: each imports only from those before it. Rooms in one line do not know each other. */
const ROOMS = [
  ['numerics'],
  ['model'],
  ['covariance'],
  ['rows'],
  ['wasm'],
  ['law', 'simulation'],
  ['compare'],
  ['dataset'],
  ['initialization'],
  ['words'],
  ['plot'],
  ['data'],
  ['figures'],
  ['sweep'],
  ['explorer'],
  ['cli'],
];

/** The files at src's root: what every room may import, and the door that no room may. */
const GROUND = '^src/(errors|check|version)\\.ts$';
const DOOR = '^src/index\\.ts$';

/** What of the explorer runs in threads of its own, and what of law and simulation is quick enough for the page's own thread. */
const PAGE_THREADS = '^src/explorer/((law|simulation|benchmark)/worker|simulation/threaded-engine)\\.ts$';
const QUICK = ['^src/law/distribution/marchenko-pastur\\.ts$', '^src/simulation/workspace\\.ts$'];

const inRooms = (rooms) => `^src/(${rooms.join('|')})/`;

/** Each room's rule: nothing from a room beside it or above it. */
const onlyBelow = ROOMS.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const below = ROOMS.slice(0, floor).flat();
    const closed = ROOMS.flat().filter((other) => other !== room && !below.includes(other));
    return {
      name: `${room}-imports-only-from-below`,
      comment: `The rooms below src/${room} are ${below.join(', ') || 'none but the files at the root'}.`,
      severity: 'error',
      from: { path: inRooms([room]) },
      to: { path: [DOOR, ...closed.map((other) => inRooms([other]))] },
    };
  }),
);

/** Law and simulation know nothing of each other, by any path: their agreement means something only because of this. */
const strangers = [
  ['law', 'simulation'],
  ['simulation', 'law'],
].map(([from, to]) => ({
  name: `${from}-never-reaches-${to}`,
  comment: `Prediction and simulation are independent: no path of imports leads from src/${from} to src/${to}.`,
  severity: 'error',
  from: { path: inRooms([from]) },
  to: { path: inRooms([to]), reachable: true },
}));

export default {
  forbidden: [
    ...strangers,
    ...onlyBelow,
    {
      name: 'ground-imports-no-room',
      comment: 'errors, check and version are what every room stands on.',
      severity: 'error',
      from: { path: GROUND },
      to: { path: ['^src/.+/', DOOR] },
    },
    {
      name: 'no-circles',
      comment: 'Files that import each other are one file, or want a third one below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-wasm-knows-as-bind',
      comment: 'Pointers and layouts of WebAssembly end at src/wasm.',
      severity: 'error',
      from: { path: '^src/', pathNot: inRooms(['wasm']) },
      to: { path: 'node_modules/as-bind/' },
    },
    {
      name: 'only-benchmark-imports-benches',
      comment: 'The page of the benchmark runs the same benches as Node; no other source needs benches or tests.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/explorer/benchmark/' },
      to: { path: '^(bench|test)/' },
    },
    {
      name: 'page-only-draws-and-listens',
      comment: 'What computes runs in the threads of the explorer; its page takes no more than types from there.',
      severity: 'error',
      from: { path: inRooms(['explorer']), pathNot: PAGE_THREADS },
      to: {
        path: inRooms(['law', 'simulation', 'compare', 'wasm']),
        pathNot: QUICK,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-loose-files',
      comment: "src's root holds errors, check, version and index alone; everything else has one of the rooms above.",
      severity: 'error',
      // As many importers as any file: the rule is of where a file lies, and this is how a rule about files can be said.
      module: { path: '^src/', pathNot: [GROUND, DOOR, inRooms(ROOMS.flat())], numberOfDependentsLessThan: 100 },
      from: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
