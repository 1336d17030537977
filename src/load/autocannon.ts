import { ownProgram } from '../database/own-program.ts';
import { BenchError } from '../errors.ts';
import type { RoundOfLoad } from '../record/load-round.ts';
import { autocannonReport, type AutocannonOrder, type AutocannonReport } from './autocannon-order.ts';
import { lastLine, startChild } from './child.ts';
import { planned, type LoadDriver } from './driver.ts';
import { cleanEnvironment } from './environment.ts';
import { roundEnd } from './round-end.ts';

/**
 * Closed load, as fast as answers come, in a process of its own.
 * autocannon's rate is not used: it spends a second's requests in a burst, and corrects latencies wrongly.
 */
export function autocannonDriver(env: Readonly<Record<string, string | undefined>>): LoadDriver {
  return async (request): Promise<RoundOfLoad> => {
    const { pacing, seconds, settle, offset } = planned(request);
    if (pacing.kind !== 'saturation') throw new BenchError('pacing-unsupported', 'autocannon', pacing.kind);
    request.signal?.throwIfAborted();
    const { connections } = pacing;
    const order: AutocannonOrder = {
      url: request.url,
      file: request.file,
      connections,
      seconds,
      settle,
      offset,
    };
    const { file, options } = ownProgram('autocannon-process', import.meta.url);
    const child = startChild([process.execPath, ...options, file, JSON.stringify(order)], {
      env: cleanEnvironment(env),
      result: true,
    });
    request.onStart?.(child.pid);
    const stop = (): void => void child.stop('SIGTERM', 1);
    const { how, code } = await roundEnd(child, request, stop);
    const report = readReport(child.stdout());
    if (code !== 0 || report === null) {
      const why = code === 0 ? 'its result cannot be read' : how;
      throw new BenchError('generator-failed', 'autocannon', why, lastLine(child.tail()));
    }
    return {
      ...report.traffic,
      pacing,
      asked: { seconds, rate: null },
      // One thread, and so one core.
      generator: { driver: 'autocannon', version: report.version, cpu: report.cpu, room: 1 },
    };
  };
}

function readReport(text: string): AutocannonReport | null {
  try {
    return autocannonReport.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
