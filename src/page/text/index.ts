import { language, type Words } from './language.svelte';
import en from './languages/en';

/**
 * Every word on the page, in the language of the moment. To be read where it is shown, not kept: what reads it in a
 * template or a `$derived` follows a switch of the language.
 */
export const text: Words = new Proxy(en, { get: (_, room) => Reflect.get(language.words, room) });
