import type { Report } from './english/reported';

/** What may stand in a hole, and whether it is translated too: as it is, if it can be, or only where it can be. */
type HoleKind = 'verbatim' | 'word' | 'if-known' | 'known';

/** By the sign before its name. */
const KINDS: Readonly<Record<string, HoleKind>> = {
  '': 'verbatim',
  '.': 'word',
  '?': 'if-known',
  '+': 'known',
};

/** How much is taken into a hole where more than one way fits: names may hold what stands between holes. */
type Amount = 'least' | 'most';

interface Hole {
  readonly name: string;
  readonly kind: HoleKind;
}

interface Pattern {
  readonly holes: readonly Hole[];
  readonly least: RegExp;
  readonly most: RegExp;
  /** The sentence in the other language, with the same holes. */
  readonly translation: string;
  /** Of two patterns that fit, the heavier one is meant: it begins with its own letters, or has more of them. */
  readonly weight: number;
}

const HOLE = /\{([.?+]?)(\w+)\}/g;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patternOf = (english: string, translation: string): Pattern => {
  const holes = [...english.matchAll(HOLE)].map(
    ([, sign = '', name = '']): Hole => ({ name, kind: KINDS[sign] ?? 'verbatim' }),
  );
  const own = english.split(/\{[.?+]?\w+\}/);
  const fitting = (anything: string): RegExp => {
    const parts = own.map((text, at) => {
      const hole = holes[at];
      if (!hole) return escaped(text);
      return `${escaped(text)}(${hole.kind === 'word' ? '\\S+' : anything})`;
    });
    return new RegExp(`^${parts.join('')}$`, 's');
  };
  return {
    holes,
    least: fitting('.*?'),
    most: fitting('.*'),
    translation,
    weight: own.join('').length + (own[0] === '' ? 0 : 1000),
  };
};

/**
 * Gives what layers below report in another language.
 * @param reports how each is said; its holes have the names of the English one's, without signs
 * @param names single words that may stand where a report may
 * @returns what translates a report, or several in a row; `null` for what is not known, or not wholly
 */
export const reporter = (
  reports: Readonly<Record<Report, string>>,
  names: Readonly<Record<string, string>>,
): ((report: string) => string | null) => {
  const known = new Map([...Object.entries(names), ...Object.entries(reports)]);
  const patterns = Object.entries(reports)
    .filter(([english]) => english.search(HOLE) >= 0)
    .map(([english, translation]) => patternOf(english, translation))
    .sort((one, other) => other.weight - one.weight);

  const filled = (
    { holes, translation }: Pattern,
    values: readonly string[],
    amount: Amount,
  ): string | null => {
    const said = new Map<string, string>();
    for (const [at, { name, kind }] of holes.entries()) {
      const value = values[at] ?? '';
      const translated = kind === 'known' || kind === 'if-known' ? one(value, amount) : value;
      if (translated === null && kind === 'known') return null;
      said.set(name, translated ?? value);
    }
    return translation.replace(HOLE, (_, _sign, name: string) => said.get(name) ?? '');
  };

  const one = (english: string, amount: Amount): string | null => {
    const whole = english === '' ? '' : known.get(english);
    if (whole !== undefined) return whole;
    for (const pattern of patterns) {
      const values = pattern[amount].exec(english)?.slice(1);
      const found = values ? filled(pattern, values, amount) : null;
      if (found !== null) return found;
    }
    return null;
  };

  /**
   * A sentence, or several in a row: names may have full stops in them, so the end is tried at each.
   * @param hopeless rests that were tried in vain
   */
  const some = (english: string, hopeless: Set<string>): string | null => {
    const whole = one(english, 'least');
    if (whole !== null) return whole;
    for (let at = english.indexOf('. '); at >= 0; at = english.indexOf('. ', at + 1)) {
      const tail = english.slice(at + 2);
      const head = hopeless.has(tail) ? null : one(english.slice(0, at + 1), 'least');
      const rest = head === null ? null : some(tail, hopeless);
      if (head !== null && rest !== null) return head + rest;
    }
    hopeless.add(english);
    return null;
  };
  return (english) => some(english, new Set()) ?? one(english, 'most');
};
