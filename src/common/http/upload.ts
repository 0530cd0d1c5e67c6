import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError, invalid } from '../errors/domain-error.js';

/** One file and the text fields beside it, as a multipart request brought them. */
export interface Upload {
  readonly filename: string;
  readonly bytes: Buffer;
  readonly fields: Readonly<Record<string, string>>;
}

declare module 'fastify' {
  interface FastifyRequest {
    upload?: Upload;
  }
}

/**
 * Reads a multipart request with exactly one file, in the field of this name, into memory. Throws `upload-invalid` and, where the file is
 * larger than `mostBytes`, `body-too-large`: a file that was cut is never taken.
 */
export async function readUpload(request: FastifyRequest, field: string, mostBytes: number): Promise<Upload> {
  const fields: Record<string, string> = {};
  let file: { filename: string; bytes: Buffer } | null = null;
  try {
    for await (const part of request.parts({
      limits: { fileSize: mostBytes, files: 2, fields: 20, fieldSize: 4096 },
    })) {
      if (part.type === 'field') {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      if (part.fieldname !== field) {
        throw new DomainError('upload-invalid', `Send the file in the field ${field}.`, [
          {
            pointer: `/${part.fieldname}`,
            code: 'unknown-member',
            detail: `There is no file field "${part.fieldname}".`,
          },
        ]);
      }
      const bytes = await part.toBuffer();
      if (part.file.truncated) throw tooLarge(mostBytes);
      if (file) throw new DomainError('upload-invalid', 'Send one file, not several.');
      file = { filename: part.filename, bytes };
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if ((error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge(mostBytes);
    throw new DomainError('upload-invalid', 'The multipart body cannot be read.');
  }
  if (!file) throw new DomainError('upload-invalid', 'Send a file as multipart/form-data.');
  return { ...file, fields };
}

/** The upload of a route that takes one, as a controller's parameter. */
export const UploadedPart = createParamDecorator((_data: unknown, execution: ExecutionContext): Upload => {
  const { upload } = execution.switchToHttp().getRequest<FastifyRequest>();
  if (!upload) throw new DomainError('media-type-unsupported', 'Send the file as multipart/form-data.');
  return upload;
});

/** The upload of a route that takes a file or a JSON body; null where the body is something else than a form. */
export const UploadedPartIfAny = createParamDecorator(
  (_data: unknown, execution: ExecutionContext): Upload | null =>
    execution.switchToHttp().getRequest<FastifyRequest>().upload ?? null,
);

/** Refuses text fields beside the file, for a route that takes none. */
export function refuseFields({ fields }: Upload): void {
  const faults = Object.keys(fields).map((name) => ({
    pointer: `/${name}`,
    code: 'unknown-member',
    detail: `There is no field "${name}" here.`,
  }));
  if (faults.length > 0) throw invalid(...faults);
}

function tooLarge(mostBytes: number): DomainError {
  return new DomainError('body-too-large', `The file is larger than ${mostBytes} bytes.`);
}
