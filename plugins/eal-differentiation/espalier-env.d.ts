// Written by `espalier types` from package.json. Do not edit.
import '@espalier/sdk';

declare module '@espalier/sdk' {
  interface PluginManifest {
    policies: {
      'eal-differentiation': { kind: 'differentiation'; inputs: 'language' };
    };
    settings: {
      /** Days without an assessment of proficiency after which one is asked for. */
      readonly assessAfterDays: number;
      /** Weeks to the review for proficiency A and B. */
      readonly earlyReviewWeeks: number;
      /** Weeks to the review for proficiency C. */
      readonly developingReviewWeeks: number;
      /** Months to the review for proficiency D and E. */
      readonly fluentReviewMonths: number;
    };
  }
}
