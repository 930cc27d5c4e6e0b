import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from '../../src/project/jsonFault';
import { runs } from './randomRuns';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('jsonFault', () => {
  it.each([
    ['{"a": 1,}', 8],
    ['[1, 2', 5],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[,]', 1],
    ['["\\x"]', 2],
    ['["a\nb"]', 3],
    ['["abc', 5],
    ['[01]', 2],
    ['[truth]', 1],
    ['{} {}', 3],
    ['{"a": [1}', 8],
    ['// note', 0],
    [' ', 1],
  ])('finds where %j stops being JSON', (text, at) => {
    expect(isJson(text)).toBe(false);
    expect(jsonFault(text)).toBe(at);
  });

  it('agrees with the parser on whatever is cut out of JSON, or put into it', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.nat(3), fc.constantFrom('', ',', '}', ']', '"', ':', '\\', '0', '\t'))
      .map(([text, at, less, more]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + more + text.slice(place + less);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged), (text) => {
        expect(jsonFault(text) === null).toBe(isJson(text));
      }),
      runs(2000),
    );
  });
});
