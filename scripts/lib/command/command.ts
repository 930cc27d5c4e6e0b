import type { WatermarkOptions } from '../../../src/plan/watermark';
import type { Chaos } from '../chaos';
import type { ClipFile } from '../driver';
import type { RenderSettings } from '../pageRender';

/** What `npm run render` is asked to do. */
export interface RenderCommand {
  /** Clips of a project may have settings of their own. */
  readonly clips: readonly (string | ClipFile)[];
  /** Voice-overs in the order in which they are spoken. */
  readonly audio: readonly string[];
  readonly music: string | undefined;
  readonly subtitles: string | undefined;
  /** JSON file that says how they are drawn. */
  readonly captionStyle: string | undefined;
  readonly captionFont: string | undefined;
  readonly watermark: string | undefined;
  readonly watermarkOptions: WatermarkOptions;
  /** Project file that says what is not said here. */
  readonly project: string | undefined;
  readonly out: string;
  readonly report: string | undefined;
  /** Subtitle file to write beside the video: `.srt` or `.vtt`. */
  readonly sidecar: string | undefined;
  readonly settings: RenderSettings;
  readonly simulateCores: number | undefined;
  readonly browserPath: string | undefined;
  readonly isolation: boolean;
  /** Folder in which the browser keeps encoded clips for the next time. */
  readonly profile: string | undefined;
  /** For tests: faults of the page's workers. */
  readonly chaos: Chaos | undefined;
  /** Bound for the whole render. */
  readonly timeoutSeconds: number;
}

export const pathOf = (clip: string | ClipFile): string => (typeof clip === 'string' ? clip : clip.path);
