/** By what a file is recognised when it comes again. What is not known (`null`) may be anything. */
export interface KnownFile {
  readonly name: string;
  readonly size: number | null;
  /** In milliseconds since 1970, as the system has it. */
  readonly lastModified: number | null;
}

export const knownOf = ({ name, size, lastModified }: KnownFile): KnownFile => ({ name, size, lastModified });

/** A file that is not at hand. */
export interface WaitedFile extends KnownFile {
  /** By which the browser may find it. */
  readonly handle: FileSystemFileHandle | null;
}

/** A project file names files by their paths; here they are known by their names alone. */
export const waitedByPath = (path: string): WaitedFile => ({
  name: path.split(/[\\/]/).at(-1) || path,
  size: null,
  lastModified: null,
  handle: null,
});

/** Whether this is the file, as far as it is known. */
const isSame = (known: KnownFile, file: KnownFile): boolean =>
  known.name === file.name &&
  (known.size ?? file.size) === file.size &&
  (known.lastModified ?? file.lastModified) === file.lastModified;

export interface Matches<Place, F> {
  /** Places with the files that belong there. */
  readonly found: readonly (readonly [Place, F])[];
  /** Places with files that have the right name, but are others than before. */
  readonly others: readonly (readonly [Place, F])[];
  /** Files for which there is no place. */
  readonly rest: readonly F[];
}

/**
 * Which file belongs to which place. Files of one name go to the places in their order; where there are fewer files
 * than places, one file is at several places.
 */
export const matchFiles = <Place extends { readonly known: KnownFile }, F extends KnownFile>(
  places: readonly Place[],
  files: readonly F[],
): Matches<Place, F> => {
  const used = new Set<F>();
  const assign = (
    among: readonly Place[],
    isRight: (place: Place, file: F) => boolean,
    candidates: readonly F[],
  ): [Place, F][] =>
    among.flatMap((place): [Place, F][] => {
      const right = candidates.filter((file) => isRight(place, file));
      const file = right.find((one) => !used.has(one)) ?? right[0];
      if (!file) return [];
      used.add(file);
      return [[place, file]];
    });
  const found = assign(places, ({ known }, file) => isSame(known, file), files);
  const without = places.filter((place) => !found.some(([one]) => one === place));
  const unused = files.filter((file) => !used.has(file));
  const others = assign(without, ({ known }, { name }) => known.name === name, unused);
  return { found, others, rest: files.filter((file) => !used.has(file)) };
};
