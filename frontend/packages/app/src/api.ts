/** The way to the server: JSON both ways, the token on every write, and refusals as `Refusal`. */
import { eventsIn, type Told } from './events.ts';
import { Refusal } from './refusal.ts';

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

let token: string | null = null;
let onUnknown: () => void = () => undefined;

/** Tells the client which token writes carry, and whom to tell when the server no longer knows us. */
export function identify(given: { token: string | null; onUnknown?: () => void }): void {
  token = given.token;
  if (given.onUnknown) onUnknown = given.onUnknown;
}

export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, content]) => content !== null && content !== undefined && content !== '');
  const text = new URLSearchParams(given.map(([name, content]) => [name, String(content)])).toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => answered<T>('GET', address(path, query), undefined, signal),
  post: <T>(path: string, body?: unknown): Promise<T> => answered<T>('POST', address(path), body),
  put: <T>(path: string, body?: unknown): Promise<T> => answered<T>('PUT', address(path), body),
  patch: <T>(path: string, body?: unknown): Promise<T> => answered<T>('PATCH', address(path), body),
  remove: <T>(path: string): Promise<T> => answered<T>('DELETE', address(path)),

  /** Posts and hands over each event as it is told, until the server ends the stream. */
  async follow(path: string, body: unknown, onTold: (told: Told) => void): Promise<void> {
    const answer = await sent('POST', address(path), body);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let waiting = '';
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      const { told, rest } = eventsIn(waiting + piece.value);
      waiting = rest;
      told.forEach(onTold);
    }
    eventsIn(`${waiting}\n\n`).told.forEach(onTold);
  },
};

async function answered<T>(method: Method, url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await sent(method, url, body, signal);
  if (answer.status === 204) return undefined as T;
  return (answer.headers.get('content-type')?.includes('json') ? await answer.json() : await answer.text()) as T;
}

async function sent(method: Method, url: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = { Accept: 'application/json, text/event-stream' };
  if (token && method !== 'GET') headers['X-Resa-Token'] = token;
  if (body !== undefined && !isForm) headers['Content-Type'] = 'application/json';
  const content = body === undefined ? null : isForm ? body : JSON.stringify(body);
  const answer = await fetch(url, { method, headers, body: content, credentials: 'same-origin', signal: signal ?? null });
  if (answer.ok) return answer;
  if (answer.status === 401) onUnknown();
  throw new Refusal(answer.status, await said(answer));
}

async function said(answer: Response): Promise<Record<string, unknown>> {
  try {
    return (await answer.json()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
