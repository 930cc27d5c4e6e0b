import { CODECS, CONTAINERS, QUALITIES } from '../../../src/plan/encodingSettings';
import { ENGINES } from '../../../src/plan/runSettings';
import { ASPECTS, TRANSITIONS } from '../../../src/plan/settings';
import { WATERMARK_CORNERS } from '../../../src/plan/watermark';
import { FAULTS } from '../chaos';
import { TIMEOUT_SECONDS } from './running';

export const RENDER_HELP = `Makes one MP4 or WebM out of clips and a voice-over, in a browser without a window.

  npm run --silent render -- --audio voice.mp3 --out out.mp4 [options] clip1.mp4 clip2.mp4 …

  --out FILE            the video to write: an MP4, or with a name that ends in .webm a WebM
  --project FILE        a project file: clips, sound, subtitles, watermark and settings (docs/project.md). Options given
                        here win over it; clips given here replace all of its clips
  --audio FILE          the voice-over; the video is as long as it is. Without: as long as the clips. Given several
                        times: one after the other
  --aspect A            ${ASPECTS.join(', ')} (default 9:16)
  --size WxH            a size in pixels instead, even numbers
  --fps N               24, 25, 30, 50 or 60 (default 30)
  --duration S          length of the video without a voice-over (default: as long as its clips)
  --fit F               cover (fill and crop, default), contain (bars) or blur (over a blurred copy)
  --bar-color C         colour of the bars, like #1a2b3c (default black)
  --speed N             playback speed of the clips, 0.5–2 (default 1)
  --transition T        of each clip: ${TRANSITIONS.join(', ')} (default none)
  --transition-duration S  length of a transition in seconds (default 1)
  --ken-burns M         slow move over stills: in, out, pan or none (default in)
  --start-fade S        fade of the whole video from black, in seconds (default 0)
  --end-fade S          fade of the whole video to black, in seconds (default 0)
  --mode M              random (all pieces of all clips, shuffled, default) or sequential (one piece a clip, in order)
  --seed N              seed for random (default 0)
  --clip-duration S     longest piece taken from a clip, in seconds (default 5)
  --voice-gap S         silence between one voice-over and the next, in seconds (default 0.5)
  --voice-volume F      factor on the voice-over, 0–5 (default 1)
  --music FILE          music, repeated for the length of the video
  --music-volume F      factor on the music, 0–2 (default 0.2)
  --music-start S       second of the music at which it starts (default 0)
  --music-fade-in S     seconds in which it gets louder at the begin (default 0)
  --music-fade-out S    seconds in which it gets quieter at the end (default 3)
  --clip-volume F       factor on the clips' own sound, 0–2 (default 0: left out)
  --duck [DB]           music and clips get so much quieter while the voice speaks (off by default; without a number 12 dB)
  --loudness LUFS       loudness of the whole, such as -14 (default: as it comes)
  --subtitles FILE      what is read when: an SRT, WebVTT or ASS file
  --subtitle-encoding E its encoding, such as gb18030 (default: guessed)
  --caption-style FILE  how they are drawn, as JSON: font, size, color, box, position … (docs/captions.md)
  --caption-font FILE   a font file for them: TTF, OTF, WOFF or WOFF2
  --no-drawn-subtitles  do not draw them over the pictures
  --soft-subtitles      give the video (MP4) a track of the subtitles that players can show or hide
  --sidecar FILE        write the subtitles as the video has them into an .srt or .vtt file
  --watermark FILE      a picture over the whole video
  --watermark-corner C  ${WATERMARK_CORNERS.join(', ')} (default top-right)
  --watermark-margin P  distance from the edges, in percent of the shorter side (default 4)
  --watermark-size P    its width, in percent of the video's (default 12)
  --watermark-opacity F from 0 to 1 (default 1)
  --quality Q           ${QUALITIES.join(', ')} (default standard): the same to the eye with every engine and codec
  --codec C             ${CODECS.join(', ')} (default h264, in WebM vp9); others than h264 where the browser encodes them
  --container C         ${CONTAINERS.join(', ')} (default: what the name of --out says)
  --threads N           number of workers, 1–16 (default: what suits the machine)
  --engine E            ${ENGINES.join(', ')} (default auto: what is fastest here)
  --clip-timeout S      longest time for one clip of up to 6 s, in seconds (default 300)
  --stall-timeout S     longest time without progress on a clip, in seconds (default 30)
  --stop-on-problem     end with an error at the first clip that cannot be used, instead of leaving it out
  --report FILE         write what happened to every clip, and the figures, as JSON
  --timeout S           longest time for the whole render, in seconds (default ${TIMEOUT_SECONDS})
  --browser FILE        the Chromium to use (default: CLIPLOOM_BROWSER, or the first that is found)
  --profile DIR         keep encoded clips in this folder (a browser profile) and use those that are there
  --no-cache            with --profile: neither keep clips nor use any
  --simulate-cores N    let page, workers and threads see a machine of N cores
  --no-isolation        serve the page without cross-origin isolation: single-threaded core
  --chaos SPEC          for tests: workers with faults, like kill:5,hang:7 (one clip in five, one in seven on average);
                        ${FAULTS.join(', ')}; drawn with --seed
  --help                this text

Exit status: 0 complete; 1 failed, nothing written; 2 wrong usage; 3 complete, but with clips left out;
130 stopped with Ctrl-C.
`;
