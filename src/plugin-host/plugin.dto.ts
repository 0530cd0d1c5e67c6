import { ApiProperty } from '@nestjs/swagger';
import { Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../common/paging/list.dto.js';
import { Optional, Text } from '../common/validation/members.js';

/** Filters of plugins. */
export class PluginQuery extends PageQuery {
  /** @example '@st-aldates/reading-catch-up' */
  @Optional()
  @Text(120)
  name?: string;
}

/** A package to be fetched from an npm registry. */
export class InstallPluginDto {
  /** As npm knows it. @example '@st-aldates/reading-catch-up' */
  @MaxLength(120)
  @Matches(/^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/, {
    message: '$property must be the name of a package, such as @st-aldates/reading-catch-up',
  })
  name!: string;

  /** The one version; no range and no tag. @example '1.2.0' */
  @MaxLength(64)
  @Matches(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/, {
    message: '$property must be one version, such as 1.2.0',
  })
  version!: string;

  /** One of the registries that the server installs from; the first of them where it is left out.
   * @example 'https://registry.example.org/' */
  @Optional()
  @Text(300)
  registry?: string;

  /** What the package has to have, whatever the registry says of it. */
  @Optional()
  @ApiProperty({
    example:
      'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
  })
  @Matches(/^sha512-[A-Za-z0-9+/]{86}==$/, {
    message: '$property must be sha512- and the digest in base64, as npm writes it',
  })
  integrity?: string;
}

/** A quarantined version that may run again. */
export class ResumePluginDto {
  /** @example '1.2.0' */
  @Text(64)
  version!: string;

  /** Kept in the audit trail. @example 'The school that crashed it has corrected its settings.' */
  @Text(500)
  reason!: string;
}

/** What to remove of a plugin. */
export class RemovePluginQuery {
  /** The one version; all of them where it is left out. @example '1.2.0' */
  @Optional()
  @Text(64)
  version?: string;
}
