import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** Nest's log lines through pino: one JSON object a line, on standard error. */
export class AppLogger implements LoggerService {
  private readonly logger: Logger;

  constructor(level: string) {
    this.logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  }

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (message instanceof Error) this.logger.error({ error: described(message), context: rest.at(-1) });
    else this.logger.error({ context: rest.at(-1) }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }
}

/**
 * What may be written of an error. Database drivers hang the whole statement with its values on theirs, and quote
 * values in the message: names of pupils and hashes of secrets have no place in a log.
 */
function described(error: Error): Record<string, unknown> {
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  const fromDatabase = errno !== undefined || (typeof code === 'string' && code.startsWith('SQLITE_'));
  const quoted = /'(?:[^'\\]|\\.)*'/g;
  const message = fromDatabase ? error.message.replace(quoted, "'…'") : error.message;
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? described(error.cause) : undefined;
  return { type: error.name, code, message, stack: stack?.join('\n'), cause };
}
