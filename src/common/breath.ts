import { setImmediate as turn } from 'node:timers/promises';

/** After so many steps others get their turn. */
const STEPS = 250;

/**
 * Lets a long loop hold nobody up: `if (breath.due()) await breath.take();` at each step lets other requests be
 * answered in between, and costs the loop next to nothing.
 */
export class Breath {
  private steps = 0;

  due(): boolean {
    this.steps += 1;
    return this.steps >= STEPS;
  }

  async take(): Promise<void> {
    this.steps = 0;
    await turn();
  }
}
