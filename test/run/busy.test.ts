import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { busyCores } from '../../src/run/busy.ts';

test('cores that others keep busy are seen, and no more than there are', async () => {
  const burner = new Worker('for (;;);', { eval: true });
  try {
    const busy = await busyCores();
    expect(busy).toBeGreaterThan(0.5);
    expect(busy).toBeLessThanOrEqual(cpus().length * 1.01);
  } finally {
    await burner.terminate();
  }
});
