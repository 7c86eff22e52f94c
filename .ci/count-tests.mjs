// Counts the tests in vitest's JSON reports: `node .ci/count-tests.mjs FILE…`.
import { existsSync, readFileSync } from "node:fs";

const count = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    console.error(`The tests of ${file} did not run.`);
    count.failed += 1;
    continue;
  }
  const results = JSON.parse(readFileSync(file, "utf8"));
  // A file that could not be loaded has no tests to count, yet it failed.
  const broken = results.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  count.passed += results.numPassedTests;
  count.failed += results.numFailedTests + broken.length;
  count.skipped += results.numPendingTests + results.numTodoTests;
}
const { passed, failed, skipped } = count;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 ? 1 : 0;
