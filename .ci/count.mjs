// Prints `N passed, N failed` (and `, N skipped`) from vitest's JSON report, as the last line of the checks. Fails if a
// test failed, or a file that never came to its tests, or if none ran.
import { existsSync, readFileSync } from 'node:fs';

const path = process.argv[2];
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
const files = report?.testResults ?? [];
const count = (status) =>
  files.flatMap((file) => file.assertionResults).filter((test) => test.status === status).length;

const isBroken = (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');
const passed = count('passed');
const failed = count('failed') + files.filter(isBroken).length;
const skipped = files.flatMap((file) => file.assertionResults).length - passed - count('failed');

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
if (failed > 0 || passed === 0) process.exitCode = 1;
