// Written by `espalier types` from package.json. Do not edit.
import '@espalier/sdk';

declare module '@espalier/sdk' {
  interface PluginManifest {
    policies: {
      'send-graduated-approach': { kind: 'intervention'; inputs: 'sen' | 'plans' | 'interventions' };
    };
    settings: {
      /** School days of SEN support after which a plan must be open. */
      readonly planWithinSchoolDays: number;
      /** Cycles in a row without a met outcome from which specialist advice is recommended. */
      readonly cyclesNotMet: number;
      /** Planned cost of additional provision in the academic year, in pounds, from which a pack of evidence is recommended. */
      readonly evidencePackPounds: number;
      /** Days before an annual review is due from which it is recommended. */
      readonly annualReviewWarningDays: number;
      /** Weeks to look again at what is recommended. */
      readonly reviewWeeks: number;
      /** Key of the provision type to recommend where no plan is open. */
      readonly planProvisionType: string;
      /** Key of the provision type to recommend where a review or a meeting with parents is due. */
      readonly meetingProvisionType: string;
      /** Key of the provision type to recommend as specialist advice. */
      readonly adviceProvisionType: string;
      /** Key of the provision type to recommend as a pack of evidence. */
      readonly evidencePackProvisionType: string;
    };
  }
}
