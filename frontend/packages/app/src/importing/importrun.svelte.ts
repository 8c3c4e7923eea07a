/** An import on its way: upload, proposals corrected by a person, check, and what became of every record. */
import { api } from '../api.ts';
import { Asking } from '../asking.svelte.ts';
import type { Checked, Proposal, Question, SourceReport, Spec, Upload, UploadSummary } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import type { Told } from '../events.ts';
import { answered } from './answers.ts';
import { withRole, type ColumnRole } from './columnroles.ts';
import { stepped, type Progress } from './steps.ts';

export interface Draft {
  readonly proposal: Proposal;
  readonly base: Spec; // as proposed and corrected, with its open places
  readonly spec: Spec; // the same with the answers in them
  readonly answers: Readonly<Record<string, string>>;
  readonly isLeftOut: boolean;
}

type Step = 'drop' | 'look' | 'going' | 'done';

const CHECK_AFTER_MS = 300;
const LEFT: readonly string[] = ['looked', 'refused', 'waiting', 'importing']; // not in the log yet
const ON_ITS_WAY: readonly string[] = ['waiting', 'importing'];

class ImportRun {
  step = $state<Step>('drop');
  private waiting: ReturnType<typeof setTimeout> | undefined;
  drafts = $state.raw<readonly Draft[]>([]);
  unread = $state.raw<Upload['unread']>([]);
  reports = $state.raw<readonly SourceReport[]>([]);
  progress = $state.raw<Progress>({});
  left = $state.raw<readonly UploadSummary[]>([]);
  readonly uploading = new Asking<Upload>();
  readonly checking = new Asking<readonly Checked[]>();
  readonly importing = new Asking<unknown>();

  async upload(files: readonly File[]): Promise<void> {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.name);
    if (await this.uploading.run(() => api.post<Upload>('/uploads', form))) this.look();
  }

  /** Finds the files that somebody handed over and nobody has imported yet. */
  async findLeft(): Promise<void> {
    const every = await api.get<readonly UploadSummary[]>('/uploads');
    this.left = every.filter((one) => LEFT.includes(one.state));
  }

  /** Goes on with such files: to how they are read, or to how far their import is. */
  async goOn(one: UploadSummary): Promise<void> {
    if (!(await this.uploading.run(() => api.get<Upload>(place(one.upload))))) return;
    if (isOnItsWay(one)) await this.go();
    else this.look();
  }

  async drop(one: UploadSummary): Promise<void> {
    if (await this.uploading.run(() => api.remove(place(one.upload)))) this.left = this.left.filter((other) => other !== one);
  }

  private look(): void {
    if (!this.uploading.answer) return;
    const { proposals, unread } = this.uploading.answer;
    const asked = proposals.toSorted((one, other) => other.questions.length - one.questions.length);
    this.drafts = asked.map((proposal) => ({ proposal, base: proposal.spec, spec: proposal.spec, answers: {}, isLeftOut: false }));
    this.unread = unread ?? [];
    this.checking.answer = null;
    this.step = 'look';
    this.checkSoon();
  }

  change(at: number, part: Partial<Draft>): void {
    this.drafts = this.drafts.map((one, place) => (place === at ? { ...one, ...part } : one));
    this.checkSoon();
  }

  answer(at: number, question: Question, choice: string): void {
    const draft = this.drafts[at];
    if (draft) this.write(at, draft.base, { ...draft.answers, [question.field]: choice });
  }

  takeFor(at: number, column: string, role: ColumnRole): void {
    const draft = this.drafts[at];
    if (draft) this.write(at, withRole(draft.base, column, role), draft.answers);
  }

  /** Answers are written anew from what is open, so that one may change one's mind. */
  private write(at: number, base: Spec, answers: Draft['answers']): void {
    const draft = this.drafts[at] as Draft;
    const questions = this.questions(draft).filter((one) => one.field in answers);
    this.change(at, { base, answers, spec: questions.reduce((now, one) => answered(now, one, answers[one.field] as string), base) });
  }

  get isAnswered(): boolean {
    return this.drafts.every((draft) => draft.isLeftOut || this.questions(draft).every((one) => one.field in draft.answers));
  }

  get isEmpty(): boolean {
    return this.drafts.every((draft) => draft.isLeftOut);
  }

  /** The sources as they shall be read. */
  private get body(): unknown {
    return { specs: this.drafts.filter((one) => !one.isLeftOut).map((one) => ({ source: one.proposal.source, spec: one.spec })) };
  }

  checked(source: string): Checked | null {
    return this.checking.answer?.find((one) => one.source === source) ?? null;
  }

  /** What is open in a draft: as asked at first, and what a correction opened anew. */
  questions(draft: Draft): readonly Question[] {
    const asked = draft.proposal.questions;
    const more = this.checked(draft.proposal.source)?.questions ?? [];
    return [...asked, ...more.filter((one) => asked.every((known) => !one.field.endsWith(known.field) && known.field !== one.field))];
  }

  get hasFaults(): boolean {
    return (this.checking.answer ?? []).some((one) => one.faults.length > 0);
  }

  private checkSoon(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.check(), CHECK_AFTER_MS);
  }

  private async check(): Promise<void> {
    if (this.isEmpty || this.step !== 'look') return;
    await this.checking.run(() => api.post<readonly Checked[]>(`${place(this.uploading.answer?.upload)}/check`, this.body));
  }

  async go(): Promise<void> {
    const upload = place(this.uploading.answer?.upload);
    this.step = 'going';
    this.progress = {};
    this.reports = [];
    const isDone = await this.importing.run(() => api.follow(`${upload}/import`, this.body, (told) => this.hear(told)));
    this.step = isDone && this.reports.length ? 'done' : this.drafts.length ? 'look' : 'drop';
  }

  private hear(told: Told): void {
    const content = told.content as Record<string, unknown>;
    const isOwnTurn = content['step'] === 'waiting' && (content['ahead'] === 0 || content['share'] === 1); // nothing is waited for
    if (told.name === 'progress' && !isOwnTurn) this.progress = stepped(this.progress, String(content['step']), content['share'] as number | null);
    if (told.name === 'done') this.reports = (content['sources'] ?? []) as readonly SourceReport[];
    if (told.name === 'refused' || told.name === 'error') throw new Refusal(400, content);
  }

  startOver(): void {
    this.checking.answer = null;
    this.importing.refusal = null;
    this.step = 'drop';
    this.drafts = [];
    this.reports = [];
  }
}

function place(upload = ''): string {
  return `/uploads/${encodeURIComponent(upload)}`;
}

export function isOnItsWay(one: UploadSummary): boolean {
  return ON_ITS_WAY.includes(one.state);
}

export const importRun = new ImportRun();
