/** What the API tells of itself while it is under load; it need not. */
export interface ApiLook {
  /** Requests that wait for a connection of its pool. */
  readonly waiting: number | null;
  /** In seconds. */
  readonly eventLoopLag: number | null;
}

/** How long it may take to answer; milliseconds. An event loop that is late for us is late for everybody. */
const patience = 2_000;

/** As `prom-client` names them, or whoever else writes Prometheus text. */
const waitingGauge = /^\w*pool_waiting\w*(?:\{[^}]*\})? (\S+)/m;
const lagGauge = /^nodejs_eventloop_lag_max_seconds(?:\{[^}]*\})? (\S+)/m;

/** Asks `/metrics`, and where that has no word of the pool, `/health/database`. Null for whatever is not told. */
export async function lookAtApi(url: string): Promise<ApiLook> {
  const metrics = await ask(`${url}/metrics`);
  const waiting = numberIn(metrics, waitingGauge);
  return {
    waiting: waiting ?? waitingIn(await ask(`${url}/health/database`)),
    eventLoopLag: numberIn(metrics, lagGauge),
  };
}

async function ask(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
    const text = await answer.text();
    return answer.ok ? text : '';
  } catch {
    return '';
  }
}

function numberIn(text: string, pattern: RegExp): number | null {
  const number = Number(pattern.exec(text)?.[1] ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}

function waitingIn(json: string): number | null {
  try {
    const { pool } = JSON.parse(json) as { pool?: { waiting?: unknown } };
    return typeof pool?.waiting === 'number' ? pool.waiting : null;
  } catch {
    return null;
  }
}
