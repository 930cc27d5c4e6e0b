import { RenderError } from '../../render/options';

/** What the library itself says against a setting: its limits are written down only there. */
export const objectionTo = (check: () => unknown): string | null => {
  try {
    check();
    return null;
  } catch (thrown) {
    if (thrown instanceof RenderError) return thrown.message;
    throw thrown;
  }
};

/** Only what is said: a form asks for each field whether there is a sentence. */
export const said = <Name extends string>(
  objections: Readonly<Record<Name, string | null>>,
): Partial<Record<Name, string>> =>
  Object.fromEntries(Object.entries(objections).filter(([, sentence]) => sentence !== null)) as Partial<
    Record<Name, string>
  >;
