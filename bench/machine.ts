import { cpus, loadavg, totalmem } from 'node:os';

/** A load average at the start beyond which figures are worse than the machine's own. */
const BUSY = 0.5;

/** What to know of a run on a machine that other work keeps busy; null on one that is quiet. */
export function busyNote(): string | null {
  const load = loadavg()[0]!;
  if (load <= BUSY) return null;
  return `The machine was busy with other work (load average ${load.toFixed(1)} at the start): (a) and (b), which use two cores where their limits use one, are worse than on a quiet one`;
}

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
