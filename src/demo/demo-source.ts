/** The system that the demo's rows are synced from. */
export const DEMO_SOURCE = 'demo';
