import { resolveCaptionStyle } from '../../plan/captionStyle';
import type { ErrorReport } from '../../render';
import type { CaptionOptions } from '../../render/options';
import type { SubtitleCue } from '../../shared/captions';
import type { Size } from '../../shared/media';
import { text } from '../text';
import { captionDrawing } from './parts';
import { spokenError } from './spoken';

/** Captions over a picture, as a video will show them. */
interface Preview {
  /** Of the video. */
  readonly size: Size;
  readonly style: CaptionOptions;
  readonly fontFile: File | null;
  /** `null`: the sample. */
  readonly cue: SubtitleCue | null;
  /** A text to try with. */
  readonly sample: string;
  /** Address of a picture; `null`: none. */
  readonly background: string | null;
}

/** Longer side of the preview in pixels: sharp on dense screens. */
const LONGER_SIDE = 640;
/** A change is drawn so much later: while a slider moves, each would be drawn. */
const WAIT_MS = 60;

/** Whole even pixels in the shape of the video. */
const previewSize = ({ width, height }: Size): Size => {
  const scale = LONGER_SIDE / Math.max(width, height);
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
};

/** The cue as it stands in the middle of its time: its first words are spoken, and nothing moves any more. */
const shownCue = ({ cue, sample }: Pick<Preview, 'cue' | 'sample'>) => {
  const shown = cue?.text ?? sample;
  const words = cue?.words.length ? cue.words.map((word) => word.text) : shown.split(/\s+/);
  return {
    start: -1000,
    end: 1,
    text: shown,
    words: words.map((word, at) => ({ text: word, start: at - 1 })),
  };
};

const loadPicture = async (address: string): Promise<ImageBitmap | null> => {
  try {
    return await createImageBitmap(await (await fetch(address)).blob());
  } catch {
    // The clip it was of is gone.
    return null;
  }
};

const drawCovering = (
  context: CanvasRenderingContext2D,
  picture: ImageBitmap,
  { width, height }: Size,
): void => {
  const scale = Math.max(width / picture.width, height / picture.height);
  const [shownWidth, shownHeight] = [picture.width * scale, picture.height * scale];
  context.drawImage(picture, (width - shownWidth) / 2, (height - shownHeight) / 2, shownWidth, shownHeight);
  picture.close();
};

/**
 * Draws a preview; what draws captions is fetched only now.
 * @returns what is wrong; `null`: nothing
 */
export const drawPreview = async (
  canvas: HTMLCanvasElement,
  { size, style, fontFile, background, ...shown }: Preview,
  signal: AbortSignal,
): Promise<ErrorReport | null> => {
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  if (signal.aborted) return null;
  const target = previewSize(size);
  try {
    const { captionLayer } = await captionDrawing();
    const captions = { cues: [shownCue(shown)], style: resolveCaptionStyle(style), fontFile };
    const [layer, picture] = await Promise.all([
      captionLayer(captions, target, 30),
      background === null ? null : loadPicture(background),
    ]);
    const drawn = layer?.pictureAt(0);
    const bitmap = drawn ? await createImageBitmap(drawn) : null;
    const context = canvas.getContext('2d');
    if (signal.aborted || !context) return null;
    canvas.width = target.width;
    canvas.height = target.height;
    if (picture) drawCovering(context, picture, target);
    if (layer && bitmap) context.drawImage(bitmap, layer.rect.x, layer.rect.y);
    return null;
  } catch (thrown) {
    return spokenError(thrown, () => text.create.unexpected);
  }
};
