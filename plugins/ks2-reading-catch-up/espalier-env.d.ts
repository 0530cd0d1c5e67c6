// Written by `espalier types` from package.json. Do not edit.
import '@espalier/sdk';

declare module '@espalier/sdk' {
  interface PluginManifest {
    policies: {
      'ks2-reading-catch-up': { kind: 'intervention'; inputs: 'yearGroup' | 'results:reading' };
    };
    settings: {
      /** Key stage 2 reading score from which nothing is needed. */
      readonly expectedScore: number;
      /** Lowest score that is watched for a term. */
      readonly watchFrom: number;
      /** Lowest score for which a small group is recommended; below it a screening comes first. */
      readonly smallGroupFrom: number;
      /** Weeks of watching from 1 September of Year 7: the autumn term. */
      readonly watchWeeks: number;
      /** Standardised score from which a fresh test is secure; two in a row end the support. */
      readonly secureScore: number;
      /** Standardised score below which a screening points to one-to-one support. */
      readonly oneToOneBelow: number;
      /** Days that two tests must lie apart to count as two. */
      readonly consecutiveGapDays: number;
      /** Weeks to the review where the school has no next assessment point. */
      readonly reviewWeeks: number;
      /** Key of the provision type to recommend as a small group: up to 6 pupils, 3 × 30 minutes × 12 weeks. */
      readonly smallGroupProvisionType: string;
      /** Key of the provision type to recommend for tailored support. */
      readonly oneToOneProvisionType: string;
      /** Key of the provision type to recommend as a diagnostic screening. */
      readonly screeningProvisionType: string;
      /** Key of the provision type to recommend as a baseline task. */
      readonly baselineProvisionType: string;
    };
  }
}
