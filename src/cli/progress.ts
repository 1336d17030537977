import { createLogUpdate } from 'log-update';
import type { Progress } from '../run/progress.ts';
import { colors, widthOf, type Host } from './host.ts';

/** Without a terminal, a stage that takes longer says so this often, with how long it has taken and will take. */
const heartbeatSeconds = 20;

/** Progress on stderr: a live line on a terminal, a line per stage otherwise. Nothing moves once printed. */
export function progressOn(host: Host): Progress & Disposable {
  const live = host.stderr.isTTY && host.env['TERM'] !== 'dumb' && !host.env['CI'];
  return live ? liveProgress(host) : plainProgress(host);
}

function liveProgress(host: Host): Progress & Disposable {
  // log-update asks for a whole stream but only writes to it and asks for its size.
  const draw = createLogUpdate(host.stderr as NodeJS.WriteStream, { showCursor: true });
  const paint = colors(host, host.stderr);
  const stopwatch = stopwatchOf();
  const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
  let stage: string | undefined;
  let text = '';
  let frame = 0;
  const redraw = (): void => {
    if (stage === undefined) return;
    const head = `${frames[frame++ % frames.length]} ${stage}`;
    const reading = `  ${stopwatch.reading()}`;
    // Whatever is said of the stage, how long it takes stays in sight.
    const room = Math.max(0, widthOf(host.stderr) - 1 - reading.length);
    draw(paint.dim(`${head.padEnd(stageWidth + 2)} ${text}`.slice(0, room) + reading));
  };
  const timer = setInterval(redraw, 100).unref();
  return {
    start(name, expected) {
      [stage, text] = [name, ''];
      stopwatch.start(expected);
      redraw();
    },
    update(now) {
      text = now;
    },
    done(result) {
      draw.clear();
      host.stderr.write(finished(`${paint.green('✓')} `, stage, result, stopwatch.elapsed()));
      stage = undefined;
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      draw.clear();
    },
  };
}

function plainProgress(host: Host): Progress & Disposable {
  const stopwatch = stopwatchOf();
  let stage: string | undefined;
  let text = '';
  // Whether or not there is news: silence for minutes looks like the end.
  const timer = setInterval(() => {
    if (stage === undefined) return;
    host.stderr.write(`… ${stage.padEnd(stageWidth)} ${text}  ${stopwatch.reading()}\n`);
  }, heartbeatSeconds * 1000).unref();
  return {
    start(name, expected) {
      [stage, text] = [name, ''];
      stopwatch.start(expected);
      timer.refresh();
    },
    update(now) {
      text = now;
    },
    done(result) {
      host.stderr.write(finished('✓ ', stage, result, stopwatch.elapsed()));
      stage = undefined;
    },
    [Symbol.dispose]() {
      clearInterval(timer);
    },
  };
}

const stageWidth = 30;

function finished(mark: string, stage: string | undefined, result: string, seconds: number): string {
  const time = seconds >= 0.5 ? `  ${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : '';
  return `${mark}${(stage ?? '').padEnd(stageWidth)} ${result}${time}\n`;
}

interface Stopwatch {
  start(expected?: number): void;
  /** In seconds. */
  elapsed(): number;
  /** "20 s of about 45 s"; "50 s" where it is not known how long it takes, or turned out to be wrong. */
  reading(): string;
}

function stopwatchOf(): Stopwatch {
  let began = performance.now();
  let expected: number | undefined;
  const elapsed = (): number => (performance.now() - began) / 1000;
  return {
    start(seconds) {
      began = performance.now();
      expected = seconds;
    },
    elapsed,
    reading() {
      const now = elapsed();
      const end = expected === undefined || now > expected ? '' : ` of about ${expected.toFixed(0)} s`;
      return `${now.toFixed(0)} s${end}`;
    },
  };
}
