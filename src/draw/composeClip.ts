import type { Blend, Effect, Geometry } from '../shared/jobs';
import type { Size } from '../shared/media';
import { type Context, newCanvas, newPictureCanvas } from './canvas';
import { codeColours } from './codedColours';
import { drawBlend } from './composeBlend';
import { drawEffect, drawFade, isActive } from './composeEffects';
import { drawFitted } from './composePicture';
import type { Drawable } from './composePlacement';
import type { Layer } from './layer';

/** How one source's pictures are shown. */
export interface ShownPictures {
  readonly geometry: Geometry;
  /** Size of the upright picture that the geometry counts in; `null`: the first one's. */
  readonly countedIn: Size | null;
  readonly effects: readonly Effect[];
}

/** What a clip is composed of; the frame's pictures come one by one. */
export interface Composition {
  readonly size: Size;
  /** Of `size` to the video's: less than 1 where it is shown smaller than it will be. */
  readonly scale: number;
  readonly frames: number;
  readonly fps: number;
  /** One, or two of which the first gives way to the second. */
  readonly pictures: readonly ShownPictures[];
  readonly blend: Blend | null;
  /** The lowest first. */
  readonly layers: readonly Layer[];
  /** Of all that is drawn. */
  readonly fades: readonly Effect[];
}

/** One source's pictures on the target: fitted once, however many frames show them. */
class PictureComposer {
  readonly #shown: ShownPictures;
  readonly #fps: number;
  readonly #scale: number;
  readonly #fitted: Context;
  readonly #changed: Context[] = [];
  #picture: Drawable | null = null;
  #countedIn: Size | null;

  constructor(shown: ShownPictures, { size, scale, fps }: Composition) {
    this.#shown = shown;
    this.#countedIn = shown.countedIn;
    this.#fps = fps;
    this.#scale = scale;
    this.#fitted = newPictureCanvas(size);
  }

  isMoving(frame: number): boolean {
    return this.#shown.effects.some((effect) => isActive(effect, frame));
  }

  draw(picture: Drawable, frame: number): Context {
    const { geometry, effects } = this.#shown;
    this.#countedIn ??= picture.size;
    if (picture !== this.#picture)
      drawFitted(this.#fitted, { picture, countedIn: this.#countedIn }, geometry, this.#scale);
    this.#picture = picture;
    let context = this.#fitted;
    for (const [index, effect] of effects.filter((effect) => isActive(effect, frame)).entries()) {
      const next = this.#canvas(index % 2);
      drawEffect(next, context.canvas, effect, { frame, fps: this.#fps, scale: this.#scale });
      context = next;
    }
    return context;
  }

  /** What was drawn last is drawn over: nothing of it can be used again. */
  forget(): void {
    this.#picture = null;
  }

  #canvas(index: number): Context {
    const context = this.#changed[index] ?? newPictureCanvas(this.#fitted.canvas);
    this.#changed[index] = context;
    return context;
  }
}

const coded = ({ data, width, height }: ImageData): ImageData => {
  const copy = new ImageData(data.slice(), width, height);
  codeColours(copy);
  return copy;
};

/** Composes a clip's frames, one after the other, from decoded pictures. */
export class ClipComposer {
  readonly #composition: Composition;
  readonly #composers: readonly PictureComposer[];
  readonly #blended: Context | null;
  readonly #layers: readonly { readonly layer: Layer; readonly canvas: Context; shown: ImageData | null }[];
  #before: readonly unknown[] = [];

  constructor(composition: Composition) {
    const { size, pictures, layers } = composition;
    this.#composition = composition;
    this.#composers = pictures.map((shown) => new PictureComposer(shown, composition));
    this.#blended = composition.blend ? newPictureCanvas(size) : null;
    this.#layers = layers.map((layer) => ({ layer, canvas: newCanvas(layer.rect), shown: null }));
  }

  /**
   * Draws a frame.
   * @param pictures what each source shows in it; the same object as long as it shows the same
   * @returns its canvas, or `null` where the frame is the same as the one before
   */
  compose(frame: number, pictures: readonly Drawable[]): OffscreenCanvas | null {
    const { blend, fades } = this.#composition;
    const drawn = this.#layers.map(({ layer }) => layer.pictureAt(frame));
    const moving =
      blend !== null ||
      fades.some((fade) => isActive(fade, frame)) ||
      this.#composers.some((composer) => composer.isMoving(frame));
    // What moves is never the same, before or after.
    const state = [...pictures, ...drawn, ...(moving ? [Symbol()] : [])];
    const isSame =
      state.length === this.#before.length && state.every((part, index) => part === this.#before[index]);
    this.#before = state;
    if (isSame) return null;

    const context = this.#drawPictures(frame, pictures);
    for (const [index, drawing] of this.#layers.entries()) {
      const picture = drawn[index];
      if (!picture) continue;
      const { layer, canvas, shown } = drawing;
      if (picture !== shown) canvas.putImageData(coded(picture), 0, 0);
      drawing.shown = picture;
      context.drawImage(canvas.canvas, layer.rect.x, layer.rect.y);
    }
    for (const fade of fades) if (isActive(fade, frame)) drawFade(context, fade, frame);
    if (drawn.some(Boolean) || fades.length > 0) for (const composer of this.#composers) composer.forget();
    return context.canvas;
  }

  #drawPictures(frame: number, pictures: readonly Drawable[]): Context {
    const contexts = this.#composers.flatMap((composer, index) => {
      const picture = pictures[index];
      return picture ? [composer.draw(picture, frame)] : [];
    });
    const [first, next] = contexts;
    if (!first) throw new RangeError('There is no picture to show');
    const { blend, frames } = this.#composition;
    if (!blend || !next || !this.#blended) return first;
    drawBlend(this.#blended, first.canvas, next.canvas, blend, { frame, frames });
    return this.#blended;
  }
}
