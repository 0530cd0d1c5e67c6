/** The body of a valid week of a pupil: 1 session of 10 absent with leave, 1 without. */
export function attendanceBody(
  pupil: { readonly id: string },
  members: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    pupilId: pupil.id,
    weekStart: '2026-09-14',
    possible: 10,
    present: 8,
    authorised: 1,
    unauthorised: 1,
    late: 0,
    ...members,
  };
}
