/** What a written page or a picture holds: maps that were resolved, and edited ones that are arranged here. */
import type { BoundCell, MapPage, MapView, ResolvedMap } from '../../generated/resolvedmap.ts';
import { arranged } from '../../document/src/arrange.ts';
import { fromPlain, type PlainMap } from '../../document/src/plain.ts';

/** An edited map beside the figures that its view holds; `pictures` are addresses inside the file, by id. */
export interface Edited {
  readonly id: string;
  readonly document: PlainMap;
  readonly library: PlainMap;
  readonly cells: Readonly<Record<string, BoundCell>>;
  readonly pictures: Readonly<Record<string, string>>;
}

type WrittenView = Omit<MapView, 'map'> & { readonly map: ResolvedMap | null; readonly edited?: Edited };
type WrittenPage = Omit<MapPage, 'views'> & { readonly views: readonly WrittenView[] };

/** The page that a file holds, with every map ready to be drawn. */
export function pageIn(written: string): MapPage {
  const page = JSON.parse(written) as WrittenPage;
  return { ...page, views: page.views.map((view) => ({ ...view, map: mapOfView(view) })) };
}

function mapOfView({ map, edited }: WrittenView): ResolvedMap {
  if (!edited) return map!;
  const { document, library, cells, pictures, id } = edited;
  return arranged({ map: fromPlain(document), library: fromPlain(library), figures: map, cells, view: { id, pictures } });
}
