// Written by `espalier types` from package.json. Do not edit.
import '@espalier/sdk';

declare module '@espalier/sdk' {
  interface PluginManifest {
    policies: {
      'phonics-keep-up': { kind: 'intervention'; inputs: 'yearGroup' | 'results:phonics' | 'trajectory:phonics' };
    };
    settings: {
      /** Score of the phonics screening check from which it is met. */
      readonly expectedScore: number;
      /** Highest score of the Year 1 check for which one-to-one support is recommended. */
      readonly oneToOneUpTo: number;
      /** Weeks to the review. */
      readonly reviewWeeks: number;
      /** Key of the provision type to recommend as a daily keep-up group. */
      readonly groupProvisionType: string;
      /** Key of the provision type to recommend for one-to-one support after the Year 1 check. */
      readonly oneToOneProvisionType: string;
      /** Key of the provision type to recommend after the Year 2 check. */
      readonly wave3ProvisionType: string;
    };
  }
}
