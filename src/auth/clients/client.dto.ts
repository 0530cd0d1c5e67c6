import { ArrayMaxSize, IsArray, IsBoolean, Matches, ValidateIf } from 'class-validator';
import { OmitType, PartialType } from '@nestjs/swagger';
import { IdText, Nullable, Optional, SomeOf, Text } from '../../common/validation/members.js';
import { type Scope, SCOPES } from '../scopes.js';

/** A client to be added. Its secret is made by the server and shown once. */
export class CreateClientDto {
  /** @example 'mis-sync' */
  @Matches(/^(?!(staff|system)$)[A-Za-z0-9._-]{1,64}$/, {
    message: '$property takes 1 to 64 letters, digits, dots, dashes and underscores, but not staff or system',
  })
  clientId!: string;

  /** @example 'Nightly sync of the MIS' */
  @Text(120)
  name!: string;

  /** @example ['pupils:read', 'pupils:write'] */
  @SomeOf(SCOPES)
  scopes!: Scope[];

  /**
   * The schools that it sees; null sees every school, or every one of the trust, and is never meant by leaving the member out.
   * @example ['01900000-0000-7000-8000-000000000001']
   */
  @ValidateIf((_body, value) => value !== null)
  // The lowest is checked first.
  @Matches(/^[0-9a-f-]{36}$/, { each: true, message: '$property takes ids of schools' })
  @ArrayMaxSize(200)
  @IsArray()
  schoolIds!: string[] | null;

  /** Sees the schools of this trust, also those that join it; `schoolIds` is null then. */
  @Nullable()
  @IdText()
  trustId?: string | null;
}

/** Changes to a client. Where its scopes, its schools or `enabled` change, tokens given out before end at once. */
export class UpdateClientDto extends PartialType(OmitType(CreateClientDto, ['clientId']), {
  skipNullProperties: false,
}) {
  /** False refuses new tokens and ends those given out. */
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}
