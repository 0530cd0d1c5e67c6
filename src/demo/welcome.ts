import { DEMO_CLIENT } from '../auth/clients/admin-client.js';
import { DEMO_STAFF } from '../auth/demo-sign-ins.js';
import type { DemoSummary } from './load-demo.js';

/** What the demo server says once it is ready: where it is, who may sign in, what it holds, and how to go on. */
export function welcome(origin: string, { school, schoolId, asOf, pupils, counts }: DemoSummary): string {
  const [senco] = DEMO_STAFF;
  const api = `${origin}/api/v1`;
  const authorised = `-H "Authorization: Bearer $TOKEN"`;
  return `
  API         ${api}  (OpenAPI ${api}/openapi.json)
  Swagger UI  ${origin}/docs
  Client      ${DEMO_CLIENT.id} / ${DEMO_CLIENT.secret}
  Staff       ${senco.email} / ${senco.password}  (${senco.name}, SENCo)
  Demo        ${school}, as of ${asOf}: ${pupils} pupils evaluated, ${counts['recommend']} recommended, ${counts['watch']} to watch

  Go on with:
  TOKEN=$(curl -s ${origin}/oauth/token -u ${DEMO_CLIENT.id}:${DEMO_CLIENT.secret} -d grant_type=client_credentials | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
  curl -s "${api}/recommendations?schoolId=${schoolId}&status=open&limit=3" ${authorised}
  curl -s "${api}/targets?schoolId=${schoolId}&status=active&limit=1" ${authorised}
`;
}
