import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runServer } from 'verdaccio';

/** A package as it is published: what npm would take from its `package.json`, and its bytes. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  readonly bytes: Buffer;
}

/** The integrity of a package as npm writes it. */
export function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/** A Verdaccio on a port of its own, with its storage in a folder of its own and no registry behind it. */
export class NpmRegistry {
  private constructor(
    private readonly server: Server,
    private readonly folder: string,
    /** Of its one user, who may publish, and read packages of the scope `@private`. */
    readonly token: string,
  ) {}

  static async start(): Promise<NpmRegistry> {
    const folder = await mkdtemp(join(tmpdir(), 'espalier-registry-'));
    const server = (await runServer({
      storage: join(folder, 'storage'),
      self_path: folder,
      configPath: join(folder, 'config.yaml'),
      secret: 'only-for-the-tests-of-espalier--',
      uplinks: {},
      auth: { htpasswd: { file: join(folder, 'htpasswd') } },
      packages: {
        '@private/*': { access: ['$authenticated'], publish: ['$authenticated'] },
        '**': { access: ['$all'], publish: ['$authenticated'] },
      },
      web: { enable: false },
      max_body_size: '50mb',
      log: { type: 'stdout', level: 'fatal' },
    })) as Server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const answer = await fetch(`${urlOf(server)}-/user/org.couchdb.user:author`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'author', password: 'secret-of-the-author', type: 'user' }),
    });
    const { token } = (await answer.json()) as { token: string };
    return new NpmRegistry(server, folder, token);
  }

  get url(): string {
    return urlOf(this.server);
  }

  /** Publishes as `npm publish` does. */
  async publish({ name, version, bytes }: PublishedPackage): Promise<void> {
    const file = `${name}-${version}.tgz`;
    const dist = {
      integrity: integrityOf(bytes),
      shasum: createHash('sha1').update(bytes).digest('hex'),
      tarball: `${this.url}${name}/-/${file}`,
    };
    const data = bytes.toString('base64');
    const answer = await fetch(`${this.url}${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({
        _id: name,
        name,
        'dist-tags': { latest: version },
        versions: { [version]: { name, version, dist } },
        _attachments: { [file]: { content_type: 'application/octet-stream', data, length: bytes.length } },
      }),
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  /** The file in which it keeps a package. */
  fileOf({ name, version }: Omit<PublishedPackage, 'bytes'>): string {
    return join(this.folder, 'storage', name, `${name.replace(/^.*\//, '')}-${version}.tgz`);
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
    await rm(this.folder, { recursive: true, force: true });
  }
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
