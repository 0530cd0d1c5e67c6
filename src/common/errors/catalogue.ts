/**
 * Every error that a client can meet. `docs/integrators/errors.md` lists the same codes; a test holds this
 * catalogue, that page and the OpenAPI document together in both directions.
 */
export const ERRORS = {
  'validation-failed': { status: 400, title: 'The request does not fit its description' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'too-deep': { status: 400, title: 'The body is nested too deeply' },
  'bad-request-target': { status: 400, title: 'The address of the request cannot be read' },
  'cursor-invalid': { status: 400, title: 'The cursor was not given out by this list' },
  'upload-invalid': { status: 400, title: 'The upload is not what this resource takes' },
  'package-invalid': { status: 400, title: 'The package cannot be installed' },
  'signature-refused': { status: 400, title: 'The package is not signed as this server asks' },
  'settings-invalid': { status: 400, title: 'The settings do not fit the plugin’s configuration' },
  'sign-in-not-configured': { status: 400, title: 'This way of signing in is not set up here' },
  unauthorised: { status: 401, title: 'Sign in first' },
  'token-expired': { status: 401, title: 'The access token has expired' },
  'token-invalid': { status: 401, title: 'The access token is not valid' },
  'credentials-invalid': { status: 401, title: 'The sign-in is not known' },
  'scope-missing': { status: 403, title: 'The token lacks a scope' },
  'staff-required': { status: 403, title: 'A named member of staff must do this' },
  'sensitive-refused': { status: 403, title: 'Sensitive members need their own scope' },
  'not-found': { status: 404, title: 'There is nothing here' },
  conflict: { status: 409, title: 'The change conflicts with what is stored' },
  duplicate: { status: 409, title: 'There is one already' },
  'in-progress': { status: 409, title: 'The same request is still being carried out' },
  'idempotency-mismatch': { status: 409, title: 'The Idempotency-Key belongs to another request' },
  'transition-refused': { status: 409, title: 'The status cannot change so' },
  'not-due': { status: 409, title: 'The record is not due for disposal' },
  'run-active': { status: 409, title: 'A run is already under way' },
  'plugin-refused': { status: 409, title: 'The plugin is not in a state for this' },
  'changes-gone': { status: 410, title: 'The change feed does not go on from there' },
  'precondition-failed': { status: 412, title: 'The resource has changed since it was read' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'media-type-unsupported': { status: 415, title: 'The media type is not supported' },
  'precondition-required': { status: 428, title: 'If-Match is missing' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  'registry-unavailable': { status: 502, title: 'The registry did not give the package' },
  unavailable: { status: 503, title: 'The server cannot do this at present' },
} as const satisfies Record<string, { status: number; title: string }>;

/** The code of an error in the catalogue. */
export type ErrorCode = keyof typeof ERRORS;
