// Written by `espalier types` from package.json. Do not edit.
import '@espalier/sdk';

declare module '@espalier/sdk' {
  interface PluginManifest {
    policies: {
      'trajectory-catch-up': { kind: 'intervention'; inputs: 'trajectory' | 'interventions' | 'attendance' };
    };
    settings: {
      /** Days that two results must lie apart to count as two. */
      readonly consecutiveGapDays: number;
      /** Shortfall, in tolerances of the framework, from which a recommendation is urgent. */
      readonly urgentTolerances: number;
      /** Share of its planned minutes that a wave 2 must have had before wave 3 is considered. */
      readonly wave3DosageShare: number;
      /** Share of possible sessions missed from which attendance is put first. */
      readonly persistentAbsence: number;
      /** Weeks to the review where the school has no next assessment point. */
      readonly reviewWeeks: number;
      /** Key of the provision type to recommend at wave 2. */
      readonly wave2ProvisionType: string;
      /** Key of the provision type to recommend at wave 3. */
      readonly wave3ProvisionType: string;
    };
  }
}
