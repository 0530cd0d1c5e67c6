import { once } from 'node:events';
import { connect } from 'node:net';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { startServer, type TestServer } from './support/server.js';

describe('bytes on the port of the server', () => {
  let database: TestDatabase;
  let server: TestServer;

  beforeAll(async () => {
    database = await DATABASES[0]!.make();
    server = await startServer(database);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('what is no HTTP gets a problem document too', async () => {
    const { hostname, port } = new URL(server.url);
    for (const text of [
      'GET / HTTP/9.9\r\n\r\n',
      'NONSENSE\r\n\r\n',
      `GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`,
    ]) {
      const socket = connect(Number(port), hostname);
      socket.write(text);
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      await once(socket, 'close');
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).toContain('application/problem+json');
      expect(answer).toContain('"code":"bad-request-target"');
    }
  });
});
