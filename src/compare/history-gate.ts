import type { ExactFacts } from '../record/gate.ts';
import type { HistorySubject, HistoryTime } from '../record/history.ts';
import type { Run } from '../record/run.ts';
import { judgeGate } from './gate/judge-gate.ts';
import type { SubjectJudgement } from './gate/judgement.ts';
import { countsOf, timesOf } from './history-values.ts';

/** Of a gate, what its head came to; the base is in the history as a head of its own, or never was one. */
export function gateHistory(run: Run): readonly HistorySubject[] {
  const { gate } = run;
  if (gate === null) return [];
  return judgeGate(run).subjects.flatMap((judged): readonly HistorySubject[] => {
    const { kind, name } = judged;
    const record = gate.subjects.find((one) => one.kind === kind && one.name === name);
    if (record === undefined || record.gone) return [];
    return [{ kind, name, times: headTimes(judged), counts: headCounts(record.head) }];
  });
}

function headTimes({ times, invalid }: SubjectJudgement): HistorySubject['times'] {
  if (invalid !== null) return {};
  const of = (metric: HistoryTime) => times.find((one) => one.metric === metric)?.head;
  return timesOf({ p50: of('p50'), p95: of('p95') });
}

function headCounts(facts: ExactFacts | null): HistorySubject['counts'] {
  if (facts === null || facts.failure !== null) return {};
  const { statements, rows, buffers, walBytes } = facts;
  return countsOf({ statements, rows, buffers, walBytes });
}
