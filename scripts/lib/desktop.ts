export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly isTTY: boolean;
}

/** Whether a person sits at a desktop here, where a browser window can be opened. */
export const hasDesktop = ({ platform, env, isTTY }: Surroundings): boolean => {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = env;
  if (!isTTY || CI) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(DISPLAY || WAYLAND_DISPLAY);
};
