import { cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on, a line each. */
export function machineFacts(databases: readonly string[]): string[] {
  const cores = cpus();
  return [
    `Processor: ${cores[0]?.model.trim() ?? 'unknown'}, ${cores.length} cores; the load generator and the database share them`,
    `Memory: ${Math.round(totalmem() / 1024 ** 3)} GB; load average at the end ${loadavg()[0]!.toFixed(1)}`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}; ${process.platform} ${process.arch}`,
    ...(databases.length > 0 ? [`Databases: ${databases.join(', ')}`] : []),
  ];
}
