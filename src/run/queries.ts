import { arrangementsOn } from '../measure/arrange.ts';
import { measureExperiment } from '../measure/measure.ts';
import { measureOverhead } from '../measure/overhead.ts';
import type { ExperimentRecord } from '../record/experiment.ts';
import type { Schedule } from '../record/run.ts';
import { RowStream, tableWord } from '../seeding/stream.ts';
import { decide } from '../statistics/sequential.ts';
import type { Experiment } from '../suite/experiment.ts';
import { experimentSeconds } from './expected.ts';
import type { Stage } from './stage.ts';

/** The stage of a run that measures the experiments, one after another. */
export async function measureQueries(
  experiments: readonly Experiment[],
  schedule: Schedule,
  { suite, seed, server, database, recorder, progress, signal }: Stage,
): Promise<void> {
  if (experiments.length === 0) return;
  const started = performance.now();
  await recorder.update({ overhead: await measureOverhead(server, database) });

  await using arrangements = arrangementsOn(server, database, suite.folder, experiments, signal);
  const random = new RowStream(seed, tableWord('order of the turns'), 0);
  for (const [i, experiment] of experiments.entries()) {
    const measured = recorder.run.experiments;
    progress.start(
      `${experiment.id} (${i + 1}/${experiments.length})`,
      experimentSeconds(experiment, schedule),
    );
    const record = await measureExperiment(experiment, {
      server,
      arrangements,
      schedule,
      random,
      started,
      signal,
      decided: (effects) => decide(effects, schedule).verdict !== 'unclear',
      onProgress: progress.update,
      onUpdate: (record) => recorder.update({ experiments: [...measured, record] }),
      onWarning: recorder.warn,
    });
    signal.throwIfAborted();
    progress.done(inWords(record));
  }
}

function inWords({ classes, variants }: ExperimentRecord): string {
  const rounds = classes.reduce((sum, { rounds }) => sum + rounds.length, 0);
  const drawn = classes.length === 1 ? '1 parameter class' : `${classes.length} parameter classes`;
  return `${variants.length} variants, ${drawn}, ${rounds} rounds`;
}
