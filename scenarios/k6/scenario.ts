/** For `k6 run scenarios/k6/scenario.ts` by hand; the harness runs the same script (README.md tells how). */
export { default, handleSummary, options, setup } from '../../src/load/k6/script.ts';
