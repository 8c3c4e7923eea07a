/** What the server tells and takes, as far as these pages use it. */
export type Role = 'owner' | 'editor' | 'commenter' | 'viewer';
export const ROLES: readonly Role[] = ['owner', 'editor', 'commenter', 'viewer'];

export interface PersonRef {
  readonly id: string;
  readonly name: string;
  readonly tint?: number | null;
  readonly is_present?: boolean;
}

export interface Me {
  readonly person: (PersonRef & { readonly email: string }) | null;
  readonly role: Role | null;
  readonly workspace: { readonly id: string; readonly name: string };
  readonly is_first_start: boolean;
  readonly language: string | null;
  readonly token: string | null;
  readonly ways: { readonly password: boolean; readonly oidc: string | null };
}

export interface WorkspaceSettings {
  readonly name: string;
  readonly company: string | null;
  readonly zone: string;
  readonly region: string | null;
  readonly review_months: number | null;
}

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly is_here: boolean;
  readonly since: string;
}

export interface Invitation {
  readonly id: string;
  readonly role: Role;
  readonly email: string | null;
  readonly made_by: string;
  readonly made_at: string;
  readonly expires_at: string;
  readonly accepted_by: string | null;
  readonly accepted_at: string | null;
  readonly token?: string | null;
}

export interface AuditLine {
  readonly number: number;
  readonly at: string;
  readonly person: string | null;
  readonly name: string;
  readonly act: string;
  readonly about: string;
  readonly detail: string;
}

export type MapForm = 'current_state' | 'future_state' | 'day_in_the_life' | 'service_blueprint';
export const MAP_FORMS: readonly MapForm[] = ['current_state', 'future_state', 'day_in_the_life', 'service_blueprint'];
export type MapStatus = 'draft' | 'review' | 'live';

export interface MapSummary {
  readonly id: string;
  readonly title: string;
  readonly form: MapForm | null;
  readonly status: MapStatus;
  readonly parent: string | null;
  readonly people?: readonly PersonRef[];
  readonly updated_at: string;
  readonly stages?: readonly string[];
}

/** What a map rolls up, with those below it. */
export interface Rollup {
  readonly map: string;
  readonly customers: number | null;
  readonly conversion: DashboardFigure | null;
  readonly worst_feeling: (Omit<DashboardFigure, 'name' | 'trend'> & { readonly stage: string }) | null;
  readonly fresh_at: string | null;
  readonly pains: number;
  readonly actions: number;
  readonly open_actions: number;
  readonly children: readonly Rollup[];
}

/** When a map is to be looked through again, and what there is to look at. */
export interface Review {
  readonly map: string;
  readonly map_title: string;
  readonly review_on: string | null;
  readonly is_due: boolean;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly stale: number;
  readonly late_actions: number;
}

export interface Question {
  readonly source: string;
  readonly field: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly samples: readonly string[];
}

export interface Reason {
  readonly field: string;
  readonly choice: string;
  readonly confidence: number;
  readonly why: string;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type Spec = { readonly [name: string]: Json };

export interface Proposal {
  readonly source: string;
  readonly files: readonly string[];
  readonly spec: Spec;
  readonly samples: readonly { readonly column: string; readonly texts: readonly string[] }[];
  readonly rows: readonly Readonly<Record<string, Json>>[];
  readonly reasons: readonly Reason[];
  readonly questions: readonly Question[];
  readonly notes: readonly string[];
  readonly is_known: boolean;
}

export interface Upload {
  readonly upload: string;
  readonly proposals: readonly Proposal[];
  readonly unread: readonly { readonly file: string; readonly sentence: string }[];
}

export interface Checked {
  readonly source: string;
  readonly faults: readonly string[];
  readonly questions: readonly Question[];
  readonly samples: readonly Readonly<Record<string, Json>>[];
  readonly rows?: number;
  readonly known?: number;
  readonly yielded?: Readonly<Record<string, number>>;
  readonly rejected?: number;
  readonly reasons?: Readonly<Record<string, number>>;
}

export interface SourceReport {
  readonly source: string;
  readonly received: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly suppressed: number;
  readonly yielded: Readonly<Record<string, number>>;
  readonly from: string | null;
  readonly to: string | null;
  readonly reasons: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Json>>[];
  readonly notes?: readonly string[];
  readonly as_of?: string;
}

export interface Stage {
  readonly stage: string;
  readonly name: string | null;
  readonly touchpoints?: number;
}

export interface ActionCard {
  readonly map: string;
  readonly map_title: string;
  readonly card: string;
  readonly text: string;
  readonly owner: string | null;
  readonly department: string | null;
  readonly due: string | null;
  readonly status: string | null;
  readonly about: string | null;
  readonly about_text?: string | null;
  readonly kpi: string | null;
  readonly stage: string | null;
  readonly impact?: number | null;
  readonly effort?: number | null;
}

export interface TrendPointTold {
  readonly at: string;
  readonly value: number | null;
  readonly interval?: readonly [number, number] | null;
  readonly n?: number | null;
}

export interface DashboardFigure {
  readonly name: string; // the id of a KPI, the name of a goal or step, or a channel
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  readonly n: number | null;
  readonly unit: string;
  readonly target?: number | null;
  readonly trend: readonly TrendPointTold[];
}

export interface DashboardChannel {
  readonly channel: string;
  readonly customers: number;
  readonly interactions: number;
  readonly trend: readonly TrendPointTold[];
}

export interface Dashboard {
  readonly kpis: readonly DashboardFigure[];
  readonly conversions?: readonly DashboardFigure[];
  readonly business?: readonly DashboardFigure[];
  readonly micro_conversions: readonly DashboardFigure[];
  readonly channels: readonly DashboardChannel[];
  readonly as_of: string;
}
