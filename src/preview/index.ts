/** What plays a video before it is rendered. */
export { PreviewSession, type PreviewState, type SoundStatus } from './session';
