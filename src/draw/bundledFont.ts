import cyrillicExtended from '@fontsource-variable/inter/files/inter-cyrillic-ext-wght-normal.woff2?url';
import cyrillic from '@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2?url';
import greekExtended from '@fontsource-variable/inter/files/inter-greek-ext-wght-normal.woff2?url';
import greek from '@fontsource-variable/inter/files/inter-greek-wght-normal.woff2?url';
import latinExtended from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?url';
import latin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import vietnamese from '@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2?url';
import ranges from '@fontsource-variable/inter/unicode.json';

/** In the order in which they are asked for a letter that several have. */
const FILES: Readonly<Record<keyof typeof ranges, string>> = {
  latin,
  'latin-ext': latinExtended,
  vietnamese,
  greek,
  'greek-ext': greekExtended,
  cyrillic,
  'cyrillic-ext': cyrillicExtended,
};

/**
 * The bundled family in pieces, to be fetched only where a text needs them; each has every weight, and is a family of its
 * own. Under one name, a worker of Chromium does not draw with pieces that arrive after the first was drawn with.
 */
export const bundledFaces = (): FontFace[] =>
  (Object.keys(FILES) as (keyof typeof ranges)[]).map(
    (subset) =>
      new FontFace(`cliploom-inter-${subset}`, `url("${FILES[subset]}") format("woff2")`, {
        weight: '100 900',
        unicodeRange: ranges[subset],
      }),
  );
