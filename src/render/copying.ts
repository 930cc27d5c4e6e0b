import {
  type CopyCandidate,
  type CopyShare,
  copyObstacle,
  copyShare,
  noneCopyable,
  setsOfAll,
} from '../plan/copying';
import type { PlannedClip } from '../plan/plan';
import type { JobOptions, JobOutcome } from '../pool/types';
import { descriptionBytes, readAvcRecord, setsText } from '../shared/avcRecord';
import type { CopyFinding, CopyJob, CopySpan } from '../shared/copying';
import { RenderError } from '../shared/errors';
import type { ClipJob, CopiedRest, EncodedClip } from '../shared/jobs';
import { frames } from '../shared/units';
import { OUTPUT_COLOURS } from '../shared/videoColours';
import type { ClipCopiers } from './clipCopiers';
import { clipJob, clipName, type JobMaterial } from './clipJob';

/** Longest time for looking at the packets of one source; it takes milliseconds. */
const INSPECT_TIMEOUT_MS = 20_000;

/** Clips of which one must be encodable, for a look at what the encoder writes. */
const TRIAL_CLIPS = 3;

export interface CopyingOptions extends JobMaterial {
  readonly copiers: ClipCopiers;
  /** Encodes a clip as ffmpeg's engine does. */
  readonly encode: (job: ClipJob) => Promise<JobOutcome<EncodedClip>>;
  /** Nothing is to be encoded: where that does not do, nothing is copied. */
  readonly onlyWhole: boolean;
  readonly signal: AbortSignal;
}

/** How a clip is made where copying is the engine. */
export type CopyWay =
  | { readonly kind: 'copied'; readonly job: CopyJob; readonly config: VideoDecoderConfig }
  /** By ffmpeg: all of it, or all but the rest. */
  | { readonly kind: 'encoded'; readonly rest: CopiedRest | null };

/** What all clips of the video have to agree in. */
interface Common {
  readonly sets: string;
  readonly config: VideoDecoderConfig;
}

const notApplying = (message: string): RenderError =>
  new RenderError({ category: 'encoder-failed', message });

/** The plainest job that is encoded as this one is: nothing drawn, one frame. */
const oneFrame = (job: ClipJob): ClipJob => ({
  ...job,
  ...{ frames: frames(1), next: null, captions: null, watermark: null, fades: [] },
  picture: { ...job.picture, effects: [] },
});

const commonOf = ({ decoderConfig }: EncodedClip): Common | null => {
  const record = readAvcRecord(descriptionBytes(decoderConfig));
  return record && { sets: setsText(record), config: decoderConfig };
};

/**
 * Which clips of a render are copied. All clips of a video have one decoder configuration: either all are copied whole, or
 * what is not copied is encoded by ffmpeg, and then only what was encoded just as it would do it can be copied.
 */
export class Copying {
  readonly #options: CopyingOptions;
  readonly #findings = new Map<string, Promise<CopyFinding>>();
  #common: Common | null = null;
  #encoderTrial: Promise<Common | null> | null = null;
  #share: CopyShare = { copiedClips: 0, copiedFrames: 0, encodedFrames: 0 };
  #summary = '';

  private constructor(options: CopyingOptions) {
    this.#options = options;
  }

  /**
   * Looks at the packets of all clips and decides.
   * @throws RenderError `encoder-failed` that says why nothing is copied: another engine has to make the video
   */
  static async open(clips: readonly PlannedClip[], options: CopyingOptions): Promise<Copying> {
    const copying = new Copying(options);
    await copying.#decide(clips);
    return copying;
  }

  /** How much is copied of the clips that it was opened for, and how much is encoded. */
  get share(): CopyShare {
    return this.#share;
  }

  /** What is copied, for a person. */
  get summary(): string {
    return this.#summary;
  }

  /**
   * How this clip is made; one that came into the plan later, too.
   * @throws RenderError `encoder-failed` if it can be neither copied nor joined with what is
   */
  async wayOf(clip: PlannedClip): Promise<CopyWay> {
    const common = this.#common;
    if (!common) throw new RangeError('Nothing has been decided');
    const finding = await this.#finding(clip);
    const fits = finding.kind === 'copyable' && finding.sets === common.sets;
    if (fits && finding.head === 0) return this.#copied(clip, finding.startSeconds, common);
    if ((await this.#encoder([clip]))?.sets !== common.sets) throw notApplying(this.#why(clip, finding));
    const { head, startSeconds, sets } = fits ? finding : { head: 0, startSeconds: 0, sets: '' };
    return { kind: 'encoded', rest: head > 0 ? { head: frames(head), startSeconds, sets } : null };
  }

  /** Copies a clip. */
  async copy(
    { job, config }: Extract<CopyWay, { kind: 'copied' }>,
    options: JobOptions,
  ): Promise<JobOutcome<EncodedClip>> {
    const outcome = await this.#options.copiers.copy(job, options);
    if (outcome.status === 'failed') return outcome;
    return { ...outcome, result: { ...outcome.result, decoderConfig: config } };
  }

  async #decide(clips: readonly PlannedClip[]): Promise<void> {
    const { sources, drawn } = this.#options;
    const none = noneCopyable(clips, (source) => sources.get(source)?.info, drawn.watermark !== null);
    if (none) throw notApplying(this.#why(none.clip, { kind: 'other', reason: none.obstacle }));
    const candidates = await this.#candidates(clips);
    const sets = setsOfAll(candidates);
    const [first] = candidates;
    if (sets !== null && first?.finding.kind === 'copyable') {
      // What a file does not say of its colours is BT.709 here; the video says so.
      this.#common = { sets, config: { ...first.finding.config, colorSpace: OUTPUT_COLOURS } };
      this.#share = copyShare(candidates, sets);
      this.#summary = 'All clips are copied.';
      return;
    }
    const other = firstDifferent(candidates);
    const why = this.#why(other.clip, other.finding);
    if (this.#options.onlyWhole || candidates.every(({ finding }) => finding.kind === 'other'))
      throw notApplying(why);
    const encoder = await this.#encoder(clips);
    const share = encoder && copyShare(candidates, encoder.sets);
    if (!encoder || !share?.copiedFrames) throw notApplying(why);
    this.#common = encoder;
    this.#share = share;
    const { copiedClips, copiedFrames, encodedFrames } = share;
    this.#summary =
      `${copiedFrames} of ${copiedFrames + encodedFrames} frames, in ${copiedClips} of ${clips.length} clips, are copied. ` +
      why;
  }

  async #candidates(clips: readonly PlannedClip[]): Promise<CopyCandidate[]> {
    await this.#inspect(clips);
    return Promise.all(clips.map(async (clip) => ({ clip, finding: await this.#finding(clip) })));
  }

  #finding(clip: PlannedClip): Promise<CopyFinding> {
    const known = this.#findings.get(keyOf(clip));
    if (known) return known;
    this.#inspect([clip]);
    return this.#findings.get(keyOf(clip)) ?? Promise.reject(new RangeError('It was not looked at'));
  }

  /** Looks at clips that are not known yet: each source is opened once. */
  #inspect(clips: readonly PlannedClip[]): void {
    const { sources, drawn } = this.#options;
    const bySource = new Map<number, PlannedClip[]>();
    for (const clip of clips) {
      if (this.#findings.has(keyOf(clip))) continue;
      const source = sources.get(clip.picture.source);
      const obstacle = source ? copyObstacle(clip, source.info, drawn.watermark !== null) : 'is not there.';
      if (obstacle !== null) {
        this.#findings.set(keyOf(clip), Promise.resolve({ kind: 'other', reason: obstacle }));
        continue;
      }
      bySource.set(clip.picture.source, [...(bySource.get(clip.picture.source) ?? []), clip]);
    }
    for (const [source, ofSource] of bySource) {
      const inspected = this.#inspectSource(source, ofSource);
      for (const [at, clip] of ofSource.entries()) {
        this.#findings.set(
          keyOf(clip),
          inspected.then((found) => found[at] ?? UNREADABLE),
        );
      }
    }
  }

  async #inspectSource(index: number, clips: readonly PlannedClip[]): Promise<readonly CopyFinding[]> {
    const { sources, copiers, settings, signal } = this.#options;
    const source = sources.get(index);
    if (!source) return [];
    const { file } = source;
    const spans: CopySpan[] = clips.map(({ picture: { inPointSeconds }, frames: length }) => ({
      ...{ inPointSeconds, frames: length, fps: settings.fps },
    }));
    const outcome = await copiers.inspect(
      { kind: 'inspect', source: file, sourceName: file.name, spans },
      { timeoutMs: INSPECT_TIMEOUT_MS, retried: false, signal, label: file.name },
    );
    if (outcome.status === 'done') return outcome.result;
    // What is wrong with it is found out where it is decoded.
    if (outcome.error.category === 'cancelled') throw outcome.error;
    return [];
  }

  /** What ffmpeg's engine writes: it is asked once, for a frame of the first of these clips that it can encode. */
  #encoder(clips: readonly PlannedClip[]): Promise<Common | null> {
    this.#encoderTrial ??= this.#tryEncoder(clips);
    return this.#encoderTrial;
  }

  async #tryEncoder(clips: readonly PlannedClip[]): Promise<Common | null> {
    for (const clip of clips.slice(0, TRIAL_CLIPS)) {
      const outcome = await this.#options.encode(oneFrame(clipJob(clip, this.#options)));
      if (outcome.status === 'done') return commonOf(outcome.result);
      if (outcome.error.category === 'cancelled') throw outcome.error;
    }
    return null;
  }

  #copied(clip: PlannedClip, startSeconds: number, { sets, config }: Common): CopyWay {
    const { sources } = this.#options;
    const file = sources.get(clip.picture.source)?.file;
    if (!file) throw new RangeError(`No source ${clip.picture.source}`);
    const job: CopyJob = {
      ...{ kind: 'copy', source: file, sourceName: file.name },
      ...{ startSeconds, frames: clip.frames, sets },
    };
    return { kind: 'copied', job, config };
  }

  #why(clip: PlannedClip, finding: CopyFinding): string {
    const name = clipName(clip, (source) => this.#options.sources.get(source)?.file.name ?? '');
    if (finding.kind === 'other') return `“${name}” ${finding.reason}`;
    return finding.head > 0
      ? `“${name}” has no key frame at its in point, and was not encoded as ffmpeg does it here.`
      : `“${name}” was encoded in another way than the others.`;
  }
}

const UNREADABLE: CopyFinding = { kind: 'other', reason: 'cannot be read packet by packet.' };

/** The first clip that keeps all from being copied, whole and alike. */
const firstDifferent = (candidates: readonly CopyCandidate[]): CopyCandidate => {
  const [first] = candidates;
  if (!first) throw new RangeError('There are no clips');
  const { finding } = first;
  const sets = finding.kind === 'copyable' ? finding.sets : '';
  return (
    candidates.find((one) => one.finding.kind === 'other') ??
    candidates.find((one) => one.finding.kind === 'copyable' && one.finding.head > 0) ??
    candidates.find((one) => one.finding.kind === 'copyable' && one.finding.sets !== sets) ??
    first
  );
};

/** The same material is looked at again where more of it is wanted. */
const keyOf = ({ key, frames: length }: PlannedClip): string => `${length} ${key}`;
