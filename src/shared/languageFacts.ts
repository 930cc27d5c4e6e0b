/** What is known of a language before its words are there. */
export interface LanguageFacts {
  /** BCP 47. */
  readonly tag: string;
  /** As its speakers call it: `English`, `简体中文`. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** The ten digits, then the sign that parts tenths from ones: `0123456789.` */
  readonly figures: string;
  /** Some seconds, with `#` for their number: `# s`, `#秒`. */
  readonly seconds: string;
}
