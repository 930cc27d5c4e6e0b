/** Files up to this size are told apart by all their bytes. */
const WHOLE_UP_TO = 16 * 2 ** 20;

/** Of larger ones, so many pieces are looked at, evenly from the first byte to the last. */
const SAMPLES = 16;
const SAMPLE_BYTES = 64 * 2 ** 10;

const known = new WeakMap<Blob, Promise<string>>();

const hashOf = async (blob: Blob): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** Bytes from the begin, from places between, and from the end, in one piece. */
const samplesOf = (blob: Blob): Blob => {
  const step = (blob.size - SAMPLE_BYTES) / (SAMPLES - 1);
  return new Blob(
    Array.from({ length: SAMPLES }, (_, sample) => {
      const from = Math.round(sample * step);
      return blob.slice(from, from + SAMPLE_BYTES);
    }),
  );
};

const identityOf = async (blob: Blob): Promise<string> => {
  if (blob.size <= WHOLE_UP_TO) return `${blob.size} ${await hashOf(blob)}`;
  const modified = blob instanceof File ? blob.lastModified : 0;
  return `${blob.size} ${modified} ${await hashOf(samplesOf(blob))}`;
};

/**
 * A text that is the same for two files only if they hold the same. Names do not matter. Small files are hashed whole. Of
 * large ones the size, the time of the last change and samples count: whatever writes a video anew changes its length, or
 * the table of its packets, which stands at its begin or end and lies in a sample; and whatever changes a few bytes in
 * place changes the time. Only what puts the old time back on purpose is not noticed.
 * @throws DOMException if the file cannot be read
 */
export const fileIdentity = (blob: Blob): Promise<string> => {
  const before = known.get(blob);
  if (before) return before;
  const identity = identityOf(blob);
  known.set(blob, identity);
  identity.catch(() => known.delete(blob));
  return identity;
};
