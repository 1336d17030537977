import { sql } from '../src/index.ts';

/** What `NOW()` is to statements and parameters here: the data end at the dataset's fixed now, whatever the clock says. */
export const now = sql`'2026-01-06T12:00:00Z'::timestamptz`;
