import { BitReader, withoutEmulationPrevention } from './bitReader';

/** What a sequence parameter set says of the pictures' colours, in the numbers of ITU-T H.264, table E-3 to E-5. */
export interface CodedColours {
  readonly fullRange: boolean;
  /** `null` where it is not said. */
  readonly described: {
    readonly primaries: number;
    readonly transfer: number;
    readonly matrix: number;
  } | null;
}

/** What of a sequence parameter set (7.3.2.1) matters here. */
export interface SequenceSet {
  /** `profile_idc`: 66 Baseline, 77 Main, 100 High, … */
  readonly profile: number;
  /** `constraint_set1_flag`: a Baseline stream that Main decoders can decode too. */
  readonly isConstrained: boolean;
  /** `chroma_format_idc`: 1 is 4:2:0. */
  readonly chroma: number;
  readonly bitDepths: readonly [luma: number, chroma: number];
  /** No picture is made of fields. */
  readonly wholePicturesOnly: boolean;
  /** Width over height of a pixel; `null` where it is not said. */
  readonly pixelAspect: number | null;
  /** `null` where nothing is said. */
  readonly colours: CodedColours | null;
}

/** Profiles whose parameter sets say more about the samples (7.3.2.1.1). */
const HIGH_PROFILES: ReadonlySet<number> = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128]);

const skipScalingLists = (reader: BitReader, lists: number): void => {
  for (let list = 0; list < lists; list += 1) {
    if (!reader.flag()) continue;
    let next = 8;
    for (let place = 0; place < (list < 6 ? 16 : 64) && next !== 0; place += 1) {
      next = (next + reader.signed() + 256) % 256;
    }
  }
};

/** Most numbers of `offset_for_ref_frame` (7.4.2.1.1); a damaged set can ask for thousands of millions. */
const LONGEST_CYCLE = 255;

const skipOrderCount = (reader: BitReader): void => {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned();
  if (type !== 1) return;
  reader.bits(1);
  reader.signed();
  reader.signed();
  const cycle = Math.min(reader.unsigned(), LONGEST_CYCLE);
  for (let frame = 0; frame < cycle; frame += 1) reader.signed();
};

/** Of samples that no profile but the high ones can change: 4:2:0, 8 bit. */
const PLAIN_SAMPLES = { chroma: 1, bitDepths: [8, 8] } as const;

const readSamples = (reader: BitReader): Pick<SequenceSet, 'chroma' | 'bitDepths'> => {
  const chroma = reader.unsigned();
  if (chroma === 3) reader.bits(1);
  const bitDepths = [reader.unsigned() + 8, reader.unsigned() + 8] as const;
  reader.bits(1);
  if (reader.flag()) skipScalingLists(reader, chroma === 3 ? 12 : 8);
  return { chroma, bitDepths };
};

/** Table E-1: widths over heights by number; 255 says them itself. */
const EXTENDED_ASPECT = 255;
const SQUARE_ASPECT = 1;
const UNSAID_ASPECT = 0;

const readAspect = (reader: BitReader): number | null => {
  const index = reader.bits(8);
  if (index === UNSAID_ASPECT) return null;
  if (index === SQUARE_ASPECT) return 1;
  if (index !== EXTENDED_ASPECT) return Number.NaN;
  const [width, height] = [reader.bits(16), reader.bits(16)];
  return width === 0 || height === 0 ? null : width / height;
};

const readColours = (reader: BitReader): CodedColours => {
  reader.bits(3);
  const fullRange = reader.flag();
  const described = reader.flag()
    ? { primaries: reader.bits(8), transfer: reader.bits(8), matrix: reader.bits(8) }
    : null;
  return { fullRange, described };
};

/** The begin of the usability information (E.1.1). */
const readUsability = (reader: BitReader): Pick<SequenceSet, 'pixelAspect' | 'colours'> => {
  const pixelAspect = reader.flag() ? readAspect(reader) : null;
  if (reader.flag()) reader.bits(1);
  return { pixelAspect, colours: reader.flag() ? readColours(reader) : null };
};

/** @param set with its unit's first byte, as it stands in a record or a packet */
export const readSequenceSet = (set: Uint8Array): SequenceSet => {
  const reader = new BitReader(withoutEmulationPrevention(set.subarray(1)));
  const profile = reader.bits(8);
  const constraints = reader.bits(8);
  reader.bits(8);
  reader.unsigned();
  const samples = HIGH_PROFILES.has(profile) ? readSamples(reader) : PLAIN_SAMPLES;
  reader.unsigned();
  skipOrderCount(reader);
  reader.unsigned();
  reader.bits(1);
  reader.unsigned();
  reader.unsigned();
  const wholePicturesOnly = reader.flag();
  if (!wholePicturesOnly) reader.bits(1);
  reader.bits(1);
  // The crop: what is left is the size that the container names.
  if (reader.flag()) for (let side = 0; side < 4; side += 1) reader.unsigned();
  const usability = reader.flag() ? readUsability(reader) : { pixelAspect: null, colours: null };
  const isConstrained = (constraints & 0x40) !== 0;
  return { profile, isConstrained, ...samples, wholePicturesOnly, ...usability };
};
