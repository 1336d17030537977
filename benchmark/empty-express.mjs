/** Express with nothing to do: what its own part of a request costs. PORT says where. */
import express from 'express';

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.get('/health', (_, response) => void response.end());
app.get('/empty', (_, response) => void response.json({ count: 0 }));
app.listen(Number(process.env.PORT), '127.0.0.1');
