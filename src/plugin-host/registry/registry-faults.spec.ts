import { DomainError } from '../../common/errors/domain-error.js';
import { registryFault, type RegistryStep } from './registry-faults.js';

const wanted = { name: '@st-aldates/reading-catch-up', version: '1.2.0' };

/** An error as npm's client throws it. */
const thrown = (members: object) => Object.assign(new Error('as npm says it'), members);

describe('what is told of an error of a registry', () => {
  it.each<[string, unknown, RegistryStep, string, string, string]>([
    [
      'no package',
      thrown({ code: 'E404', statusCode: 404 }),
      'versions',
      'validation-failed',
      '/name',
      'unknown-package',
    ],
    [
      'no file',
      thrown({ code: 'E404', statusCode: 404 }),
      'package',
      'registry-unavailable',
      '/registry',
      'failed',
    ],
    [
      'no version',
      thrown({ code: 'ETARGET' }),
      'versions',
      'validation-failed',
      '/version',
      'unknown-version',
    ],
    [
      'no version at all',
      thrown({ code: 'ENOVERSIONS' }),
      'versions',
      'validation-failed',
      '/version',
      'unknown-version',
    ],
    [
      'another integrity',
      thrown({ code: 'EINTEGRITY' }),
      'versions',
      'package-invalid',
      '/integrity',
      'integrity-mismatch',
    ],
    [
      'another package',
      thrown({ code: 'EINTEGRITY' }),
      'package',
      'package-invalid',
      '',
      'integrity-mismatch',
    ],
    [
      'a sign-in',
      thrown({ code: 'E401', statusCode: 401 }),
      'versions',
      'registry-unavailable',
      '/registry',
      'refused',
    ],
    [
      'a right',
      thrown({ code: 'E403', statusCode: 403 }),
      'package',
      'registry-unavailable',
      '/registry',
      'refused',
    ],
    [
      'a fault',
      thrown({ code: 'E500', statusCode: 500 }),
      'package',
      'registry-unavailable',
      '/registry',
      'failed',
    ],
    [
      'nobody there',
      thrown({ code: 'ECONNREFUSED', type: 'system' }),
      'versions',
      'registry-unavailable',
      '/registry',
      'unreachable',
    ],
    [
      'a cut line',
      thrown({ code: 'ECONNRESET' }),
      'package',
      'registry-unavailable',
      '/registry',
      'unreachable',
    ],
    [
      'a bad certificate',
      thrown({ code: 'CERT_HAS_EXPIRED', type: 'system' }),
      'versions',
      'registry-unavailable',
      '/registry',
      'unreachable',
    ],
    [
      'no JSON',
      thrown({ code: 'EINVALIDJSON', type: 'invalid-json' }),
      'versions',
      'registry-unavailable',
      '/registry',
      'not-a-registry',
    ],
    ['no list', new TypeError('of null'), 'versions', 'registry-unavailable', '/registry', 'not-a-registry'],
  ])('%s', (_name, error, step, code, pointer, reason) => {
    const fault = registryFault(error, step, wanted);
    expect(fault?.code).toBe(code);
    expect(fault?.faults).toMatchObject([{ pointer, code: reason }]);
    expect(fault?.detail).not.toContain('as npm says it');
  });

  it('what was told already stays, and what is none of the registry’s is not told', () => {
    const told = new DomainError('package-invalid', 'Too large.');
    expect(registryFault(told, 'package', wanted)).toBe(told);
    expect(registryFault(new Error('of our own'), 'package', wanted)).toBeNull();
  });
});
