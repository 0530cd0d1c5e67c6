/** The key of a row in the system that it is synced from. */
export interface SourceKey {
  readonly system: string;
  readonly id: string;
}

/** The two columns of a source key, both null or both set. */
export interface SourceColumns {
  readonly sourceSystem: string | null;
  readonly sourceId: string | null;
}

/** Source key → columns. */
export function sourceColumns(source: SourceKey | null | undefined): SourceColumns {
  return { sourceSystem: source?.system ?? null, sourceId: source?.id ?? null };
}

/** Columns → source key. */
export function sourceKey({ sourceSystem, sourceId }: SourceColumns): SourceKey | null {
  return sourceSystem !== null && sourceId !== null ? { system: sourceSystem, id: sourceId } : null;
}
