import { describe, expect, it } from 'vitest';
import type { RenderCommand } from '../../scripts/lib/command/command';
import { RENDER_HELP } from '../../scripts/lib/command/help';
import { parseRenderArgs } from '../../scripts/lib/command/parse';
import { OPTIONS } from '../../scripts/lib/command/table';

const commandOf = (...args: string[]): RenderCommand => {
  const parsed = parseRenderArgs(args);
  if (parsed.kind !== 'render') throw new Error(JSON.stringify(parsed));
  return parsed.command;
};
const usageOf = (...args: string[]): string => {
  const parsed = parseRenderArgs(args);
  return parsed.kind === 'usage' ? parsed.message : JSON.stringify(parsed);
};
const least = ['--out', 'out.mp4', 'a.mp4'];

describe('parseRenderArgs', () => {
  it('reads every option', () => {
    const args = [
      ...[
        '--audio',
        'voice.mp3',
        '--out',
        'out.mp4',
        '--size',
        '720x1280',
        '--fps',
        '25',
        '--fit',
        'contain',
      ],
      ...[
        '--mode',
        'sequential',
        '--seed',
        '7',
        '--clip-duration',
        '2.5',
        '--threads',
        '3',
        '--engine',
        'ffmpeg',
      ],
      ...[
        '--bar-color',
        '#123456',
        '--speed',
        '1.5',
        '--transition',
        'fade-in',
        '--transition-duration',
        '2',
      ],
      ...['--ken-burns', 'pan', '--duration', '12.5', '--start-fade', '0.5', '--end-fade', '3'],
      ...['--stall-timeout', '12', '--stop-on-problem', '--chaos', 'kill:5,hang:7'],
      ...['--clip-timeout', '20', '--report', 'r.json', '--simulate-cores', '16', '--browser', 'chrome'],
      ...['--audio', 'second.wav', '--voice-gap', '1.5', '--voice-volume', '2', '--music', 'music.mp3'],
      ...['--quality', 'high', '--codec', 'av1', '--container', 'mp4'],
      ...['--music-volume', '0.3', '--music-start', '12', '--music-fade-in', '1', '--music-fade-out', '4'],
      ...['--duck', '9', '--loudness', '-16', '--clip-volume', '0.5'],
      ...['--subtitles', 'film.ass', '--subtitle-encoding', 'big5', '--soft-subtitles', '--sidecar', 's.srt'],
      ...['--caption-style', 'style.json', '--caption-font', 'f.woff2', '--no-drawn-subtitles'],
      ...['--watermark', 'logo.png', '--watermark-corner', 'top-left', '--watermark-margin', '2'],
      ...['--watermark-size', '20', '--watermark-opacity', '0.5', '--project', 'p.json'],
      ...['--no-isolation', '--no-cache', '--profile', 'kept', '--timeout', '90', 'b.mp4', 'a.mp4'],
    ];
    expect(commandOf(...args)).toEqual({
      clips: ['b.mp4', 'a.mp4'],
      audio: ['voice.mp3', 'second.wav'],
      music: 'music.mp3',
      subtitles: 'film.ass',
      captionStyle: 'style.json',
      captionFont: 'f.woff2',
      watermark: 'logo.png',
      watermarkOptions: { corner: 'top-left', margin: 2, size: 20, opacity: 0.5 },
      project: 'p.json',
      out: 'out.mp4',
      report: 'r.json',
      sidecar: 's.srt',
      settings: {
        ...{ quality: 'high', codec: 'av1', container: 'mp4' },
        aspect: undefined,
        size: { width: 720, height: 1280 },
        fps: 25,
        fit: 'contain',
        mode: 'sequential',
        seed: 7,
        maxClipDuration: 2.5,
        barColor: '#123456',
        speed: 1.5,
        transition: 'fade-in',
        transitionDuration: 2,
        startFade: 0.5,
        endFade: 3,
        kenBurns: 'pan',
        duration: 12.5,
        voiceVolume: 2,
        voiceGap: 1.5,
        musicVolume: 0.3,
        musicStart: 12,
        clipVolume: 0.5,
        musicFadeIn: 1,
        musicFadeOut: 4,
        duck: { depthDb: 9 },
        loudness: -16,
        subtitleEncoding: 'big5',
        softSubtitles: true,
        drawSubtitles: false,
        threads: 3,
        engine: 'ffmpeg',
        clipTimeout: 20,
        cache: false,
        stallTimeout: 12,
        onProblem: 'stop',
      },
      simulateCores: 16,
      browserPath: 'chrome',
      isolation: false,
      profile: 'kept',
      chaos: { oneIn: { kill: 5, hang: 7 }, seed: 7 },
      timeoutSeconds: 90,
    });
  });

  it('leaves settings that are not given to the page', () => {
    const {
      settings: { container, ...settings },
      ...command
    } = commandOf(...least);
    expect(container).toBe('mp4');
    expect(Object.values(settings).every((value) => value === undefined)).toBe(true);
    expect(command).toMatchObject({ audio: [], music: undefined, isolation: true, timeoutSeconds: 3600 });
  });

  it('takes the container from the name of the file, and refuses two that differ', () => {
    expect(commandOf('a.mp4', '--out', 'o.WEBM').settings.container).toBe('webm');
    expect(commandOf('a.mp4', '--out', 'o.mov').settings.container).toBeUndefined();
    expect(commandOf('a.mp4', '--out', 'o', '--container', 'webm').settings.container).toBe('webm');
    expect(usageOf('a.mp4', '--out', 'o.mp4', '--container', 'webm')).toBe(
      '--container webm does not go with --out o.mp4.',
    );
    expect(usageOf('a.mp4', '--out', 'o.webm', '--codec', 'h264')).toContain('h264 needs mp4');
    expect(usageOf('a.mp4', '--out', 'o.mp4', '--quality', 'best')).toContain(
      'quality must be one of draft, standard, high',
    );
  });

  it('takes options after clips, and what follows -- as clips', () => {
    expect(commandOf('a.mp4', '--out', 'o.mp4', 'b.mp4').clips).toEqual(['a.mp4', 'b.mp4']);
    expect(commandOf('--out', 'o.mp4', '--', '--odd name.mp4').clips).toEqual(['--odd name.mp4']);
  });

  it('ducks by 12 dB if --duck comes without a number, whatever follows', () => {
    expect(commandOf(...least, '--duck').settings.duck).toEqual({ depthDb: 12 });
    const { clips, settings } = commandOf('--out', 'o.mp4', '--duck', 'a.mp4');
    expect([clips, settings.duck]).toEqual([['a.mp4'], { depthDb: 12 }]);
    expect(commandOf('--out', 'o.mp4', '--duck', '6.5', 'a.mp4').settings.duck).toEqual({ depthDb: 6.5 });
    expect(commandOf(...least, '--', '--duck').clips).toEqual(['a.mp4', '--duck']);
  });

  it('asks for nothing that a project may have', () => {
    const { clips, project } = commandOf('--out', 'o.mp4', '--project', 'p.json', '--soft-subtitles');
    expect([clips, project]).toEqual([[], 'p.json']);
  });

  it('puts --help before everything else', () => {
    expect(parseRenderArgs(['--help'])).toEqual({ kind: 'help' });
    expect(parseRenderArgs(['--threads', '99', '-h'])).toEqual({ kind: 'help' });
  });

  it.each([
    [['--out', 'o.mp4'], /at least one clip/],
    [['a.mp4'], /--out/],
    [['--out', '', 'a.mp4'], /--out/],
    [[...least, '--unknown'], /unknown/],
    [[...least, '--fps', '29.97'], /fps must be one of/],
    [[...least, '--fps', 'fast'], /--fps must be a number, not "fast"/],
    [[...least, '--fps', ' '], /--fps must be a number/],
    [[...least, '--aspect', '4:3'], /aspect must be one of/],
    [[...least, '--size', '720'], /--size must be like/],
    [[...least, '--size', '721x1280'], /even numbers/],
    [[...least, '--size', '720x1280', '--aspect', '1:1'], /not both/],
    [[...least, '--fit', 'stretch'], /fit must be one of/],
    [[...least, '--mode', 'best'], /mode must be one of/],
    [[...least, '--seed', '1.5'], /seed/],
    [[...least, '--clip-duration', '0.1'], /maxClipDuration must be a number/],
    [[...least, '--duration', '0'], /duration must be a number/],
    [[...least, '--bar-color', 'red'], /barColor must be a colour like #1a2b3c/],
    [[...least, '--speed', '3'], /speed must be a number from 0.5 to 2/],
    [[...least, '--transition', 'burn'], /transition must be one of/],
    [[...least, '--end-fade=-1'], /endFade must be/],
    [[...least, '--voice-volume', '6'], /voiceVolume must be a number from 0 to 5, not 6/],
    [[...least, '--voice-gap', '-1'], /voiceGap must be/],
    [[...least, '--music-volume', 'loud'], /--music-volume must be a number/],
    [[...least, '--loudness', '14'], /loudness must be a number from -36 to -5/],
    [[...least, '--duck', '-12'], /duck.depthDb/],
    [[...least, '--soft-subtitles'], /--soft-subtitles needs --subtitles/],
    [[...least, '--subtitle-encoding', 'big5'], /--subtitle-encoding needs --subtitles/],
    [[...least, '--sidecar', 's.srt'], /--sidecar needs --subtitles/],
    [[...least, '--subtitles', 's.ass', '--sidecar', 's.ass'], /--sidecar must end in .srt or .vtt/],
    [[...least, '--watermark-size', '20'], /--watermark-size needs --watermark/],
    [[...least, '--threads', '0'], /threads must be a whole number from 1 to 16/],
    [[...least, '--threads', '17'], /threads/],
    [[...least, '--threads', '2.5'], /threads/],
    [[...least, '--engine', 'magic'], /engine must be one of/],
    [[...least, '--clip-timeout', '0'], /clipTimeout must be a number from 1/],
    [[...least, '--stall-timeout', '0.5'], /stallTimeout must be a number from 1/],
    [[...least, '--chaos', 'explode:3'], /--chaos knows kill, .* not "explode"/],
    [[...least, '--chaos', 'kill'], /like kill:5/],
    [[...least, '--simulate-cores', '0'], /--simulate-cores/],
    // More than a timer can wait: it would go off at once.
    [[...least, '--timeout', '1e9'], /--timeout/],
  ])('refuses %j', (args, message) => {
    expect(parseRenderArgs(args)).toEqual({ kind: 'usage', message: expect.stringMatching(message) });
  });

  it('has every option in the help, and no other', () => {
    const named = [...RENDER_HELP.matchAll(/^ {2}--([a-z-]+) /gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(Object.keys(OPTIONS).toSorted());
  });
});
