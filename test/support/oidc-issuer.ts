import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';

/** The client that the issuer makes its tokens for. */
export const OIDC_CLIENT = 'espalier-test';

/** A key pair of an issuer, with the id under which it is published. */
export interface IssuerKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

let keys = 0;

/** A key pair that no issuer publishes yet. */
export async function makeKey(): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid: `key-${++keys}`, privateKey, publicKey };
}

/** The public half as text, which a careless server takes for a shared secret. */
export async function publicText({ publicKey }: IssuerKey): Promise<Buffer> {
  return Buffer.from(await exportSPKI(publicKey));
}

/** A small OpenID Connect issuer on a port of its own, with real keys. */
export class OidcIssuer {
  private published: JWK[] = [];
  private readonly server = createServer((request, response) => {
    const found: Record<string, unknown> = {
      '/.well-known/openid-configuration': {
        issuer: this.namesItself ?? this.url,
        jwks_uri: `${this.url}/keys`,
      },
      '/keys': { keys: this.published },
    };
    const body = found[request.url ?? ''];
    response.statusCode = body && this.answers ? 200 : 503;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body ?? {}));
  });

  /** False is an issuer in trouble. */
  answers = true;
  /** Another issuer's name in the configuration. */
  namesItself: string | null = null;

  private constructor(private key: IssuerKey) {}

  static async start(): Promise<OidcIssuer> {
    const issuer = new OidcIssuer(await makeKey());
    await issuer.publish(issuer.key);
    issuer.server.listen(0, '127.0.0.1');
    await once(issuer.server, 'listening');
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get currentKey(): IssuerKey {
    return this.key;
  }

  /** Signs with a new key from now on, and publishes that one alone. */
  async rotate(): Promise<void> {
    this.key = await makeKey();
    await this.publish(this.key);
  }

  /** An ID token for an e-mail address, with other claims and headers here and there. */
  token(
    email: string,
    claims: Record<string, unknown> = {},
    header: Record<string, string> = {},
    key: CryptoKey | Uint8Array = this.key.privateKey,
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: this.url, aud: OIDC_CLIENT, sub: email, iat: now, exp: now + 300, email };
    return new SignJWT({ ...all, email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: this.key.kid, ...header })
      .sign(key);
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async publish({ kid, publicKey }: IssuerKey): Promise<void> {
    this.published = [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }];
  }
}
