import { generateKeyPairSync } from 'node:crypto';
import { generateSigningKeys, readPackage, signatureFile } from '@espalier/sdk/manifest';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf, ended, type Evaluation, type EvaluationResult, startRun } from './support/evaluations.js';
import { makeClient, makePupil, makeSchool, next, type School } from './support/factories.js';
import { makePackage, packageForm, QUIET_BUNDLE, signedPackage } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';
import { writeRows } from './support/write-rows.js';

interface Plugin {
  id: string;
  name: string;
  version: string;
  state: string;
  stateReason: string | null;
  bundleDigest: string;
  signature: { status: string; keyId: string | null };
}
interface Key {
  id: string;
  publisher: string;
  keyId: string;
  publicKey: string;
  revokedAt: string | null;
  revocationReason: string | null;
}
interface Installation {
  state: string;
  stateReason: string | null;
}

const KEYS = '/api/v1/publisher-keys';
const PLUGINS = '/api/v1/plugins';

describe.each(DATABASES)('signed plugins on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;

  const start = async (trust: string) => {
    server = await startServer(database, { ESPALIER_PLUGIN_TRUST: trust });
    admin = await signIn(server);
  };

  beforeAll(async () => {
    database = await make();
    await start('any');
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const addKey = async (publisher = 'st-aldates') => {
    const pair = generateSigningKeys();
    const key = await admin.expect(admin.post<Key>(KEYS, { publisher, publicKey: pair.publicKey }));
    return { ...pair, ...key };
  };

  const revoke = (id: string) => admin.post<Key>(`${KEYS}/${id}/revocations`, { reason: 'It was stolen.' });

  const packed = (name = `@st-aldates/plugin-${next()}`) => makePackage({ members: { name } });

  const upload = <T = Plugin>(bytes: Buffer) => admin.post<T>(PLUGINS, packageForm(bytes));

  const refusal = async (bytes: Buffer) => {
    const { status, body } = await upload<Problem>(bytes);
    return [status, body.code, ...(body.errors ?? []).map((it) => `${it.pointer} ${it.code}`)];
  };

  const enable = <T = Installation>(school: School, { name, version }: Plugin) =>
    admin.send<T>('PUT', `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`, {
      body: { version, enabled: true, grants: ['yearGroup'], settings: {} },
    });

  const installationOf = (school: School, { name }: Plugin) =>
    admin.expect(admin.get<Installation>(`/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`));

  const read = async ({ name }: Plugin) => {
    const { body } = await admin.get<{ versions: Plugin[] }>(`${PLUGINS}/${encodeURIComponent(name)}`);
    return body.versions[0]!;
  };

  /** The names of the plugins that a run of a school evaluates; none where the run is refused for that. */
  const runOf = async (school: School) => {
    const body = { schoolId: school.id, mode: 'live' };
    const started = await admin.post<Evaluation & Problem>('/api/v1/evaluations', body);
    if (started.body.code === 'plugin-refused') return [];
    const run = await ended(admin, started.body);
    return run.policies.map((it) => it.plugin);
  };

  const actionsOn = async (id: string) => {
    const { data } = await admin.expect(
      admin.get<Page<{ action: string }>>(`/api/v1/audit-events?resourceId=${id}&limit=500`),
    );
    return data.map((it) => it.action);
  };

  describe('keys of publishers', () => {
    it('are added once, read and listed, with who did it in the audit log', async () => {
      const key = await addKey('keys-one');
      expect(key).toMatchObject({ publisher: 'keys-one', revokedAt: null });
      const path = `${KEYS}/${key.id}`;
      expect((await admin.get(path)).body).toMatchObject({ keyId: key.keyId, publicKey: key.publicKey });
      const list = await admin.get<Page<Key>>(`${KEYS}?publisher=keys-one&revoked=false`);
      expect(list.body.data.map((it) => it.id)).toEqual([key.id]);
      const again = await admin.post<Problem>(KEYS, { publisher: 'keys-one', publicKey: key.publicKey });
      expect(again).toMatchObject({ status: 409, body: { code: 'duplicate' } });
      expect(await actionsOn(key.id)).toEqual(['publisher-key.add']);
    });

    it('are taken as one line of base64 too, and have the same name then', async () => {
      const { publicKey, keyId } = generateSigningKeys();
      const line = publicKey.replace(/-----.*-----|\n/g, '');
      const made = await admin.expect(admin.post<Key>(KEYS, { publisher: 'keys-line', publicKey: line }));
      expect(made).toMatchObject({ keyId, publicKey });
    });

    it('are revoked once, with the reason, and never trusted again', async () => {
      const key = await addKey('keys-two');
      const revoked = await revoke(key.id);
      expect(revoked).toMatchObject({
        status: 200,
        body: { revokedAt: expect.any(String), revocationReason: 'It was stolen.' },
      });
      expect(await revoke(key.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
      const again = await admin.post<Problem>(KEYS, { publisher: 'keys-two', publicKey: key.publicKey });
      expect(again.body.detail).toContain('revoked');
      expect((await admin.get<Page<Key>>(`${KEYS}?publisher=keys-two&revoked=false`)).body.data).toEqual([]);
      expect(await actionsOn(key.id)).toEqual(['publisher-key.add', 'publisher-key.revoke']);
    });

    const pem = (type: 'spki' | 'pkcs8', key: { export(options: object): unknown }) =>
      String(key.export({ type, format: 'pem' }));

    it.each<[string, object, string]>([
      ['a private key', { publicKey: pem('pkcs8', generateKeyPairSync('ed25519').privateKey) }, '/publicKey'],
      [
        'a key of another kind',
        { publicKey: pem('spki', generateKeyPairSync('x25519').publicKey) },
        '/publicKey',
      ],
      ['no key at all', { publicKey: 'hello' }, '/publicKey'],
      ['a publisher that no manifest can name', { publisher: 'St Aldates' }, '/publisher'],
    ])('%s is refused, and not repeated', async (_name, members, pointer) => {
      const { publicKey } = generateSigningKeys();
      const answer = await admin.post<Problem>(KEYS, { publisher: 'keys-three', publicKey, ...members });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
      expect(JSON.stringify(answer.body)).not.toContain('MC4CAQAwBQ');
    });

    it('every school sees them; a client of one school changes none', async () => {
      const key = await addKey('keys-four');
      const school = await makeSchool(admin);
      const api = await makeClient(server, admin, ['plugins:read', 'plugins:manage'], [school.id]);
      expect((await api.get(`${KEYS}/${key.id}`)).status).toBe(200);
      const { publicKey } = generateSigningKeys();
      expect(await api.post(KEYS, { publisher: 'keys-four', publicKey })).toMatchObject({ status: 403 });
      expect(await api.post(`${KEYS}/${key.id}/revocations`, { reason: 'x' })).toMatchObject({ status: 403 });
      expect((await admin.get<Key>(`${KEYS}/${key.id}`)).body.revokedAt).toBeNull();
    });
  });

  describe('where any package is taken', () => {
    it('a version says how it is signed', async () => {
      const { privateKey, keyId } = await addKey();
      expect((await upload(packed())).body.signature).toEqual({ status: 'unsigned', keyId: null });
      const signed = await upload(await signedPackage(packed(), privateKey));
      expect(signed).toMatchObject({ status: 201, body: { signature: { status: 'signed', keyId } } });
      const stranger = generateSigningKeys();
      const unknown = await upload(await signedPackage(packed(), stranger.privateKey));
      expect(unknown.body.signature).toEqual({ status: 'unknown-key', keyId: stranger.keyId });
    });

    it('a signature that does not hold is refused all the same', async () => {
      const { privateKey } = await addKey();
      const name = `@st-aldates/plugin-${next()}`;
      const good = await signedPackage(makePackage({ members: { name } }), privateKey);
      const reading = await readPackage(good);
      const signature = reading.ok ? reading.contents.get(signatureFile)!.toString() : '';
      const changed = makePackage({
        members: { name },
        bundle: `${QUIET_BUNDLE} `,
        files: { [signatureFile]: signature },
      });
      expect(await refusal(changed)).toEqual([400, 'signature-refused', `${signatureFile} changed`]);
      const malformed = makePackage({ members: { name }, files: { [signatureFile]: `${signature} ` } });
      expect(await refusal(malformed)).toEqual([400, 'signature-refused', `${signatureFile} malformed`]);
      const other = makePackage({
        members: { name },
        espalierMembers: { publisher: 'somebody-else' },
        files: { [signatureFile]: signature },
      });
      expect(await refusal(other)).toEqual([400, 'signature-refused', `${signatureFile} other-publisher`]);
      expect((await admin.get(`${PLUGINS}/${encodeURIComponent(name)}`)).status).toBe(404);
    });

    it('a key counts for its own publisher alone', async () => {
      const { privateKey } = await addKey('somebody-else');
      const made = await upload(await signedPackage(packed(), privateKey));
      expect(made.body.signature.status).toBe('unknown-key');
    });

    it('a key that is added later counts once the package comes again', async () => {
      const { privateKey, publicKey } = generateSigningKeys();
      const bytes = await signedPackage(packed(), privateKey);
      expect((await upload(bytes)).body.signature.status).toBe('unknown-key');
      await admin.expect(admin.post(KEYS, { publisher: 'st-aldates', publicKey }));
      expect((await upload(bytes)).body.signature.status).toBe('signed');
    });

    it('what a revoked key has signed runs no more and comes in no more, until another key has signed it', async () => {
      const [key, other] = [await addKey(), await addKey()];
      const school = await makeSchool(admin);
      await makePupil(admin, school);
      const bytes = packed();
      const plugin = await admin.expect(upload(await signedPackage(bytes, key.privateKey)));
      await admin.expect(enable(school, plugin));
      expect(await runOf(school)).toEqual([plugin.name]);

      await admin.expect(revoke(key.id));
      const stopped = await read(plugin);
      expect(stopped).toMatchObject({ state: 'untrusted', signature: { status: 'revoked-key' } });
      expect(stopped.stateReason).toContain('signed with a key that is trusted');
      expect(await installationOf(school, plugin)).toMatchObject({ state: 'untrusted' });
      expect(await runOf(school)).toEqual([]);
      expect(await enable<Problem>(school, plugin)).toMatchObject({
        status: 409,
        body: { code: 'plugin-refused' },
      });
      expect(await refusal(await signedPackage(bytes, key.privateKey))).toEqual([
        400,
        'signature-refused',
        `${signatureFile} revoked-key`,
      ]);

      const again = await admin.expect(upload(await signedPackage(bytes, other.privateKey)));
      expect(again).toMatchObject({ id: plugin.id, state: 'installed', signature: { keyId: other.keyId } });
      expect(await runOf(school)).toEqual([plugin.name]);
      expect(await actionsOn(plugin.id)).toEqual(['plugin.install', 'plugin.distrust', 'plugin.trust']);
    });

    it('of a key that is revoked while packages come in, none runs afterwards', async () => {
      const key = await addKey();
      const signed = await Promise.all([1, 2, 3].map(() => signedPackage(packed(), key.privateKey)));
      const [answers] = await Promise.all([Promise.all(signed.map((it) => upload(it))), revoke(key.id)]);
      const made = answers.filter((it) => it.status === 201).map((it) => it.body);
      const states = await Promise.all(made.map(async (it) => (await read(it)).state));
      expect(states).toEqual(made.map(() => 'untrusted'));
    });
  });

  it('a server that is started for signed packages runs no others, until it is started for any', async () => {
    const { privateKey } = await addKey();
    const school = await makeSchool(admin);
    await makePupil(admin, school);
    const plain = await admin.expect(upload(packed()));
    const signed = await admin.expect(upload(await signedPackage(packed(), privateKey)));
    for (const it of [plain, signed]) await admin.expect(enable(school, it));
    expect((await runOf(school)).sort()).toEqual([plain.name, signed.name].sort());

    await server.stop();
    await start('signed');
    const stopped = await read(plain);
    expect(stopped).toMatchObject({ state: 'untrusted', signature: { status: 'unsigned' } });
    expect(stopped.stateReason).toContain('Install it again, signed');
    expect(await installationOf(school, signed)).toMatchObject({ state: 'enabled' });
    expect(await runOf(school)).toEqual([signed.name]);
    expect(await enable<Problem>(school, plain)).toMatchObject({
      status: 409,
      body: { code: 'plugin-refused' },
    });
    expect(await refusal(packed())).toEqual([400, 'signature-refused', `${signatureFile} unsigned`]);
    const stranger = await signedPackage(packed(), generateSigningKeys().privateKey);
    expect(await refusal(stranger)).toEqual([400, 'signature-refused', `${signatureFile} unknown-key`]);
    expect(await upload(await signedPackage(packed(), privateKey))).toMatchObject({ status: 201 });

    await server.stop();
    await start('any');
    expect(await installationOf(school, plain)).toMatchObject({ state: 'enabled', stateReason: null });
    expect((await runOf(school)).sort()).toEqual([plain.name, signed.name].sort());
    expect(await actionsOn(plain.id)).toEqual(['plugin.install', 'plugin.distrust', 'plugin.trust']);
  });

  it('a bundle that was changed in the database is not loaded by a run, and nobody gets an answer from it', async () => {
    const school = await makeSchool(admin);
    await makePupil(admin, school);
    const bundle = `${QUIET_BUNDLE} // ${next()}`;
    const name = `@st-aldates/plugin-${next()}`;
    const plugin = await admin.expect(upload(makePackage({ members: { name }, bundle })));
    await admin.expect(enable(school, plugin));
    const evil = Buffer.from(bundle.replace('noAction', 'recommend')).toString('hex');
    await writeRows(
      database,
      `update plugin_bundle_chunk set bytes = x'${evil}' where digest = '${plugin.bundleDigest}'`,
    );
    const run = await ended(admin, await startRun(admin, school));
    expect(
      await allOf<EvaluationResult>(admin, `/api/v1/evaluations/${run.id}/results?outcome=notEvaluated`),
    ).toMatchObject([{ outcome: 'notEvaluated', reason: 'tampered' }]);
    expect(await installationOf(school, plugin)).toMatchObject({ state: 'tampered' });
    expect(await actionsOn(plugin.id)).toEqual(['plugin.install', 'plugin.tamper']);
    expect(await runOf(school)).toEqual([]);
  });
});
