/** The templates as the gallery shows them: by kind of map or by whose journey they tell, the company's own first. */
import type { ShownTemplate } from '../../generated/api.ts';

export type Order = 'kind' | 'journey';

export interface Group {
  readonly id: string;
  readonly title: string;
  readonly text: string | null;
  readonly templates: readonly ShownTemplate[];
}

/** What all of a group say alike stands once, in its head. */
export function grouped(templates: readonly ShownTemplate[], order: Order, words: { readonly own: string; readonly industry: (id: string) => string }): readonly Group[] {
  const keys = templates.map((one) => (one.is_own ? '' : ((order === 'kind' ? one.kind : one.industry) ?? '')));
  return [...new Set(keys)].sort((one, other) => (one === '' ? 0 : 1) - (other === '' ? 0 : 1)).map((key) => {
    const own = templates.filter((_, at) => keys[at] === key);
    if (key === '') return { id: 'own', title: words.own, text: null, templates: own };
    const first = own[0] as ShownTemplate;
    return order === 'kind' ? { id: key, title: first.kind_name ?? key, text: first.summary, templates: own } : { id: key, title: words.industry(key), text: first.industry_text, templates: own };
  });
}

/** What a template is called among its group, and what is said of it there and nowhere else. */
export function toldIn(template: ShownTemplate, order: Order): { readonly title: string; readonly text: string } {
  if (template.is_own) return { title: template.title, text: template.summary };
  if (order === 'kind') return { title: template.journey ?? template.title, text: template.company ?? '' };
  return { title: template.kind === 'day_in_the_life' ? (template.journey ?? template.title) : (template.kind_name ?? template.title), text: template.summary };
}
