/**
 * Types of SEN of the Common Basic Data Set: specific, moderate, severe, profound and multiple learning difficulty;
 * social, emotional and mental health; speech, language and communication; hearing, visual and multi-sensory
 * impairment; physical disability; autistic spectrum disorder; Down syndrome; other; no specialist assessment yet.
 */
export const SEN_TYPES = [
  'SPLD',
  'MLD',
  'SLD',
  'PMLD',
  'SEMH',
  'SLCN',
  'HI',
  'VI',
  'MSI',
  'PD',
  'ASD',
  'DS',
  'OTH',
  'NSA',
] as const;

export type SenType = (typeof SEN_TYPES)[number];
