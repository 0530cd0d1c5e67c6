import { registerHooks, syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

/**
 * What `--permission` leaves open on `process`: signals, the inspector, internal bindings, modules by name,
 * reports, the identity of the process.
 */
const closedOnProcess = [
  'kill',
  '_kill',
  '_debugProcess',
  '_debugEnd',
  'binding',
  '_linkedBinding',
  'getBuiltinModule',
  'dlopen',
  'report',
  'chdir',
  'cwd',
  'execve',
  'umask',
  'setuid',
  'seteuid',
  'setgid',
  'setegid',
  'setgroups',
  'initgroups',
  'getuid',
  'geteuid',
  'getgid',
  'getegid',
  'getgroups',
  'loadEnvFile',
  'openStdin',
  'setSourceMapsEnabled',
  'setUncaughtExceptionCaptureCallback',
  'addUncaughtExceptionCaptureCallback',
  '_getActiveHandles',
  '_getActiveRequests',
  '_startProfilerIdleNotifier',
  '_stopProfilerIdleNotifier',
  '_preload_modules',
  '_rawDebug',
  'mainModule',
  'stdin',
  'stdout',
  'stderr',
  'channel',
  'send',
  'disconnect',
] as const;

/** Names of the global object that Node adds to the language's own. */
const closedGlobals = [
  'fetch',
  'WebSocket',
  'EventSource',
  'BroadcastChannel',
  'MessageChannel',
  'MessagePort',
  'Worker',
  'WebAssembly',
  'localStorage',
  'sessionStorage',
  'Storage',
  'navigator',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
] as const;

/**
 * The second ring's part inside the child: closes what the command line cannot, and refuses every import
 * from here on. Runs before any plugin code, and does not rely on the language's ring.
 */
export function hardenProcess(): void {
  registerHooks({
    resolve(specifier) {
      throw new Error(`no module can be imported here: ${specifier}`);
    },
  });
  // The permission model does not gate the priority of other processes of the same user.
  close(os, 'setPriority');
  syncBuiltinESMExports();
  const target = process as unknown as Record<string, unknown>;
  for (const name of closedOnProcess) close(target, name);
  target.env = Object.freeze({});
  Object.defineProperty(target, 'ppid', { value: 0, writable: false, configurable: false });
  const globals = globalThis as unknown as Record<string, unknown>;
  for (const name of closedGlobals) close(globals, name);
}

function close(target: Record<string, unknown>, name: string): void {
  if (Reflect.deleteProperty(target, name) && !(name in target)) return;
  // Inherited, or not deletable: shadow it.
  const shadowed = Reflect.defineProperty(target, name, { value: undefined, writable: false });
  if (!shadowed) throw new Error(`${name} cannot be closed on this version of Node`);
}
