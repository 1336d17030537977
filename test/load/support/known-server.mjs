/**
 * A server whose truth is known. PORT says where; the first part of the path says how it answers:
 *   /after/50          200 after 50 ms
 *   /nine-in-ten/20/200  after 20 ms, each tenth after 200 ms
 *   /status/500        that status, at once
 *   /hang              never
 *   /reset             breaks the connection
 *   /close             closes the connection without an answer
 *   /die-after/30      200 at once; the process kills itself at the thirtieth
 * GET /seen gives, by path, how many requests came.
 */
import { createServer } from 'node:http';

const seen = new Map();
let tenths = 0;

createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (path === '/seen') return response.end(JSON.stringify(Object.fromEntries(seen)));
  const count = (seen.get(path) ?? 0) + 1;
  if (path !== '/health') seen.set(path, count);
  const [, how, ...numbers] = path.split('/');
  const [a, b] = numbers.map(Number);
  const answer = (after, status = 200) =>
    setTimeout(() => response.writeHead(status).end('known\n'), after);
  switch (how) {
    case 'after':
      return answer(a);
    case 'nine-in-ten':
      return answer(++tenths % 10 === 0 ? b : a);
    case 'status':
      return answer(0, a);
    case 'hang':
      return;
    case 'reset':
      return request.socket.resetAndDestroy();
    case 'close':
      return request.socket.destroy();
    case 'die-after':
      if (count >= a) process.kill(process.pid, 'SIGKILL');
      return answer(0);
    default:
      return answer(0);
  }
}).listen(Number(process.env.PORT), '127.0.0.1');
