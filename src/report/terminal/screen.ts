import type { createColors } from 'picocolors';
import type { Footnotes } from '../footnotes.ts';

/** What everything that is shown in the terminal is made with. */
export interface Screen {
  readonly colors: ReturnType<typeof createColors>;
  readonly notes: Footnotes;
  /** In characters, without the margin. */
  readonly width: number;
}

/** Without the space before the unit: columns are narrow. */
export function tight(value: string): string {
  return value.replaceAll(/(?<=[\d∞±]) (?=[%a-zµA-Z\d])/g, '');
}
