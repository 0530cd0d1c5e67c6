/** A row that changed between being read and being written: the whole transaction is tried again. */
export class StaleRow extends Error {}
