/** A calendar date as ISO 8601 text, `YYYY-MM-DD`. @since 0.1.0 */
export type IsoDate = string;
