import type { RenderStage } from '../../../../src/render';
import type { ErrorReport } from '../../../../src/shared/errors';

/** Where the video lies that the fake engine hands out, relative to the page. */
export const FAKE_VIDEO = 'fake-engine-video.mp4';

/** How a test steers the fake engine; `globalThis.fakeEngine` in the page. */
export interface FakeEngineHandle {
  /** Renders stay in this stage: of encoding in its middle, with half of the clips done. */
  hold: RenderStage | null;
  /** Renders fail in this stage. */
  failure: { readonly at: RenderStage; readonly error: ErrorReport } | null;
  /** Renders that were started. */
  renders: number;
}
