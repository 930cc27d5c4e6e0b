import type { Layer } from '../../../src/draw/layer';
import { layerPixels } from './layerPixels';
import type { StreamDevice } from './session';

/** A layer as a video that ffmpeg reads: one picture a frame, drawn when it is asked for. */
export interface LayerInput {
  readonly layer: Layer;
  readonly device: StreamDevice;
}

/** A layer's frames as bytes, one after the other. */
const bytesOf = (layer: Layer, frames: number): ((into: Uint8Array) => number) => {
  const { width, height } = layer.rect;
  const nothing = layerPixels(new ImageData(width, height));
  let converted: ImageData | null = null;
  let pixels = nothing;
  let next = 0;
  let ready = new Uint8Array();
  return (into) => {
    if (ready.length === 0 && next < frames) {
      const picture = layer.pictureAt(next);
      if (picture && picture !== converted) {
        pixels = layerPixels(picture);
        converted = picture;
      }
      ready = picture ? pixels : nothing;
      next += 1;
    }
    const part = ready.subarray(0, into.length);
    into.set(part);
    ready = ready.subarray(part.length);
    return part.length;
  };
};

/** @param index of the layer in its clip */
export const layerInput = (layer: Layer, frames: number, index: number): LayerInput => ({
  layer,
  device: { path: `/layer${index}`, read: bytesOf(layer, frames) },
});

/** How ffmpeg is told to read it. */
export const layerOptions = ({ layer, device }: LayerInput, fps: number): string[] => [
  ...['-f', 'rawvideo', '-pixel_format', 'yuva420p'],
  ...['-video_size', `${layer.rect.width}x${layer.rect.height}`, '-framerate', String(fps)],
  ...['-thread_queue_size', '0', '-threads', '1', '-i', device.path],
];

/** Lays it over the pictures before it. */
export const layerFilter = ({ layer }: LayerInput): string =>
  `overlay=x=${layer.rect.x}:y=${layer.rect.y}:format=yuv420:eof_action=pass`;
