// Written by `espalier types` from package.json. Do not edit.
import '@espalier/sdk';

declare module '@espalier/sdk' {
  interface PluginManifest {
    policies: {
      'attendance-early-warning': { kind: 'intervention'; inputs: 'attendance' };
    };
    settings: {
      /** Share of possible sessions missed from which a pupil is watched. */
      readonly watchAbsence: number;
      /** Share of possible sessions missed from which absence is persistent. */
      readonly persistentAbsence: number;
      /** Share of possible sessions missed from which absence is severe. */
      readonly severeAbsence: number;
      /** Share of the missed sessions above which absence is mostly authorised. */
      readonly mostlyAuthorised: number;
      /** Unauthorised sessions in ten school weeks from which they are shown, as information. */
      readonly unauthorisedSessions: number;
      /** Weeks to the review. */
      readonly reviewWeeks: number;
      /** Key of the provision type to recommend where absence is persistent. */
      readonly persistentProvisionType: string;
      /** Key of the provision type to recommend where absence is severe. */
      readonly severeProvisionType: string;
    };
  }
}
