import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { cpuSeconds, meterCpu } from '../../src/load/cpu.ts';

describe.skipIf(process.platform !== 'linux')('CPU time', () => {
  test('of ourselves is what the system says', () => {
    const { user, system } = process.cpuUsage();
    const used = cpuSeconds(process.pid) ?? 0;
    // Children of ours that have ended count too, so it may be more; ticks are hundredths.
    expect(used).toBeGreaterThan((user + system) / 1e6 - 0.05);
  });

  test('includes what descendants used, also those that have ended', async () => {
    const busy = 'i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done';
    const shell = spawn('/bin/sh', ['-c', `/bin/sh -c '${busy}'; echo done; exec sleep 5`]);
    await once(shell.stdout, 'data');
    expect(cpuSeconds(shell.pid ?? 0)).toBeGreaterThanOrEqual(0.01);
    shell.kill('SIGKILL');
  });

  test('of nobody is not known', () => {
    expect(cpuSeconds(2 ** 22 + 1)).toBeNull();
    using meter = meterCpu(2 ** 22 + 1);
    expect(meter.between(0, 1)).toBeNull();
  });
});
