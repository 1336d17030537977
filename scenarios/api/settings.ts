import { z } from 'zod';
import { knownFaults, parseFault, type Fault } from './fault.ts';

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  BUILD: z.enum(['before', 'after']),
  /** 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** A clock that stands still, for data that was made for a day of its own; the real one if absent. */
  NOW: z.iso.datetime({ offset: true }).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** A regression on purpose; none if absent. */
  FAULT: z
    .string()
    .transform(parseFault)
    .refine((fault) => fault !== null, knownFaults)
    .optional(),
});

export interface Settings {
  readonly databaseUrl: string;
  readonly build: 'before' | 'after';
  readonly port: number;
  /** ISO 8601. */
  readonly clock: () => string;
  readonly logLevel: string;
  readonly fault: Fault | null;
}

/** @throws Error that names each variable that is missing or wrong, never the value: it may hold a password. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const result = environment.safeParse(variables);
  if (!result.success) {
    const wrong = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The environment does not fit. ${wrong.join('; ')}`);
  }
  const { DATABASE_URL, BUILD, PORT, NOW, LOG_LEVEL, FAULT } = result.data;
  return {
    databaseUrl: DATABASE_URL,
    build: BUILD,
    port: PORT,
    clock: () => NOW ?? new Date().toISOString(),
    logLevel: LOG_LEVEL,
    fault: FAULT ?? null,
  };
}
