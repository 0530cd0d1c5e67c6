import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../errors/catalogue.js';
import { DomainError } from '../errors/domain-error.js';
import { drainBody } from './drain-body.js';
import { PROBLEM_MEDIA_TYPE, toProblem } from '../errors/problem.js';

/** Makes a problem document of whatever was thrown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('requests');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const error = toDomainError(thrown);
    if (error.code === 'internal') this.logger.error(thrown);
    const reply = http.getResponse<FastifyReply>();
    if (error.code === 'body-too-large') drainBody(request.raw, () => sendProblem(reply, request.url, error));
    else sendProblem(reply, request.url, error);
  }
}

/** Answers with a problem document. */
export function sendProblem(reply: FastifyReply, url: string, error: DomainError): void {
  const instance = url.split('?')[0]!.slice(0, 300);
  void reply
    .status(error.status)
    .headers({ ...error.headers })
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .send(toProblem(error, instance));
}

/** Answers bytes that are no HTTP request, or one whose headers are too long, and closes the connection. */
export function refuseConnection(_error: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const error = new DomainError(
    'bad-request-target',
    'The bytes that came are no HTTP request that can be read.',
  );
  const body = JSON.stringify(toProblem(error, ''));
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]!}\r\ncontent-type: ${PROBLEM_MEDIA_TYPE}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

/** The catalogue's error for what a framework threw. */
export function toDomainError(thrown: unknown): DomainError {
  if (thrown instanceof DomainError) return thrown;
  const { code, statusCode } = thrown as { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? FRAMEWORK[code] : undefined;
  if (known) return new DomainError(known[0], known[1]);
  const status = thrown instanceof HttpException ? thrown.getStatus() : statusCode;
  if (status === 404) return new DomainError('not-found', 'There is no such path or method.');
  if (status === 400) return new DomainError('malformed-json', 'The request cannot be read.');
  if (status === 413) return new DomainError('body-too-large', 'The body is larger than 1 MB.');
  if (status === 415) return new DomainError('media-type-unsupported', 'Send application/json.');
  return new DomainError('internal', 'The fault is on the server; it was written down.');
}

const FRAMEWORK: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body-too-large', 'The body is larger than 1 MB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['media-type-unsupported', 'Send application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed-json', 'The body is empty; a JSON object is wanted.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed-json', 'The body is not JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'malformed-json',
    'The body is not as long as its Content-Length says.',
  ],
  FST_ERR_BAD_URL: ['bad-request-target', 'The path has a percent escape that cannot be read.'],
  FST_ERR_MAX_PARAM_LENGTH: ['bad-request-target', 'A part of the path is too long.'],
  FST_INVALID_MULTIPART_CONTENT_TYPE: ['media-type-unsupported', 'Send multipart/form-data.'],
};
