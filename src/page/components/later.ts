/** What the first sight of the page does without, in one file: see `Later.svelte`. */
export { default as CaptionFields } from './CaptionFields.svelte';
export { default as CaptionPreview } from './CaptionPreview.svelte';
export { default as ClipList } from './ClipList.svelte';
export { default as ErrorNotice } from './ErrorNotice.svelte';
export { default as EventLog } from './EventLog.svelte';
export { default as MissingFiles } from './MissingFiles.svelte';
export { default as PreviewScreen } from './preview/PreviewScreen.svelte';
export { default as RenderProgress } from './RenderProgress.svelte';
export { default as ResultView } from './ResultView.svelte';
export { default as Timeline } from './timeline/Timeline.svelte';
export { default as UnfinishedCard } from './UnfinishedCard.svelte';
