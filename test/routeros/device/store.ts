/** An entry of a menu. Names that begin with `$` are the simulation's own. */
export type Row = Record<string, string>;

/** The entries of all menus. */
export class Store {
  private readonly menus = new Map<string, Row[]>();
  private last = 0;

  /** A copy that changes by itself. */
  public copy(): Store {
    const copy = new Store();
    copy.last = this.last;
    for (const [menu, rows] of this.menus) copy.menus.set(menu, rows.map(row => ({ ...row })));
    return copy;
  }

  public rows(menu: string): Row[] {
    return this.menus.get(menu) ?? [];
  }

  public add(menu: string, values: Row): Row {
    const row = { '.id': `*${(++this.last).toString(16).toUpperCase()}`, ...values };
    this.menus.set(menu, [...this.rows(menu), row]);
    return row;
  }

  public get(menu: string, id: string): Row | undefined {
    return this.rows(menu).find(row => row['.id'] === id);
  }

  public remove(menu: string, id: string): void {
    this.menus.set(menu, this.rows(menu).filter(row => row['.id'] !== id));
  }

  /** All entries but those that are to be left out, without their ids: what a test compares. */
  public list(isLeftOut: (menu: string, row: Row) => boolean): string[] {
    return [...this.menus].flatMap(([menu, rows]) => rows.filter(row => !isLeftOut(menu, row)).map(({ '.id': _, ...row }) => `${menu} ${JSON.stringify(row)}`)).sort();
  }
}
