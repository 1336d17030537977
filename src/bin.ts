#!/usr/bin/env node
import { main } from './cli/main.ts';

// Whoever reads it may have seen enough (`bench … | head`): a run goes on to its end all the same, and its report is a file.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(process);
