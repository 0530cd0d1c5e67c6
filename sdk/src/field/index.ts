export { catalogueLimits } from './catalogue-limits.js';
export { frameworkFaults, frameworkRange } from './framework-rules.js';
export type { DescribedFramework, Fault, Grade } from './framework-rules.js';
export { areasOfNeed, costBands, features, ncYears, provisionCategories, waves } from './words.js';
export type { AreaOfNeed, NcYear, Wave } from './words.js';
