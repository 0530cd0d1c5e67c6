/** One fact that a proposal rests on. */
export interface ProposalEvidence {
  readonly input: string;
  readonly value: number | string | boolean | null;
  readonly expected?: number | string | boolean | null;
  readonly date?: string;
  readonly label?: string;
}

/** What a policy proposed for a pupil, kept with the target as it was. Values are in points. */
export interface TargetProposal {
  /** The package. */
  readonly plugin: string;
  readonly version: string;
  readonly policyId: string;
  /** The policy's rule that fired. */
  readonly rule: string;
  readonly reason: string;
  readonly evidence: readonly ProposalEvidence[];
  readonly target: number;
  readonly due: string;
  /** The challenge setting that was used, in the school's words. */
  readonly challenge: string | null;
  /** SHA-256 of the learner as the policy saw it, base64url. */
  readonly inputDigest: string;
}

/** A policy as it proposed the targets of a set: what all proposals share, so that each can be made again. */
export interface ProposingPolicy {
  readonly plugin: string;
  readonly version: string;
  readonly policyId: string;
  /** SHA-256 of the bundle. */
  readonly bundleDigest: string;
  /** Declared, and granted by the school. */
  readonly inputs: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** The school's version whose state was seen. */
  readonly knownVersion: number;
  readonly nextAssessmentPoint: string | null;
  readonly snapshotVersion: number;
  readonly nodeVersion: string;
  readonly sdkVersion: string;
}
