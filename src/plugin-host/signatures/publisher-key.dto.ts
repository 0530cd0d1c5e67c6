import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../common/paging/list.dto.js';
import { Optional, QueryFlag, Text } from '../../common/validation/members.js';

const PUBLISHER = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A key that a publisher signs with. */
export class CreatePublisherKeyDto {
  /** As its manifests name it. @example 'st-aldates' */
  @MaxLength(64)
  @Matches(PUBLISHER, { message: '$property must be the publisher of manifests, such as st-aldates' })
  publisher!: string;

  /** The public half, Ed25519, as `espalier keygen` writes it: PEM, or its base64 in one line. */
  @ApiProperty({
    example:
      '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n',
  })
  @IsString()
  @MaxLength(4096)
  publicKey!: string;
}

/** Why a key is trusted no more. */
export class RevokeKeyDto {
  /** @example 'The laptop with the private key was stolen.' */
  @Text(500)
  reason!: string;
}

/** Filters of publishers' keys. */
export class PublisherKeyQuery extends PageQuery {
  /** @example 'st-aldates' */
  @Optional()
  @Text(64)
  publisher?: string;

  @Optional()
  @QueryFlag()
  revoked?: boolean;
}
