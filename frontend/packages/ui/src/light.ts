/** Lighting up what belongs to a touchpoint: its lines, and the touchpoints at their other ends. */

export function lightUp(root: Element, id: string | null): void {
  const groups = [...root.querySelectorAll<SVGElement>('[data-about]')];
  const about = (group: SVGElement): string[] => (group.dataset['about'] ?? '').split('\n');
  const own = id === null ? null : groups.find((group) => group.dataset['id'] === id);
  const subjects = own ? about(own) : [];
  const lines = groups.filter((group) => group.dataset['id'] === undefined && about(group).some((end) => subjects.includes(end)));
  const met = new Set([...subjects, ...lines.flatMap(about)]);
  const isLit = subjects.length > 0;
  root.classList.toggle('has-light', isLit);
  for (const group of groups) {
    const isTouchpoint = group.dataset['lane'] === 'touchpoints';
    group.classList.toggle('is-lit', isLit && (lines.includes(group) || (isTouchpoint && met.has(group.dataset['id']!))));
  }
}
