import { createLogUpdate } from 'log-update';
import type { Progress } from '../run/progress.ts';
import { colors, widthOf, type Host } from './host.ts';

/** Without a terminal, a stage that takes longer says so this often, with how long it has taken. */
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
    const line = `${head.padEnd(stageWidth + 2)} ${text}`;
    draw(paint.dim(line.slice(0, widthOf(host.stderr) - 1)));
  };
  const timer = setInterval(redraw, 100).unref();
  return {
    start(name) {
      [stage, text] = [name, ''];
      stopwatch.start();
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
    host.stderr.write(`… ${stage.padEnd(stageWidth)} ${text}  ${stopwatch.elapsed().toFixed(0)} s\n`);
  }, heartbeatSeconds * 1000).unref();
  return {
    start(name) {
      [stage, text] = [name, ''];
      stopwatch.start();
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

function stopwatchOf(): { start(): void; elapsed(): number } {
  let began = performance.now();
  return {
    start() {
      began = performance.now();
    },
    elapsed: () => (performance.now() - began) / 1000,
  };
}
