import { DefaultNamingStrategy } from 'typeorm';

/** The column of a property: `legalSurname` → `legal_surname`. */
export function columnName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Names columns in snake case on every database. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(property: string, customName: string | undefined, prefixes: string[]): string {
    return columnName(prefixes.concat(customName ?? property).join('_'));
  }
}

/** The index that finds the past rows of one id. */
export function historyIndex(table: string): string {
  return `ix_${table}_history_id`;
}
