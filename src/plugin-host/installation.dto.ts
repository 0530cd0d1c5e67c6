import { Allow, ArrayMaxSize, IsArray, IsBoolean, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../common/paging/list.dto.js';
import { Optional, QueryFlag, Text } from '../common/validation/members.js';

/** What a school is to run of a plugin. It replaces what was set before. */
export class PutInstallationDto {
  /** A version that is installed on this server. @example '0.1.0' */
  @Text(64)
  version!: string;

  /** @example true */
  @IsBoolean()
  enabled!: boolean;

  /** Whether changes and dates make it run by itself, as its manifest names them; true where left out. */
  @Optional()
  @IsBoolean()
  automatic?: boolean;

  /** Inputs that the plugin may read, as the version declares them; all of them where it is enabled.
   * @example ['trajectory', 'interventions', 'attendance'] */
  @Optional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(80, { each: true })
  grants?: string[];

  /** Settings that differ from the plugin’s defaults. @example { "reviewWeeks": 8 } */
  @Optional()
  @Allow()
  settings?: Record<string, unknown>;
}

/** Filters of a school's plugins. */
export class InstallationQuery extends PageQuery {
  @Optional()
  @QueryFlag()
  enabled?: boolean;
}
