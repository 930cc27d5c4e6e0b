import { BlobSource, Input } from 'mediabunny';
import type { SourceInfo } from '../shared/media';
import { SOURCE_FORMATS } from '../shared/sourceFormats';

/** Whether the browser itself decodes a file's picture track. */
export const browserDecodes = async (source: Blob): Promise<boolean> => {
  using input = new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  return track !== null && (await track.canDecode());
};

/** A source as the browser draws it: whole pictures, upright, in square pixels, in the page's colours. */
export const asDrawnByBrowser = (info: SourceInfo): SourceInfo => ({
  ...info,
  access: 'browser',
  video: info.video && {
    ...info.video,
    codedSize: info.video.displaySize,
    rotation: 0,
    mirrored: false,
    interlaced: false,
    colour: { primaries: 'bt709', transfer: null, matrix: 'bt709', fullRange: true },
  },
});
