import junit, { type Builder, type TestCase } from 'junit-report-builder';
import { createColors } from 'picocolors';
import type { Check, GateJudgement } from '../../compare/gate/judgement.ts';
import type { Run } from '../../record/run.ts';
import { capital } from '../words.ts';
import { sideInWords } from './circumstances.ts';
import { subjectLines } from './terminal/changes.ts';
import { failing, gateFails, gateView, subjectOf, type GateView } from './view.ts';
import { checkInWords } from './words.ts';

// Its types speak of a default export, which it, as CommonJS, does not have: it is the builder itself.
const reports = junit as unknown as Builder;

const suites = [
  { kind: 'route', name: 'routes' },
  { kind: 'query', name: 'queries' },
] as const;

/** Plain text of a width that fits where CI shows it. */
const screen = { colors: createColors(false), width: 100 };

/**
 * A test case for each check: a failure where it fails the gate, an error where it could not be measured, skipped where
 * it is waived. Values are in base units.
 */
export function renderGateJunit(run: Run, gate: GateJudgement): string {
  const view = gateView(run, gate);
  const report = reports.newBuilder().name(run.suite.name);
  for (const { kind, name } of suites) {
    const checks = gate.checks.filter((check) => check.kind === kind);
    if (checks.length === 0) continue;
    const suite = report.testSuite().name(name).timestamp(run.startedAt);
    suite.property('base', sideInWords(view.record.base)).property('head', sideInWords(view.record.head));
    for (const check of checks) fill(suite.testCase(), view, check);
  }
  addVerdict(report, view);
  return `${report.build()}\n`;
}

function fill(testCase: TestCase, view: GateView, check: Check): void {
  testCase.className(check.subject).name(check.metric);
  for (const [name, value] of propertiesOf(check)) testCase.property(name, value);
  const { outcome } = check;
  const message = capital(check.sentence);
  const words = checkInWords(check);
  if (failing(view, check)) testCase.failure(message, outcome).stacktrace(evidenceOf(view, check));
  else if (outcome === 'invalid') testCase.error(message, outcome, words);
  else if (outcome === 'waived') testCase.skipped().standardOutput(words);
  else testCase.standardOutput(words);
}

function propertiesOf({
  id,
  allowed,
  base,
  head,
  change,
  outcome,
}: Check): readonly (readonly [string, string])[] {
  const figures = {
    base,
    head,
    ratio: change?.estimate,
    'ratio-low': change?.low,
    'ratio-high': change?.high,
  };
  const known = Object.entries(figures).flatMap(([name, value]) =>
    typeof value === 'number' && Number.isFinite(value) ? [[name, String(value)] as const] : [],
  );
  return [['id', id], ['allowed', allowed], ['outcome', outcome], ...known];
}

/** All that one has to see, as a log shows nothing else. */
function evidenceOf(view: GateView, check: Check): string {
  const subject = subjectOf(view, check);
  const changes = subject === undefined ? [] : subjectLines(view, subject, screen);
  const parts = [checkInWords(check), changes.join('\n'), `Reproduce: ${view.run.request.command}`];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Where the gate as a whole does not pass and no check says so, the report must not be green. */
function addVerdict(report: Builder, view: GateView): void {
  const { outcome, headline, checks } = view.judgement;
  const said = checks.some((check) => failing(view, check) || check.outcome === 'invalid');
  if (said || !(gateFails(view) || outcome === 'invalid')) return;
  const testCase = report.testSuite().name('gate').testCase().className('gate').name('verdict');
  if (outcome === 'invalid') testCase.error(headline, outcome);
  else testCase.failure(headline, outcome);
}
