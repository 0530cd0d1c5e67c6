// The limit that insights are held against: a bare `node:http` server that answers each question by statements
// written for it, over the same driver; no sign-in, no checks, no pages. A process of its own. Arguments: database
// URL and kind.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openBareDriver } from '../http/bare-driver.ts';
import { limitOn } from './queries/asked.ts';
import { QUESTIONS } from './questions.ts';

const [url, kind] = [process.argv[2]!, process.argv[3] as 'mariadb' | 'sqlite'];
const limit = limitOn(await openBareDriver(url), kind);

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
  const question = QUESTIONS.find((it) => `/${it.name}` === pathname)!;
  const [schoolId, pupilId, asOf] = ['schoolId', 'pupilId', 'asOf'].map((it) => searchParams.get(it)!);
  question
    .query(limit, { schoolId: schoolId!, pupilId: pupilId!, asOf: asOf! })
    .then((data) => {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify({ data }));
    })
    .catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end(String(error));
    });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => process.exit(0));
