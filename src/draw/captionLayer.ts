import { CUE_GAP, safeHeight, stackTops } from '../plan/captions/place';
import { SPRING_PEAK, springScale } from '../plan/captions/spring';
import { type LinePart, locateWords } from '../plan/captions/words';
import type { ClipCaptions, ClipCue } from '../shared/captions';
import type { Rect } from '../shared/jobs';
import type { Size } from '../shared/media';
import { type Context, newCanvas } from './canvas';
import { drawBlock } from './drawBlock';
import { loadFont } from './fonts';
import { type Bounds, coveringRect, type Layer, union } from './layer';
import { type Look, type TextBlock, textBlock } from './textBlock';

/** A cue with its place among those that are seen at the same time. */
interface PlacedCue {
  readonly cue: ClipCue;
  readonly block: TextBlock;
  /** In pixels from the target's top. */
  readonly top: number;
  /** Where each of its words is in its lines. */
  readonly words: readonly (readonly LinePart[])[];
}

/** Lengths of a style are those of a picture with this shorter side. */
const STYLE_SIDE = 1080;

/** Soft edges of letters reach so many pixels beyond them. */
const SOFT_EDGE = 1;

const isSeen = ({ start, end, text }: ClipCue): boolean => start < end && text.trim() !== '';

/** Lays out all cues that are seen at the same time: in smaller letters where there is not room for all of them. */
const arrange = (context: Context, cues: readonly ClipCue[], look: Look): PlacedCue[] => {
  const { style, target, scale } = look;
  const gap = CUE_GAP * style.size * scale;
  const room = Math.max(1, safeHeight(target.height) - gap * (cues.length - 1));
  const blocksWithin = (maxHeight: number) =>
    cues.map((cue) => textBlock(context, cue.text, look, maxHeight));
  let blocks = blocksWithin(room);
  if (blocks.reduce((sum, { height }) => sum + height, 0) > room) blocks = blocksWithin(room / cues.length);
  const heights = blocks.map(({ height }) => height);
  const tops = stackTops(style.position, heights, target.height, gap);
  return blocks.flatMap((block, index) => {
    const cue = cues[index];
    if (!cue) return [];
    const lines = block.lines.map(({ text }) => text);
    const spoken = cue.words.map(({ text }) => text);
    const words = style.highlightColor === null ? [] : (locateWords(lines, spoken) ?? []);
    return { cue, block, top: tops[index] ?? 0, words };
  });
};

/** All that a cue can cover, at its largest. */
const boundsOf = ({ block, top }: PlacedCue, { style, target }: Look): Bounds => {
  const grown = style.animation === 'spring' ? SPRING_PEAK : 1;
  const halfWidth = (block.width / 2) * grown + SOFT_EDGE;
  const halfHeight = (block.height / 2) * grown + SOFT_EDGE;
  const [x, y] = [target.width / 2, top + block.height / 2];
  return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
};

/** A cue in one frame, with what of it can change while it is seen. */
interface ShownCue {
  readonly placed: PlacedCue;
  readonly scale: number;
  /** Index of the word that is spoken; −1 before the first. */
  readonly word: number;
}

class CaptionDrawing implements Layer {
  readonly rect: Rect;
  readonly #context: Context;
  readonly #arranged = new Map<string, readonly PlacedCue[]>();
  #shown = '';
  #picture: ImageData | null = null;

  constructor(
    private readonly cues: readonly ClipCue[],
    private readonly look: Look,
    private readonly fps: number,
  ) {
    // To measure with: texts are laid out before it is known how large a canvas they need.
    this.#context = newCanvas({ width: 1, height: 1 });
    // Only where one begins or ends it changes which cues are seen together, and so where they stand.
    const all = cues.flatMap(({ start, end }) => [...this.#at(start), ...this.#at(end)]);
    this.rect = coveringRect(union(all.map((placed) => boundsOf(placed, look))), look.target);
    this.#context.canvas.width = this.rect.width;
    this.#context.canvas.height = this.rect.height;
  }

  pictureAt(frame: number): ImageData | null {
    const cues = this.#at(frame).map((placed) => this.#stateOf(placed, frame));
    const shown = cues
      .map(({ placed, scale, word }) => [this.cues.indexOf(placed.cue), scale, word].join())
      .join(' ');
    if (shown !== this.#shown) {
      this.#picture = cues.length === 0 ? null : this.#draw(cues);
      this.#shown = shown;
    }
    return this.#picture;
  }

  #at(frame: number): readonly PlacedCue[] {
    const seen = this.cues.filter(({ start, end }) => start <= frame && frame < end);
    if (seen.length === 0) return [];
    const key = seen.map((cue) => this.cues.indexOf(cue)).join();
    const arranged = this.#arranged.get(key) ?? arrange(this.#context, seen, this.look);
    this.#arranged.set(key, arranged);
    return arranged;
  }

  #stateOf(placed: PlacedCue, frame: number): ShownCue {
    const { cue, words } = placed;
    const springs = this.look.style.animation === 'spring';
    const scale = springs ? springScale((frame - cue.start) / this.fps) : 1;
    const word = words.length === 0 ? -1 : cue.words.findLastIndex(({ start }) => start <= frame);
    return { placed, scale, word };
  }

  #draw(cues: readonly ShownCue[]): ImageData {
    const context = this.#context;
    const { x, y, width, height } = this.rect;
    context.clearRect(0, 0, width, height);
    for (const { placed, scale, word } of cues) {
      const { block, top, words } = placed;
      context.save();
      // About the middle of the block.
      context.translate(this.look.target.width / 2 - x, top + block.height / 2 - y);
      context.scale(scale, scale);
      context.translate(0, -block.height / 2);
      drawBlock(context, block, this.look, words[word] ?? []);
      context.restore();
    }
    return context.getImageData(0, 0, width, height);
  }
}

/**
 * The captions of a clip on a target of even width and height. Cues that are seen together are stacked in their order.
 * @param fps frames a second, which the cues are counted in
 * @returns `null` where there is nothing to be read
 * @throws RenderError `unreadable-source` for the font file, `resource` where the bundled font cannot be fetched
 */
export const captionLayer = async (
  captions: ClipCaptions,
  target: Size,
  fps: number,
): Promise<Layer | null> => {
  const cues = captions.cues.filter(isSeen);
  if (cues.length === 0) return null;
  const font = await loadFont({ ...captions, cues });
  const scale = Math.min(target.width, target.height) / STYLE_SIDE;
  return new CaptionDrawing(cues, { style: captions.style, font, target, scale }, fps);
};
