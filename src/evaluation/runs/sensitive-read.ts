import { isSensitive } from '@espalier/sdk/manifest';

/** The sensitive inputs that policies read, for the audit trail; nothing where they read none. */
export function sensitiveRead(policies: readonly { readonly inputs: readonly string[] }[]): {
  readonly sensitiveInputs?: string[];
} {
  const inputs = [...new Set(policies.flatMap((it) => it.inputs).filter(isSensitive))].sort();
  return inputs.length > 0 ? { sensitiveInputs: inputs } : {};
}
