import { normalRegistryUrl, readPluginRegistries } from './plugin-registries.js';

describe('addresses of registries', () => {
  it.each([
    ['https://registry.npmjs.org', 'https://registry.npmjs.org/'],
    ['https://NPM.example.org/team/npm', 'https://npm.example.org/team/npm/'],
    ['https://npm.example.org:443/', 'https://npm.example.org/'],
    ['http://localhost:4873', 'http://localhost:4873/'],
    ['http://127.0.0.1:4873/', 'http://127.0.0.1:4873/'],
    ['http://[::1]:4873/', 'http://[::1]:4873/'],
    ['http://npm.example.org/', null],
    ['http://127.0.0.1.example.org/', null],
    ['http://169.254.169.254/', null],
    ['https://user@npm.example.org/', null],
    ['https://user:secret@npm.example.org/', null],
    ['https://npm.example.org/?a=b', null],
    ['https://npm.example.org/#a', null],
    ['file:///etc/', null],
    ['git+https://example.org/x.git', null],
    ['npm.example.org', null],
    ['', null],
  ])('%s', (text, url) => expect(normalRegistryUrl(text)).toBe(url));
});

describe('the registries of a deployment', () => {
  it('are none where nothing is said', () => {
    expect(readPluginRegistries(undefined, undefined)).toEqual({ urls: [], token: null });
    expect(readPluginRegistries('  ', '')).toEqual({ urls: [], token: null });
  });

  it('are each there once, in order', () => {
    const list = 'https://a.example.org, https://b.example.org/\nhttps://a.example.org/';
    const urls = ['https://a.example.org/', 'https://b.example.org/'];
    expect(readPluginRegistries(list, 'abc')).toEqual({ urls, token: 'abc' });
  });

  it('a bad one is refused without repeating it, since it may have a password in it', () => {
    const read = () =>
      readPluginRegistries('https://a.example.org https://user:secret@b.example.org', undefined);
    expect(read).toThrow('ESPALIER_PLUGIN_REGISTRY takes');
    expect(read).not.toThrow('secret');
  });
});
