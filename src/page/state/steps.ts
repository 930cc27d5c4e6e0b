/** The three steps of the page, in their order. */
export const STEPS = ['materials', 'look', 'video'] as const;
export type StepName = (typeof STEPS)[number];

/** What decides which step is the person's next. */
export interface Standing {
  readonly clips: number;
  /** Something of the materials keeps the video from being made, not only that there is none yet. */
  readonly materialsWrong: boolean;
  readonly settingsWrong: boolean;
}

/** The step where something has to be done: where all is well, it is the last one. */
export const nextStep = ({ clips, materialsWrong, settingsWrong }: Standing): StepName =>
  clips === 0 || materialsWrong ? 'materials' : settingsWrong ? 'look' : 'video';
