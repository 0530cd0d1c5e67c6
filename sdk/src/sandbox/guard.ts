import { Script } from 'node:vm';

const slot = Symbol.for('espalier.guarded');
const script = new Script('globalThis[Symbol.for("espalier.guarded")]()');

/** The guard stopped the work: it ran beyond its time. */
export class GuardTimeout {}

/**
 * Runs work that a time-out can stop at any point, endless loops, slow regular expressions and promise
 * reactions included. Work that is stopped runs no `catch` and no `finally`; whatever it was writing must
 * be left in a state that can be read. What the work throws comes out as it is: work that runs plugin code
 * catches for itself, since reading a thrown value may run plugin code again, outside the guard.
 * @throws GuardTimeout
 */
export function guarded(work: () => void, millis: number): void {
  let failure: { readonly thrown: unknown } | undefined;
  const value = (): void => {
    try {
      work();
    } catch (thrown) {
      failure = { thrown };
    }
  };
  Object.defineProperty(globalThis, slot, { value, configurable: true });
  try {
    script.runInThisContext({ timeout: millis });
  } catch {
    // The work's own errors are in `failure`: this is the time-out, or a stack that ran out beneath it.
    throw new GuardTimeout();
  } finally {
    Reflect.deleteProperty(globalThis, slot);
  }
  if (failure !== undefined) throw failure.thrown;
}
