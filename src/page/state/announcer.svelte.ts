/** What a screen reader is told next; shown in one polite live region. */
export class Announcer {
  message = $state('');
  #open = false;

  /** Things said in one go are read one after the other; later ones replace what was said before. */
  say(message: string): void {
    this.message = this.#open ? `${this.message} ${message}` : message;
    if (this.#open) return;
    this.#open = true;
    setTimeout(() => {
      this.#open = false;
    });
  }
}
