// Raw code in a plugin process, without the language's ring: what the second ring alone leaves open.
// Nothing of the product loads this file; the spec bundles it and starts it with a plugin process's flags.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import http2 from 'node:http2';
import inspector from 'node:inspector';
import net from 'node:net';
import os from 'node:os';
import tls from 'node:tls';
import v8 from 'node:v8';
import { WASI } from 'node:wasi';
import workerThreads from 'node:worker_threads';
import { createRequire } from 'node:module';
import { hardenProcess } from '../../../sdk/src/sandbox/harden-process.js';

const { writeSync } = fs;
const exit = process.exit.bind(process);
const require = createRequire(import.meta.url);
const parent = process.ppid;
const heldDatabase = process.getBuiltinModule('node:sqlite') as unknown;
hardenProcess();

// An attacker may have got hold of any module; what matters is what it can then do with it.
const attempts: Record<string, () => unknown> = {
  'read a file': () => fs.readFileSync('/etc/passwd', 'utf8'),
  'read the environment of the host': () => fs.readFileSync(`/proc/${parent}/environ`),
  'read its own memory map': () => fs.readFileSync('/proc/self/maps'),
  'list a folder': () => fs.readdirSync('/'),
  'look at a file': () => fs.statSync('/etc/hosts'),
  'open a descriptor': () => fs.openSync('/etc/hosts', 'r'),
  'write a file': () => {
    fs.writeFileSync('/tmp/espalier-raw', 'x');
  },
  'change its entry file': () => {
    fs.appendFileSync(import.meta.filename, 'x');
  },
  'make a link': () => {
    fs.symlinkSync('/etc', '/tmp/espalier-raw-link');
  },
  'delete a file': () => {
    fs.rmSync('/tmp/espalier-raw');
  },
  'watch a file': () => fs.watch('/etc/hosts'),
  'read asynchronously': () => fs.promises.readFile('/etc/hosts'),
  'write a heap snapshot': () => v8.writeHeapSnapshot('/tmp/espalier-raw.heapsnapshot'),
  'connect to a port': () => untilEvent(net.connect(9, '127.0.0.1')),
  'connect to a local socket': () => untilEvent(net.connect('/var/run/docker.sock')),
  'listen on a port': () => untilEvent(net.createServer().listen(0, '127.0.0.1')),
  'connect with TLS': () => untilEvent(tls.connect(9, '127.0.0.1')),
  'connect with HTTP/2': () => untilEvent(http2.connect('http://127.0.0.1:9')),
  'send a datagram': () => untilSent(),
  'resolve a name': () => dns.promises.lookup('localhost'),
  'query a name server': () => dns.promises.resolve4('localhost'),
  'start a child process': () => childProcess.spawnSync(process.execPath, ['--version']),
  'start a shell': () => childProcess.execSync('id'),
  'fork itself': () => untilEvent(childProcess.fork(import.meta.filename)),
  'start a worker': () => new workerThreads.Worker('', { eval: true }),
  'use WASI': () => new WASI({ version: 'preview1', preopens: { '/': '/' } }),
  'open an inspector': () => {
    inspector.open(0, '127.0.0.1');
  },
  'inspect itself': () => {
    new inspector.Session().connect();
  },
  'load an addon': () => require('/tmp/espalier-raw.node') as unknown,
  'require a module': () => require('node:fs') as unknown,
  'require the database': () => require('node:sqlite') as unknown,
  'import a module': () => importNow('node:fs'),
  'import the database': () => importNow('node:sqlite'),
  'have held the database before': () => need(heldDatabase),
  'import a file': () => importNow('file:///etc/hosts'),
  'import code in a URL': () => importNow('data:text/javascript,export default 1'),
  'evaluate an import': () => (0, eval)('import("node:fs")') as Promise<unknown>,
  'signal the host': () => call('kill', parent, 0),
  'signal through the binding': () => call('_kill', parent, 0),
  'wake the debugger of the host': () => call('_debugProcess', parent),
  'get a module by name': () => call('getBuiltinModule', 'node:sqlite'),
  'get an internal binding': () => call('binding', 'fs'),
  'get a linked binding': () => call('_linkedBinding', 'fs'),
  'load a library': () => call('dlopen', {}, '/tmp/espalier-raw.node'),
  'write a report': () => need((process as { report?: unknown }).report),
  'replace itself': () => call('execve', '/bin/sh', ['sh']),
  'change its folder': () => call('chdir', '/tmp'),
  'load an environment file': () => call('loadEnvFile', '/etc/environment'),
  'change its user': () => call('setuid', 0),
  'learn its host': () => need(process.ppid === 0 ? undefined : process.ppid),
  'read its environment': () => need(Object.keys(process.env).length === 0 ? undefined : process.env),
  'allow itself more': () => need(process.permission.has('net') ? true : undefined),
  'lower the priority of the host': () => {
    need(os.setPriority);
    os.setPriority(parent, 10);
  },
  fetch: () => need((globalThis as { fetch?: unknown }).fetch),
  'open a WebSocket': () => need((globalThis as { WebSocket?: unknown }).WebSocket),
  'compile WebAssembly': () => need((globalThis as { WebAssembly?: unknown }).WebAssembly),
  'keep local storage': () => need((globalThis as { localStorage?: unknown }).localStorage),
  'use a descriptor of the host': () => {
    for (let fd = 3; fd < 64; fd++) if (isForeign(fd)) return fd;
    throw new Error('not there');
  },
};

function call(name: string, ...parts: unknown[]): unknown {
  const method = (process as unknown as Record<string, unknown>)[name];
  return (need(method) as (...given: unknown[]) => unknown).apply(process, parts);
}

function need(value: unknown): unknown {
  if (value === undefined) throw new Error('not there');
  return value;
}

function importNow(specifier: string): Promise<unknown> {
  return import(specifier) as Promise<unknown>;
}

/** Descriptors that are files, folders or sockets: the runtime's own are pipes, event and poll handles. */
function isForeign(fd: number): boolean {
  try {
    const stat = fs.fstatSync(fd);
    return stat.isFile() || stat.isDirectory() || stat.isSocket();
  } catch {
    return false;
  }
}

function untilEvent(emitter: NodeJS.EventEmitter): Promise<unknown> {
  return new Promise((resolve, reject) => {
    for (const open of ['connect', 'listening', 'spawn', 'secureConnect']) emitter.once(open, resolve);
    emitter.once('error', reject);
  });
}

function untilSent(): Promise<unknown> {
  const socket = dgram.createSocket('udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.send('x', 9, '127.0.0.1', (error, bytes) => {
      if (error === null) resolve(bytes);
      else reject(error);
    });
  });
}

/** Some denials are thrown from a task of the runtime's own. */
function uncaught(): Promise<never> {
  return new Promise((_resolve, reject) => {
    process.removeAllListeners('uncaughtException').once('uncaughtException', reject);
  });
}

const found: Record<string, string> = {};
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await Promise.race([attempt(), uncaught()]);
    found[name] = 'open';
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    found[name] = code ?? message;
  }
}
writeSync(1, JSON.stringify(found));
exit(0);
