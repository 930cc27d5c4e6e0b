import type { Page } from 'playwright-core';

/** Name (without `.mp4`), begin and length in frames of all shots that the timeline shows. */
export const shotsOf = (page: Page): Promise<(string | number)[][]> =>
  page.getByTestId('shot').evaluateAll((all) =>
    all.map((one) => {
      const told = (name: string) => one.getAttribute(`data-${name}`) ?? '';
      return [told('name').replace('.mp4', ''), Number(told('start')), Number(told('frames'))];
    }),
  );
