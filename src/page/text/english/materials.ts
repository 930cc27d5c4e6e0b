/** Words of the materials: what is dropped, clips, voice-over, music. */
import { counted } from './counts';

export const materials = {
  drop: {
    heading: 'Drop clips, sound and subtitles here',
    over: 'Let go to add the files',
    hint: 'Or paste them, folders too, anywhere on this page: each file goes where it belongs. The first sound is the voice-over, the next one the music.',
    chooseClips: 'Choose clips…',
    chooseFolder: 'Choose a folder…',
    passedOver: (count: number) =>
      `${counted(count, 'file of no use here was', 'files of no use here were')} passed over.`,
    samples: 'Try it with sample clips',
    samplesLoading: 'Loading the sample clips…',
    samplesFailed: (reason: string) => `The sample clips could not be loaded: ${reason}`,
    samplesMissing: (name: string, status: number) => `“${name}” was answered with status ${status}.`,
    samplesUnreachable: 'there is no connection to where this page comes from.',
    samplesMalformed: 'their list is missing or damaged.',
    locked: 'Files can be added again when the video is finished or cancelled.',
    clipsAdded: (count: number) => `${counted(count, 'clip', 'clips')} added.`,
    voiceOverSet: (name: string) => `“${name}” is a voice-over.`,
    musicSet: (name: string) => `“${name}” is the music.`,
    subtitlesSet: (name: string) => `“${name}” has the subtitles.`,
    fontSet: (name: string) => `“${name}” is the font of the subtitles.`,
  },

  clips: {
    heading: 'Clips',
    count: (count: number) => counted(count, 'clip', 'clips'),
    moveHint: 'To change the order, drag a clip by its handle, or press Alt and an arrow key on it.',
    shuffled: 'The order is shuffled, so the order of this list is not used.',
    useListOrder: 'Use this order',
    reading: 'Reading…',
    unknownRate: 'frame rate unknown',
    still: 'Picture',
    moveUp: (name: string) => `Move “${name}” up`,
    moveDown: (name: string) => `Move “${name}” down`,
    remove: (name: string) => `Remove “${name}”`,
    moved: (name: string, place: number, count: number) => `“${name}” is now at place ${place} of ${count}.`,
    removed: (name: string) => `“${name}” removed.`,
    soundOnly: (name: string) =>
      `“${name}” has sound but no picture. Remove it here; to hear it in the video, choose it as the voice-over or as the music.`,
    noPicture: (name: string) => `“${name}” has no picture. Remove it and choose a video file.`,
  },

  clipStatus: {
    waiting: 'Waiting',
    encoding: (done: number, count: number) =>
      count === 1 ? 'Encoding' : `Encoding, ${done} of ${count} parts done`,
    partly: (done: number, count: number) => `${done} of ${count} parts done`,
    done: (count: number) => (count === 1 ? 'Done' : `Done, ${count} parts`),
    cached: (count: number) => (count === 1 ? 'Done before' : `Done before, ${count} parts`),
    unused: 'Not needed for this video',
  },

  voiceOver: {
    heading: 'Voice-over',
    hint: (count: number) =>
      [
        'Without a voice-over the video is as long as its clips, or as you say in the settings.',
        'The video is exactly as long as the voice-over.',
      ][count] ?? 'They are spoken one after the other, and the video is exactly as long as all of them.',
    choose: 'Choose a voice-over…',
    more: 'Add another…',
    player: (name: string) => `Listen to “${name}”`,
    removed: 'Voice-over removed.',
    noSound: (name: string) => `“${name}” has no sound. Choose another file as the voice-over, or remove it.`,
  },

  music: {
    heading: 'Music',
    none: 'Music plays under the whole video.',
    hint: 'Music plays under the whole video, again from the start when it has ended, and fades out at the end.',
    choose: 'Choose music…',
    replace: 'Replace…',
    player: (name: string) => `Listen to “${name}”`,
    remove: (name: string) => `Remove the music “${name}”`,
    removed: 'Music removed.',
    noSound: (name: string) => `“${name}” has no sound. Choose another file as the music, or remove it.`,
  },
};
