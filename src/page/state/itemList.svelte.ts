/** Something in a list that people put in order. */
interface Item {
  readonly id: number;
  dispose(): void;
}

/** Things in an order that people can change. */
export class ItemList<T extends Item> {
  items = $state.raw<readonly T[]>([]);

  add(items: readonly T[]): void {
    this.items = [...this.items, ...items];
  }

  remove(item: T): void {
    item.dispose();
    this.items = this.items.filter((other) => other !== item);
  }

  replace(item: T, other: T): void {
    item.dispose();
    this.items = this.items.map((one) => (one === item ? other : one));
  }

  /** Moves an item to a place in the list; places outside of it mean its ends. */
  moveTo(item: T, place: number): void {
    const others = this.items.filter((other) => other !== item);
    this.items = others.toSpliced(Math.max(0, place), 0, item);
  }

  /** @returns its place, counted from 1; `null` where it is at the list's end already */
  moveBy(item: T, places: number): number | null {
    const to = this.items.indexOf(item) + places;
    if (to < 0 || to >= this.items.length) return null;
    this.moveTo(item, to);
    return to + 1;
  }
}
