import { BUNDLED_FONT } from '../plan/captionStyle';
import type { ClipCaptions } from '../shared/captions';
import { RenderError } from '../shared/errors';
import { bundledFaces } from './bundledFont';

/** Families that CSS has words for; in quotes they would be names. */
const GENERIC =
  /^(?:serif|sans-serif|monospace|cursive|fantasy|system-ui|ui-serif|ui-sans-serif|ui-monospace|ui-rounded|math|fangsong)$/i;

const BUNDLED = `"${BUNDLED_FONT}"`;

/** The fonts of the page or, in a worker, of the worker. */
const scopeFonts = (): FontFaceSet =>
  'document' in globalThis ? document.fonts : (globalThis as unknown as { fonts: FontFaceSet }).fonts;

const familiesOf = (font: string): string[] =>
  font.split(',').map((name) => {
    const bare = name.trim().replace(/^(["'])(.*)\1$/, '$2');
    return GENERIC.test(bare) ? bare : `"${bare}"`;
  });

/** The bundled faces as this scope knows them; most are never fetched. */
let bundled: readonly FontFace[] | null = null;

/**
 * Fetches those pieces of the bundled family that a text needs and that are not there yet.
 * @returns their families
 */
const loadBundled = async (weight: number, text: string): Promise<string[]> => {
  const fonts = scopeFonts();
  if (bundled === null) {
    bundled = bundledFaces();
    for (const face of bundled) fonts.add(face);
  }
  const faces = bundled;
  try {
    const families = faces.map(({ family }) => family).join(', ');
    // Height and feet of a line are those of the font that has the space (CSS Fonts 4, “first available font”).
    const needed = await fonts.load(`${weight} 16px ${families}`, ` ${text}`);
    return faces.filter((face) => needed.includes(face)).map(({ family }) => family);
  } catch (thrown) {
    // A face that failed once never loads: the next try needs new ones.
    for (const face of faces) fonts.delete(face);
    bundled = null;
    throw new RenderError(
      {
        category: 'resource',
        message: 'The font of the captions could not be loaded. Check the connection, then try again.',
        detail: String(thrown),
      },
      { cause: thrown },
    );
  }
};

/** The person's font that was loaded last. Only that is kept: they can have tens of megabytes. */
let fileFont: { readonly key: string; readonly face: Promise<FontFace> } | null = null;
let fileFonts = 0;

/** So much of a font's begin holds the checksums of its tables (OpenType), or their lengths and packed data (WOFF2). */
const TELLING_BYTES = 4096;

/** Each job brings a blob of its own, which may be the same file. */
const keyOf = async (file: Blob): Promise<string> => {
  const begin = new Uint8Array(await file.slice(0, TELLING_BYTES).arrayBuffer());
  return `${file.size} ${begin.join()}`;
};

const loadFile = async (file: Blob, before: Promise<FontFace> | undefined): Promise<FontFace> => {
  fileFonts += 1;
  // All weights are its own: a bold file would else be made bold once more.
  const weight = { weight: '1 1000' };
  const face = new FontFace(`cliploom-file-${fileFonts}`, await file.arrayBuffer(), weight);
  await face.load();
  const replaced = await before?.catch(() => null);
  if (replaced) scopeFonts().delete(replaced);
  scopeFonts().add(face);
  return face;
};

/** The family that a person's font file has here. */
const familyOfFile = async (file: Blob): Promise<string> => {
  try {
    const key = await keyOf(file);
    if (fileFont?.key !== key) fileFont = { key, face: loadFile(file, fileFont?.face) };
    return (await fileFont.face).family;
  } catch (thrown) {
    throw new RenderError(
      {
        category: 'unreadable-source',
        message: 'The font file cannot be read: it is damaged, or not a TTF, OTF, WOFF or WOFF2 file.',
        detail: String(thrown),
      },
      { cause: thrown },
    );
  }
};

/** A font but for its size. */
export interface Font {
  readonly weight: number;
  /** As CSS writes it. */
  readonly families: string;
}

/**
 * Loads what the text of the cues needs, at most once each in this page or worker.
 * @throws RenderError `unreadable-source` for the font file, `resource` where the bundled font cannot be fetched
 */
export const loadFont = async ({ cues, style, fontFile }: ClipCaptions): Promise<Font> => {
  const weight = style.bold ? 700 : 400;
  const families = familiesOf(style.font);
  const text = Array.from(new Set(cues.flatMap((cue) => Array.from(cue.text)))).join('');
  const [own, pieces] = await Promise.all([
    fontFile ? familyOfFile(fontFile) : null,
    families.includes(BUNDLED) ? loadBundled(weight, text) : [],
  ]);
  const loaded = families.flatMap((family) => (family === BUNDLED ? pieces : [family]));
  return { weight, families: (own === null ? loaded : [own, ...loaded]).join(', ') };
};
