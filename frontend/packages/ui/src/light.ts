/** Lighting up what belongs to a record: a touchpoint's lines and their other ends, and the arrows of a card or step. */

export function lightUp(root: Element, id: string | null): void {
  const groups = [...root.querySelectorAll<SVGElement>('[data-about]')];
  const own = id === null ? null : groups.find((group) => group.dataset['id'] === id);
  const subjects = own ? aboutOf(own) : [];
  const lines = groups.filter((group) => isLine(group) && aboutOf(group).some((end) => subjects.includes(end) || end === id));
  const met = new Set([...subjects, ...lines.flatMap(aboutOf)]);
  const isLit = subjects.length > 0;
  root.classList.toggle('has-light', isLit);
  for (const group of groups) {
    const isTouchpoint = group.dataset['lane'] === 'touchpoints';
    group.classList.toggle('is-lit', lines.includes(group) || (isLit && isTouchpoint && met.has(group.dataset['id']!)));
  }
}

/** Show the arrows of what is pointed at, until something else is. */
export function pointOut(root: Element, id: string | null): void {
  for (const line of root.querySelectorAll<SVGElement>('.arrow[data-about], .of-arrows [data-about]')) line.classList.toggle('is-near', id !== null && aboutOf(line).includes(id));
}

function aboutOf(group: SVGElement): string[] {
  return (group.dataset['about'] ?? '').split('\n');
}

/** Marks have an id; lines and arrows between them have none. */
function isLine(group: SVGElement): boolean {
  return group.dataset['id'] === undefined;
}
