import { expect, onTestFinished, test, vi } from 'vitest';
import { serverOwner } from '../../src/database/owner.ts';

test.runIf(process.getuid?.() === 0)('root without a way to make a user: a sentence, a remedy', async () => {
  vi.stubEnv('PATH', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(serverOwner()).rejects.toMatchObject({
    code: 'no-server-user',
    exit: 2,
    message: expect.stringContaining('useradd'),
  });
});
