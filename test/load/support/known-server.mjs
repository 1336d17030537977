/**
 * A server whose truth is known. PORT says where; the first part of the path says how it answers:
 *   /at-once           200, without a timer
 *   /after/50          200 after 50 ms
 *   /nine-in-ten/20/200  after 20 ms, each tenth after 200 ms
 *   /status/500        that status, at once
 *   /hang              never
 *   /reset             breaks the connection
 *   /close             closes the connection without an answer
 *   /die-after/30      200 at once; the process kills itself at the thirtieth
 *   /crowd/6/100       200 after 100 ms; the process kills itself when six wait
 * With STATUS it answers with that to everything but /health. GET /seen gives, by path, how many requests came; GET /took,
 * how many seconds each answer took that waits for a timer.
 */
import { createServer } from 'node:http';

const seen = new Map();
const took = new Map();
let tenths = 0;
let crowd = 0;

createServer((request, response) => {
  const path = request.url.split('?')[0];
  const told = { '/seen': seen, '/took': took }[path];
  if (told !== undefined) {
    response.end(JSON.stringify(Object.fromEntries(told)));
    return;
  }
  const count = (seen.get(path) ?? 0) + 1;
  if (path !== '/health') seen.set(path, count);
  const always = path === '/health' ? undefined : process.env.STATUS;
  const [, how, ...numbers] = always === undefined ? path.split('/') : ['', 'status', always];
  const [a, b] = numbers.map(Number);
  const answer = (after, status = 200) => {
    const began = performance.now();
    const times = took.get(path) ?? [];
    took.set(path, times);
    const note = () => times.push((performance.now() - began) / 1000);
    setTimeout(() => response.writeHead(status).end('known\n', note), after);
  };
  switch (how) {
    case 'at-once':
      response.end('known\n');
      break;
    case 'after':
      answer(a);
      break;
    case 'nine-in-ten':
      answer(++tenths % 10 === 0 ? b : a);
      break;
    case 'status':
      answer(0, a);
      break;
    case 'hang':
      break;
    case 'reset':
      request.socket.resetAndDestroy();
      break;
    case 'close':
      request.socket.destroy();
      break;
    case 'crowd':
      if (++crowd >= a) process.kill(process.pid, 'SIGKILL');
      response.once('close', () => crowd--);
      answer(b);
      break;
    case 'die-after':
      if (count >= a) process.kill(process.pid, 'SIGKILL');
      answer(0);
      break;
    default:
      answer(0);
  }
}).listen(Number(process.env.PORT), '127.0.0.1');
