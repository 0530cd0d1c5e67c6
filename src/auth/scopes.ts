/** What a token may do. Reads and writes stand apart; `sensitive:read` opens the sensitive members. */
export const SCOPES = [
  'schools:read',
  'staff:read',
  'staff:write',
  'pupils:read',
  'pupils:write',
  'contacts:read',
  'contacts:write',
  'groups:read',
  'groups:write',
  'assessments:read',
  'assessments:write',
  'attendance:read',
  'attendance:write',
  'targets:read',
  'targets:write',
  'provisions:read',
  'provisions:write',
  'interventions:read',
  'interventions:write',
  'sessions:write',
  'plans:read',
  'plans:write',
  'referrals:read',
  'referrals:write',
  'insights:read',
  'insights:release',
  'funding:read',
  'funding:write',
  'imports:run',
  'evaluations:run',
  'recommendations:read',
  'recommendations:decide',
  'differentiation:run',
  'plugins:read',
  'plugins:manage',
  'changes:read',
  'records:read',
  'records:manage',
  'sensitive:read',
  'audit:read',
  'admin',
] as const;

/** One scope. `admin` writes what belongs to the installation; it does not imply the others. */
export type Scope = (typeof SCOPES)[number];

/** Whether a text is a scope. */
export function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}

/** What a member of staff can be in a school. Who is nothing but a teacher sees the pupils of the groups taught. */
export const STAFF_ROLES = ['teacher', 'senco', 'leader', 'administrator'] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];

const EVERY_STAFF: readonly Scope[] = [
  'schools:read',
  'pupils:read',
  'groups:read',
  'assessments:read',
  'attendance:read',
  'targets:read',
  'provisions:read',
  'interventions:read',
  'recommendations:read',
];

const DECIDERS: readonly Scope[] = [
  'sensitive:read',
  'contacts:read',
  'contacts:write',
  'targets:write',
  'interventions:write',
  'sessions:write',
  'plans:read',
  'plans:write',
  'referrals:read',
  'referrals:write',
  'recommendations:decide',
  'evaluations:run',
  'differentiation:run',
  'insights:read',
  'provisions:write',
  'funding:read',
];

const BY_ROLE: Readonly<Record<StaffRole, readonly Scope[]>> = {
  teacher: [...EVERY_STAFF, 'recommendations:decide', 'differentiation:run', 'sessions:write'],
  senco: [...EVERY_STAFF, ...DECIDERS, 'records:read'],
  leader: [
    ...EVERY_STAFF,
    ...DECIDERS,
    'plugins:read',
    'insights:release',
    'funding:write',
    'records:read',
    'records:manage',
  ],
  administrator: [
    ...EVERY_STAFF,
    'staff:read',
    'staff:write',
    'pupils:write',
    'groups:write',
    'assessments:write',
    'attendance:write',
    'provisions:write',
    'funding:read',
    'funding:write',
    'imports:run',
    'insights:read',
    'insights:release',
    'plugins:read',
    'plugins:manage',
    'changes:read',
    'audit:read',
  ],
};

/** The scopes that a member of staff's roles give. */
export function scopesOfRoles(roles: readonly StaffRole[]): Scope[] {
  return [...new Set(roles.flatMap((role) => BY_ROLE[role]))];
}
