/** A subject's code as the school uses it, for example `reading` or `mathematics`. @since 0.1.0 */
export type SubjectCode = string;
