import type { VideoCodec } from '../../shared/encoding';
import type { Size } from '../../shared/media';
import { engine } from './parts';

/** What this browser encodes. To find out takes the engine: it is asked when somebody looks at the choice. */
export class Encodable {
  /** `null`: not known yet. */
  codecs = $state.raw<readonly VideoCodec[] | null>(null);
  #asked = '';

  /** What cannot be found out is left open: the render says it then. */
  async ask(size: Size, fps: number): Promise<void> {
    const asked = `${size.width}×${size.height}@${fps}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    const found = await engine()
      .then(({ encodableCodecs }) => encodableCodecs(size, fps))
      .catch(() => null);
    if (asked === this.#asked) this.codecs = found;
  }

  /** Whether this browser is known not to encode it. */
  lacks(codec: VideoCodec): boolean {
    return this.codecs !== null && !this.codecs.includes(codec);
  }
}
