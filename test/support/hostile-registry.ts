import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { integrityOf, type PublishedPackage } from './npm-registry.js';

/** How a registry answers one request: whatever a test has it do. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on a port of its own that is asked as a registry and answers as it likes. */
export class HostileRegistry {
  /** The paths it was asked for, in order, with what they were asked with. */
  readonly asked: { readonly path: string; readonly authorization: string | undefined }[] = [];
  answer: Answering = (_request, response) => void response.writeHead(404).end('{}');

  private readonly server = createServer((request, response) => {
    this.asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
    response.on('error', () => undefined);
    this.answer(request, response);
  });

  static async start(): Promise<HostileRegistry> {
    const registry = new HostileRegistry();
    registry.server.listen(0, '127.0.0.1');
    await once(registry.server, 'listening');
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** Names one version, whose file it says is at `tarball`; that file is the package unless `give` says otherwise. */
  offer(
    { name, version, bytes }: PublishedPackage,
    dist: Record<string, unknown> = {},
    give: Answering = (_request, response) => void response.end(bytes),
  ): void {
    const described = { tarball: `${this.url}file.tgz`, integrity: integrityOf(bytes), ...dist };
    const versions = { [version]: { name, version, dist: described } };
    this.answer = (request, response) => {
      if (request.url === '/file.tgz') {
        give(request, response);
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
    };
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
