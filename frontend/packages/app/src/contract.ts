/** What the server tells and takes, under the names that these pages use; `generated/api.ts` says what is in it. */
import type * as told from '../../generated/api.ts';
import type { Action, Colleague, Invitation, AuditLine, Dashboard, MapSummary, Me, NamedFigure, Participant, Question, Reason, Review, Role, Rollup, SourceReport, StageRow, WorkspaceSettings } from '../../generated/api.ts';

export type { AuditLine, Colleague, Dashboard, Invitation, MapSummary, Me, Question, Reason, Review, Role, Rollup, SourceReport, WorkspaceSettings };
export type ActionCard = Action;
export type DashboardFigure = NamedFigure;
export type PersonRef = Participant;
export type Stage = StageRow;

export const ROLES: readonly Role[] = ['owner', 'editor', 'commenter', 'viewer'];
export const MAP_FORMS = ['current_state', 'future_state', 'day_in_the_life', 'service_blueprint'] as const;
export type MapStatus = 'draft' | 'review' | 'live';

/** What comes from data is any JSON; the document of the API can't say more of it. */
type Jsoned<T> = unknown extends T ? Json : T extends readonly (infer Part)[] ? readonly Jsoned<Part>[] : T extends object ? { readonly [name in keyof T]: Jsoned<T[name]> } : T;
export type Proposal = Jsoned<told.Proposal>;
export type Upload = Jsoned<told.UploadTold>;
export type UploadSummary = Jsoned<told.UploadSummary>;
export type Checked = Jsoned<told.Checked>;
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type Spec = { readonly [name: string]: Json };
