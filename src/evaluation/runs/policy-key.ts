/** How bodies and filters name a policy: `<plugin>/<policy id>`. */
export function keyOf({ plugin, policyId }: { readonly plugin: string; readonly policyId: string }): string {
  return `${plugin}/${policyId}`;
}
