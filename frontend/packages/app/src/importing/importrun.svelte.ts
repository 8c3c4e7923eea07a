/** An import on its way: upload, proposals corrected by a person, check, and what became of every record. */
import { api } from '../api.ts';
import { Asking } from '../asking.svelte.ts';
import type { Checked, Proposal, Question, SourceReport, Spec, Upload } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import type { Told } from '../events.ts';
import { answered } from './answers.ts';

export interface Draft {
  readonly proposal: Proposal;
  readonly spec: Spec;
  readonly answers: Readonly<Record<string, string>>;
  readonly isLeftOut: boolean;
}

type Step = 'drop' | 'look' | 'going' | 'done';

class ImportRun {
  step = $state<Step>('drop');
  drafts = $state.raw<readonly Draft[]>([]);
  unread = $state.raw<Upload['unread']>([]);
  reports = $state.raw<readonly SourceReport[]>([]);
  progress = $state.raw<Readonly<Record<string, number | null>>>({});
  readonly uploading = new Asking<Upload>();
  readonly checking = new Asking<readonly Checked[]>();
  readonly importing = new Asking<unknown>();

  async upload(files: readonly File[]): Promise<void> {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.name);
    if (!(await this.uploading.run(() => api.post<Upload>('/uploads', form))) || !this.uploading.answer) return;
    const { proposals, unread } = this.uploading.answer;
    this.drafts = proposals.map((proposal) => ({ proposal, spec: proposal.spec, answers: {}, isLeftOut: false }));
    this.unread = unread ?? [];
    this.checking.answer = null;
    this.step = 'look';
  }

  change(at: number, part: Partial<Draft>): void {
    this.drafts = this.drafts.map((one, place) => (place === at ? { ...one, ...part } : one));
    this.checking.answer = null;
  }

  answer(at: number, question: Question, choice: string): void {
    const draft = this.drafts[at];
    if (!draft) return;
    const answers = { ...draft.answers, [question.field]: choice };
    // Answers are written anew from the spec as proposed, so that one may change one's mind.
    const spec = open(draft).reduce((now, one) => (one.field in answers ? answered(now, one, answers[one.field] as string) : now), draft.proposal.spec);
    this.change(at, { answers, spec });
  }

  get isAnswered(): boolean {
    return this.drafts.every((draft) => draft.isLeftOut || open(draft).every((one) => one.field in draft.answers));
  }

  get isEmpty(): boolean {
    return this.drafts.every((draft) => draft.isLeftOut);
  }

  private get sources(): { source: string; spec: Spec }[] {
    return this.drafts.filter((one) => !one.isLeftOut).map((one) => ({ source: one.proposal.source, spec: one.spec }));
  }

  async go(): Promise<void> {
    const id = this.uploading.answer?.upload ?? '';
    this.step = 'going';
    this.progress = {};
    this.reports = [];
    const isDone = await this.importing.run(() => api.follow(`/uploads/${encodeURIComponent(id)}/import`, { specs: this.sources }, (told) => this.hear(told)));
    this.step = isDone && this.reports.length ? 'done' : 'look';
  }

  private hear(told: Told): void {
    const content = told.content as Record<string, unknown>;
    if (told.name === 'progress') this.progress = { ...this.progress, [String(content['step'])]: content['share'] as number | null };
    if (told.name === 'done') this.reports = (content['sources'] ?? []) as readonly SourceReport[];
    if (told.name === 'refused' || told.name === 'error') throw new Refusal(400, content);
  }

  startOver(): void {
    this.step = 'drop';
    this.drafts = [];
    this.reports = [];
  }
}

export function open(draft: Draft): readonly Question[] {
  return draft.proposal.questions;
}

export const importRun = new ImportRun();
