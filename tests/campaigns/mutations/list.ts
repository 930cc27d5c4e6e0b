/** A fault that somebody could make, and the tests of the core tier that notice it. */
export interface Mutation {
  /** What the person who uses it would see. */
  readonly name: string;
  /** Relative to the project. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Test files below `tests/`; one of them fails. */
  readonly caughtBy: readonly string[];
}

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'pieces are a frame longer than what is there',
    file: 'src/plan/pieces.ts',
    find: 'Math.floor(seconds * fps + FRAME_TOLERANCE)',
    replace: 'Math.ceil(seconds * fps + FRAME_TOLERANCE)',
    caughtBy: ['unit/plan.test.ts'],
  },
  {
    name: 'the shortest piece of a source is shown first',
    file: 'src/plan/pieces.ts',
    find: 'piece.frames > best.frames ? piece : best',
    replace: 'piece.frames < best.frames ? piece : best',
    caughtBy: ['unit/plan.test.ts'],
  },
  {
    name: 'a video ends before its voice-over does',
    file: 'src/shared/units.ts',
    find: 'frames(Math.ceil((length * fps) / AUDIO_SAMPLE_RATE))',
    replace: 'frames(Math.floor((length * fps) / AUDIO_SAMPLE_RATE))',
    caughtBy: ['unit/plan.test.ts', 'browser/sound/soundFormats.test.ts'],
  },
  {
    name: 'a job that fails is tried again and again',
    file: 'src/pool/retries.ts',
    find: "if (FINAL.has(category) || before.safer) return 'none';",
    replace: "if (FINAL.has(category)) return 'none';",
    caughtBy: ['unit/workerPool.test.ts', 'unit/poolFaults.test.ts'],
  },
  {
    name: 'the clip that all others wait for waits for memory',
    file: 'src/pool/leases.ts',
    find: '      if (isNext) {',
    replace: '      if (isNext && this.#inUse === 0) {',
    caughtBy: ['unit/leases.test.ts'],
  },
  {
    name: 'sound that ends long before the pictures is not noticed',
    file: 'src/assemble/readBack.ts',
    find: '> 1 / expected.fps + SOUND_TOLERANCE',
    replace: '> 100 / expected.fps + SOUND_TOLERANCE',
    caughtBy: ['unit/readBack.test.ts'],
  },
  {
    name: 'a damaged clip of the cache is used',
    file: 'src/store/clipEntry.ts',
    find: 'if (actual.some((byte, place) => byte !== expected[place])) return null;',
    replace: 'if (actual.length !== expected.length) return null;',
    caughtBy: ['unit/clipCache.test.ts'],
  },
  {
    name: 'the one setting of a clip is lost when a project is saved',
    file: 'src/project/serialize.ts',
    find: 'Object.keys(written).length === 1 ?',
    replace: 'Object.keys(written).length <= 2 ?',
    caughtBy: ['unit/project.test.ts', 'unit/anyProject.test.ts'],
  },
  {
    name: 'half a second of a subtitle is five thousandths',
    file: 'src/media/subtitles/times.ts',
    find: 'Number(`0.\u0024{fraction}`)',
    replace: 'Number(fraction) / 1000',
    caughtBy: ['unit/subtitles.test.ts'],
  },
  {
    name: 'an encoded clip is taken for one of another length',
    file: 'src/render/clipKey.ts',
    find: '.filter(([name]) => !NAMES.has(name))',
    replace: ".filter(([name]) => !NAMES.has(name) && name !== 'frames')",
    caughtBy: ['unit/clipKey.test.ts'],
  },
  {
    name: 'redo brings back what a new step has replaced',
    file: 'src/page/state/project/history.ts',
    find: '      this.#future = [];\n',
    replace: '',
    caughtBy: ['unit/undo.test.ts'],
  },
  {
    name: 'a finished video is offered again as cut off',
    file: 'src/page/state/project/keeper.svelte.ts',
    find: '    this.#running = null;\n    await this.#writer?.mark(null);',
    replace: '    this.#running = null;',
    caughtBy: ['unit/projectKeeper.test.ts', 'browser/page/resumeFiles.test.ts'],
  },
  {
    name: 'the first sound that is dropped becomes the music',
    file: 'src/page/state/sortFiles.ts',
    find: 'const first = taken.voiceOver ? [] : sounds.splice(0, 1);',
    replace: 'const first = taken.voiceOver ? [] : sounds.splice(1, 1);',
    caughtBy: ['unit/page.test.ts', 'browser/page/page.test.ts'],
  },
  {
    name: 'peaks of the right channel are not limited',
    file: 'workers/sound/limiter.ts',
    find: 'const right = Math.abs(values[place * CHANNELS + 1] ?? 0);',
    replace: 'const right = Math.abs(values[place * CHANNELS] ?? 0);',
    caughtBy: ['unit/sound.test.ts'],
  },
  {
    name: 'music rises between two words',
    file: 'workers/sound/ducking.ts',
    find: 'start - last.end <= HOLD',
    replace: 'start - last.end <= HOLD / 1000',
    caughtBy: ['unit/sound.test.ts'],
  },
  {
    name: 'colours of old films are a little wrong',
    file: 'workers/engines/ffmpeg/colourFilters.ts',
    find: ':in_color_matrix=\u0024{matrix}',
    replace: ':in_color_matrix=bt709',
    caughtBy: ['browser/pictures/troubles.test.ts'],
  },
  {
    name: 'clips of other frame rates are a frame late',
    file: 'workers/engines/ffmpeg/videoFilters.ts',
    find: 'const lookAhead = LOOK_AHEAD_FRAMES / fps;',
    replace: 'const lookAhead = -LOOK_AHEAD_FRAMES / fps;',
    caughtBy: ['browser/pictures/counted.test.ts'],
  },
  {
    name: 'the last pictures of an open GOP are missing',
    file: 'workers/cut.ts',
    find: 'if (beyond > REORDER_DEPTH || (key && packet.timestamp > key.timestamp)) return;',
    replace: 'if (beyond > REORDER_DEPTH || key) return;',
    caughtBy: ['browser/engines/webcodecs.test.ts'],
  },
  {
    name: 'a clip is handed over before its encoder is through',
    file: 'workers/engines/webcodecs/clipEncoder.ts',
    find: '    await this.#bounded(flushed);',
    replace: '    void this.#bounded(flushed);',
    caughtBy: ['browser/engines/webcodecs.test.ts'],
  },
  {
    name: 'a watermark is in the wrong corner',
    file: 'src/draw/watermarkLayer.ts',
    find: "corner.startsWith('top') ? margin",
    replace: "corner.startsWith('bottom') ? margin",
    caughtBy: ['browser/captions/watermark.test.ts'],
  },
  {
    name: 'a clip slides in from the other side',
    file: 'src/draw/composeBlend.ts',
    find: 'right: [steps(width), 0],',
    replace: 'right: [steps(-width), 0],',
    caughtBy: ['browser/engines/webcodecs.test.ts'],
  },
  {
    name: 'a GIF stands still in the preview',
    file: 'src/preview/scene.ts',
    find: "isGif ? { ...source, info: { ...info, access: 'browser' } } : source",
    replace: "isGif ? { ...source, info: { ...info, access: 'ffmpeg' } } : source",
    caughtBy: ['browser/page/preview.test.ts'],
  },
  {
    name: 'the page has no threads on a host without headers',
    file: 'service-worker/headers.ts',
    find: 'headers.set(name, value);',
    replace: "if (name !== 'Cross-Origin-Embedder-Policy') headers.set(name, value);",
    caughtBy: ['browser/hosting/hosting.test.ts'],
  },
  {
    name: 'the page may talk to anybody',
    file: 'build/contentPolicy.ts',
    find: `'connect-src': "'self' blob:"`,
    replace: `'connect-src': '*'`,
    caughtBy: ['browser/hosting/hostingRequests.test.ts'],
  },
  {
    name: 'the shell says that all is well though clips are missing',
    file: 'scripts/render.ts',
    find: 'clipsLeftOut: 3',
    replace: 'clipsLeftOut: 0',
    caughtBy: ['browser/engines/sources.test.ts'],
  },
];
