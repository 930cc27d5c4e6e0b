/** No more workers than this, whatever is asked for. */
export const MOST_WORKERS = 16;
