import type { ClipJob } from '../shared/jobs';
import { fileIdentity } from '../store/fileIdentity';

/** What files are called changes messages, not pictures. */
const NAMES: ReadonlySet<string> = new Set<'sourceName' | 'imageName'>(['sourceName', 'imageName']);

const blobsIn = (value: unknown): Blob[] => {
  if (value instanceof Blob) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(blobsIn);
};

/** The same value for the same content: fields by their names, files by what is in them, nothing that is left out. */
const canonical = (value: unknown, identities: ReadonlyMap<Blob, string>): unknown => {
  if (value instanceof Blob) return { content: identities.get(value) };
  if (Array.isArray(value)) return value.map((item) => canonical(item, identities));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !NAMES.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, canonical(item, identities)]),
  );
};

/**
 * Names all that an encoded clip depends on: two jobs have the same key only if they give the same bytes. Whatever is in
 * a job counts, so that nothing is forgotten that is added to it one day; the length too, since an encoder looks ahead,
 * and the last frames of a clip are not those of one that goes on.
 * @param maker what encodes it: engine, core and their versions
 * @throws DOMException if a file cannot be read
 */
export const clipKey = async (job: ClipJob, maker: string): Promise<string> => {
  const blobs = [...new Set(blobsIn(job))];
  const identities = await Promise.all(blobs.map(fileIdentity));
  const byBlob = new Map(blobs.map((blob, index) => [blob, identities[index] ?? '']));
  return JSON.stringify(canonical({ maker, job }, byBlob));
};
