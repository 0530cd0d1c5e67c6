import { OAuthError } from './oauth-error.js';

/** A request for a token, as far as it can be read. */
export interface TokenRequest {
  readonly clientId: string;
  readonly secret: string;
  readonly scope: string | undefined;
}

/** Reads RFC 6749's form and Basic header (section 2.3.1). Throws `OAuthError`. */
export function readTokenRequest(body: unknown, authorization: string | undefined): TokenRequest {
  const form = (body ?? {}) as Readonly<Record<string, unknown>>;
  const grant = form['grant_type'];
  if (typeof grant !== 'string') throw new OAuthError('invalid_request', 'grant_type is missing.');
  if (grant !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', 'Only client_credentials is supported.');
  }
  const scope = form['scope'];
  if (scope !== undefined && typeof scope !== 'string')
    throw new OAuthError('invalid_request', 'scope is not a text.');
  return { ...credentials(form, authorization), scope };
}

function credentials(form: Readonly<Record<string, unknown>>, authorization: string | undefined) {
  const basic = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
  if (basic) {
    const [id = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
    return { clientId: unescaped(id), secret: unescaped(rest.join(':')) };
  }
  const { client_id: clientId, client_secret: secret } = form;
  if (typeof clientId !== 'string' || typeof secret !== 'string') {
    throw new OAuthError(
      'invalid_client',
      'Send the client’s id and secret, in a Basic header or in the form.',
    );
  }
  return { clientId, secret };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
