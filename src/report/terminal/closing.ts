import type { Judgement } from '../../compare/judgement.ts';
import { wrapped } from '../columns.ts';
import { mostFavourable } from '../measured.ts';
import { proposals } from '../proposals.ts';
import { change, size } from '../units.ts';
import { plural, warningInWords } from '../words.ts';
import { bytesOf, neededIndexes, type ExperimentView } from '../view.ts';
import type { Screen } from './screen.ts';

/** More warnings than this are for the report. */
const mostWarnings = 4;

/** What to remember: warnings, the verdict on the whole, the first thing to do, and where to read on. */
export function closingLines(
  judgement: Judgement,
  experiments: readonly ExperimentView[],
  { colors, width, report }: Screen & { readonly report: string | null },
): readonly string[] {
  const first = experiments.find(({ record }) => record.classes.length > 0)?.record.id;
  return [
    ...warningLines(judgement.warnings.map(warningInWords), width),
    ...wrapped(colors.bold(judgement.headline), width),
    ...doFirst(experiments).flatMap((line) => wrapped(line, width)),
    ...(report === null ? [] : [`Report: ${report}`]),
    ...(first === undefined ? [] : [`Plans:  bench plan ${first}`]),
  ];
}

/** The first few of many, with an empty line behind them; nothing where there are none. */
export function warningLines(warnings: readonly string[], width: number): readonly string[] {
  if (warnings.length === 0) return [];
  const shown = warnings
    .slice(0, mostWarnings)
    .flatMap((warning, i) => wrapped(`${i + 1}. ${warning}`, width, '   '));
  const more = warnings.length - mostWarnings;
  return [
    plural(warnings.length, 'warning'),
    ...shown,
    ...(more > 0 ? [`and ${more} more in the report`] : []),
    '',
  ];
}

function doFirst(experiments: readonly ExperimentView[]): readonly string[] {
  const [best] = proposals(experiments);
  const gain = mostFavourable(best?.variant.judgement.comparisons ?? []);
  if (best === undefined || best.advice !== 'Do first' || gain === undefined) return [];
  const bytes = bytesOf(neededIndexes(best.variant));
  const cost =
    bytes === 0 ? 'no index needed' : `${size(bytes)} of indexes, whose cost for writes was not measured`;
  return [
    `Do first: ${best.experiment.record.id}, ${best.variant.record.title}: ${change(gain.ratio.estimate)} (${gain.class}), ${cost}.`,
  ];
}
