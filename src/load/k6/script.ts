/**
 * The script that k6 runs: any prepared traffic, open or closed.
 * k6 strips its types and reads the files that it imports; no package of ours can be used in here.
 * By hand: `k6 run -e TRAFFIC=… -e BASE_URL=…` (scenarios/k6/README.md).
 */
import { check, sleep } from 'k6';
import { SharedArray } from 'k6/data';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import type { Options } from 'k6/options';
import { mishaps } from '../../record/mishaps.ts';
import type { PreparedRequest, PreparedTraffic } from '../traffic.ts';
import { executorOf } from './executor.ts';
import { mishapOf } from './mishap-of.ts';
import { counterOf, outcomeOf, submetrics, thirdsOf, trendStats, type Summary } from './outcome.ts';
import { bucketSeconds, roundOf, type Round } from './round.ts';
import { summaryText } from './summary-text.ts';
import { dueAtRate, dueOnRamp, restOfThink } from './timing.ts';

// Shared, so that a thousand virtual users do not hold a thousand copies.
const requests = new SharedArray<PreparedRequest>('requests', () => [...read().requests]);
const round = new SharedArray<Round>('round', () => [roundOf(__ENV, read())])[0] as Round;

function read(): PreparedTraffic {
  const file = __ENV['TRAFFIC'];
  if (!file) throw new Error('say what to send: -e TRAFFIC=/path/to/traffic.json');
  return JSON.parse(open(file)) as PreparedTraffic;
}

const whole = round.settle + round.seconds;
const bucket = bucketSeconds(round.seconds);
const hasThirds = thirdsOf(round).length > 0;

const serviceTime = new Trend('service_time', true);
const scheduledTime = new Trend('scheduled_time', true);
const answered = new Counter('answered');
const completed = new Counter('completed');
const counters = new Map(mishaps.map((kind) => [kind, new Counter(counterOf(kind))]));

const routes = round.routes.map(({ name, expect }) => ({
  check: `${name}: answered as expected`,
  expect,
  name,
  params: {
    redirects: 0,
    timeout: `${round.timeout}s`,
    tags: { name },
    responseCallback: http.expectedStatuses(...expect),
  },
}));

export const options: Options = {
  scenarios: { load: executorOf(round.pacing, whole, round.timeout) },
  discardResponseBodies: true,
  summaryTrendStats: [...trendStats],
  thresholds: submetrics(round),
};

export function setup(): { readonly startedAt: number } {
  return { startedAt: Date.now() / 1000 };
}

export default function oneRequest(): void {
  if (round.pacing.kind === 'users') {
    const { think } = round.pacing;
    const wait =
      exec.vu.iterationInScenario === 0
        ? restOfThink(think, Math.random(), Math.random())
        : think[0] + Math.random() * (think[1] - think[0]);
    const left = whole - elapsed();
    sleep(Math.min(wait, left));
    if (wait >= left) return;
  }
  send(exec.scenario.iterationInTest, elapsed());
}

function send(index: number, began: number): void {
  const request = requests[(round.offset + index) % requests.length] as PreparedRequest;
  const route = routes[request.route] as (typeof routes)[number];
  const answer = http.request(request.method, round.baseUrl + request.path, request.body, {
    ...route.params,
    headers: request.headers,
  });
  const right = check(answer, { [route.check]: ({ status }) => route.expect.includes(status) });
  const ended = elapsed();
  if (right && ended >= round.settle && ended < whole) completed.add(1);
  if (began < round.settle || began >= whole) return;
  const counted = began - round.settle;
  const tags: Record<string, string> = { route: route.name };
  if (hasThirds) tags['third'] = String(Math.floor((3 * counted) / round.seconds));
  if (!right) {
    counters.get(mishapOf(answer))?.add(1, tags);
    return;
  }
  const { duration } = answer.timings;
  const at = String(Math.floor(counted / bucket) * bucket);
  answered.add(1, tags);
  serviceTime.add(duration, { ...tags, at });
  const due = dueAt(index);
  if (due !== null) scheduledTime.add(Math.max(0, began - due) * 1000 + duration, tags);
}

function dueAt(index: number): number | null {
  if (round.pacing.kind === 'rate') return dueAtRate(index, round.pacing.rate);
  if (round.pacing.kind === 'ramp') return dueOnRamp(index, round.pacing);
  return null;
}

/** Seconds since the load began, `whole` after its end; k6's own clock, since Date counts whole milliseconds. */
function elapsed(): number {
  return exec.scenario.progress * whole;
}

export function handleSummary(summary: Summary): Readonly<Record<string, string>> {
  const outcome = outcomeOf(summary, round, Date.now() / 1000 - whole);
  const file = __ENV['RESULT'];
  return file ? { [file]: JSON.stringify(outcome) } : { stdout: summaryText(outcome) };
}
