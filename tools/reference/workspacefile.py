"""What lies in a workspace folder."""

from tools.reference.markdown import agree, table

from resa.app import checkpages, knowledge, mapfiles, oidc, ownencoder, templates, uploads, watch
from resa.mapping import catalogue, goals, stages
from resa.store import keptreading, labelfile
from resa.store.collaboration import database, picture
from resa.store.workspace import FOLDERS, MANIFEST
from resa.understand.checking import said
from resa.understand.improving import price
from resa.understand.journeytype import kept as keptypes
from resa.understand.persona import described
from resa.understand.watch import marked

FILES = {
    "manifest.json": "names what belongs to the newest revision; replaced by one rename",
    "segments/": "the truth: the records received, rejected ones included, and what they yielded; never changed",
    "journeys/": "the journey store that questions read; may be deleted, opening builds it anew",
    "identity/": "who is who, one folder a revision",
    "catalogue/": "which touchpoint each place counts as, one file a revision",
    "changes/": "which customers each revision touched",
    "erased/": "marks of what was erased, so that a restored backup stays erased",
    "sources/*.yaml": "settings: one spec a source",
    "sources/drafts/*.yaml": "proposed specs with a `?` at every open question",
    "workspace.yaml": "settings: `company`, `zone`, `region` (of national phone numbers), `review_months`",
    "catalogue.yaml": "settings: names, groups and stages of touchpoints that people gave",
    "stages.yaml": "settings: your own stages",
    "goals.yaml": "settings: goals and micro-conversions",
    "worth.yaml": "settings: what contacts and messages cost, and what customers and goals are worth, as people said",
    "personas.yaml": "settings: what people say of personas, and personas of their own with `claims`",
    "personas-fit.yaml": "the model by which customers belong to personas; written by `resa personas fit`",
    "journey-types.yaml": "the model by which histories belong to types, and their names; written by `resa types`",
    "journey-types-before.yaml": "the types before the last change, so that it can be undone",
    "personas-fit-before.yaml": "the model before that one, so that a fit can be undone",
    "alerts.yaml": "settings: alerts that are known or handled: `alert`, `status`, `owner`, `note`, `by`, `on`",
    "checks.yaml": "settings: what people say of checks that no data tells: `check`, `verdict`, `says`, `by`, `at`",
    "pages/*.html": "pages as a browser saves them, which `resa show checks` looks at",
    "watch.json": "which alerts `resa watch` has told; may be deleted, then each is told again",
    "journeys.yaml": "settings: `gap_days` (90) and `session_minutes` (30)",
    "identity.yaml": "settings: what people decided about who is who",
    "labels.jsonl": "settings: what people say of texts instead of what was read, one line a text",
    "readings/": "what was read in texts, kept by a keyed hash of each; derived, `resa feedback read` makes it anew",
    "reading.yaml": "settings: `encoder`, your own server that turns texts into vectors",
    "people.yaml": "settings: `oidc`, the identity provider by which people sign in",
    "maps/*.yaml": "maps as files: new ones come into the app, `resa write-maps` writes the app's maps back",
    "templates/*.yaml": "templates of your own: maps that new ones begin from",
    "pictures/": "pictures that people put on maps, named by their content",
    "workspace.sqlite": "what people make together: maps, comments, versions, accounts, share links, who did what",
    ".last-good/": "what each settings file last said well; it holds while a hand edit is broken",
    "uploads/": "files dropped in a browser until they are in the log, then deleted; what became of them for a week",
    "workspace.lock, import.lock, settings.lock, rooms.lock": "held by whoever writes or serves; harmless when left",
}


def workspace_files() -> str:
    """Returns what lies in a workspace folder."""
    known = {MANIFEST, *(f"{name}/" for name in FOLDERS), knowledge.JOURNEYS, knowledge.IDENTITY, knowledge.DEFAULTS}
    known |= {labelfile.FILE, f"{keptreading.FOLDER}/", watch.FILE, marked.FILE, described.FILE, described.FIT_FILE}
    known |= {keptypes.FILE, keptypes.BEFORE_FILE, described.BEFORE_FILE, said.FILE, f"{checkpages.FOLDER}/*.html"}
    known |= {catalogue.FILE, goals.FILE, stages.FILE, oidc.FILE, ownencoder.FILE, database.FILE}
    known |= {price.FILE}
    known |= {f"{mapfiles.FOLDER}/*.yaml", f"{templates.FOLDER}/*.yaml", f"{picture.FOLDER}/", f"{uploads.FOLDER}/"}
    plain = {name for name in FILES if "sources/" not in name and "lock" not in name and name != ".last-good/"}
    agree(plain, known=known, about="files of a workspace")
    rows = ((f"`{name}`", meaning) for name, meaning in FILES.items())
    return (
        "# The workspace folder\n\nSettings are yours to edit and live well in version control; the rest is Resa's.\n\n"
        + table(("path", "holds"), rows=rows)
    )
