import type { Plan } from '../record/plan.ts';
import { parseNodes } from './node.ts';
import { numberOf, objectOf, seconds, secondsOf, type Raw } from './raw.ts';

/**
 * Translates one element of what `EXPLAIN (FORMAT JSON)` answers, of PostgreSQL 11 to 18, with or without ANALYZE.
 * Keys that are not known are passed over; figures that are not there are null.
 *
 * @param json `{ "Plan": { … }, "Planning Time": …, … }`
 * @param mode whether the planner knew the parameters' values
 * @param statement the text that was explained
 */
export function parsePlan(json: unknown, mode: Plan['mode'], statement: string): Plan {
  const raw = objectOf(json);
  const top = objectOf(raw['Plan']);
  const settings = Object.fromEntries(
    Object.entries(objectOf(raw['Settings'])).map(([name, value]) => [name, String(value)]),
  );
  return {
    mode,
    statement,
    root: parseNodes(top, settings['parallel_leader_participation'] !== 'off'),
    planning: secondsOf(raw, 'Planning Time'),
    execution: secondsOf(raw, 'Execution Time'),
    settings,
    serialization: serializationOf(objectOf(raw['Serialization'])),
    wal: walOf(top),
    jit: jitOf(objectOf(raw['JIT'])),
  };
}

function serializationOf(raw: Raw): Plan['serialization'] {
  const time = secondsOf(raw, 'Time');
  const kilobytes = numberOf(raw, 'Output Volume');
  return time === null || kilobytes === null ? null : { time, bytes: kilobytes * 1024 };
}

function walOf(raw: Raw): Plan['wal'] {
  const records = numberOf(raw, 'WAL Records');
  if (records === null) return null;
  return { records, fullPageImages: numberOf(raw, 'WAL FPI') ?? 0, bytes: numberOf(raw, 'WAL Bytes') ?? 0 };
}

/** Each kind of work has a time of its own; in some versions one of them is an object with parts. */
function jitOf(raw: Raw): Plan['jit'] {
  const functions = numberOf(raw, 'Functions');
  const total = numberOf(objectOf(raw['Timing']), 'Total');
  return functions === null ? null : { functions, total: seconds(total ?? 0) };
}
